"""Queued people of a wave, each with the mail written, gathered into requests of one skeleton each."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import select

from shopmail.campaigns.audience import AT_ONCE, values_of
from shopmail.campaigns.composing import Outgoing
from shopmail.contacts.address import on_the_wire
from shopmail.delivery.message import RECIPIENTS_PER_REQUEST, Bundle, InlinePicture, Leave, Recipient
from shopmail.errors import CampaignRefused
from shopmail.model import Delivery, DeliveryState
from shopmail.sending.claiming import Claim, Ready, reject
from shopmail.storage.shop import Shop


class Parcel(Struct, frozen=True):
    """Up to 1,000 people whose mails share a skeleton."""

    people: tuple[Ready, ...]

    def halves(self) -> "tuple[Parcel, Parcel]":
        """The same people in two smaller requests."""
        middle = len(self.people) // 2
        return Parcel(self.people[:middle]), Parcel(self.people[middle:])


def parcels(shop: Shop, outgoing: Outgoing, wave_id: int) -> Iterator[Parcel]:
    """The wave's queued people in their order; a parcel is full, or the last of its skeleton.

    Whoever's mail can't be written is rejected, with the reason.
    """
    open_parcels: dict[object, list[Ready]] = {}
    for person in _written(shop, outgoing, wave_id):
        gathered = open_parcels.setdefault(person.rendered.group, [])
        gathered.append(person)
        if len(gathered) == RECIPIENTS_PER_REQUEST:
            yield Parcel(tuple(open_parcels.pop(person.rendered.group)))
    for gathered in open_parcels.values():
        yield Parcel(tuple(gathered))


def bundle_of(outgoing: Outgoing, claimed: Claim, pictures: Sequence[InlinePicture] = ()) -> Bundle:
    """The request for the people of one claim, with those of ``pictures`` that their mail shows."""
    html, text = outgoing.mail.skeleton(claimed.people[0].rendered.group)
    return Bundle(
        sender=outgoing.sender,
        reply_to=outgoing.reply_to,
        html=html,
        text=text,
        recipients=tuple(
            Recipient(
                id=person.recipient_id,
                email=on_the_wire(person.email),
                subject=person.rendered.subject,
                pieces=person.rendered.pieces,
            )
            for person in claimed.people
        ),
        category=outgoing.category,
        leave=Leave(group=outgoing.group),
        track_opens=outgoing.track_opens,
        track_clicks=outgoing.track_clicks,
        batch_id=claimed.batch_id,
        send_at=claimed.send_at,
        pictures=shown_in(html, pictures),
    )


def shown_in(html: str, pictures: Sequence[InlinePicture]) -> tuple[InlinePicture, ...]:
    """Those of ``pictures`` that ``html`` shows: a picture of another branch would be an odd enclosure."""
    return tuple(picture for picture in pictures if picture.cid in html)


def _written(shop: Shop, outgoing: Outgoing, wave_id: int) -> Iterator[Ready]:
    after = 0
    while page := _page(shop, wave_id, after):
        with shop.reading() as session:
            values = values_of(session, [row[3] for row in page])
        for delivery_id, recipient_id, email, contact_id in page:
            try:
                rendered = outgoing.mail.render(values[contact_id])
            except CampaignRefused as mistake:  # their data changed since the checks; the others get theirs
                reject(shop, delivery_id, str(mistake))
            else:
                yield Ready(delivery_id, recipient_id, email, rendered)
        after = page[-1][0]


def _page(shop: Shop, wave_id: int, after: int) -> Sequence[tuple[int, str, str, int]]:
    with shop.reading() as session:
        return [
            (row[0], row[1], row[2], row[3])
            for row in session.execute(
                select(Delivery.id, Delivery.recipient_id, Delivery.email, Delivery.contact_id)
                .where(Delivery.wave_id == wave_id, Delivery.state == DeliveryState.QUEUED)
                .where(Delivery.id > after)
                .order_by(Delivery.id)
                .limit(AT_ONCE)
            )
        ]
