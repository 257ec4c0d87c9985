"""The report of one campaign: to whom it went, who came back, left or complained, who was left out."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.consent.mailable import MEANINGS, WhyNot
from shopmail.contacts.history_words import DELIVERIES
from shopmail.delivery.provider import FeedbackKind
from shopmail.feedback.causes import WORDS, cause_of
from shopmail.model import Campaign, Contact, Delivery, DeliveryState, Event, LeftOut
from shopmail.reports.report import Person, Report, Table, Tile
from shopmail.wording import _

_SENT = (
    DeliveryState.ACCEPTED,
    DeliveryState.DELIVERED,
    DeliveryState.BOUNCED,
    DeliveryState.DROPPED,
    DeliveryState.COMPLAINED,
)
"""States in which the mail was surely handed over."""

_BOUNCES = (FeedbackKind.BOUNCE, FeedbackKind.BLOCK, FeedbackKind.INVALID)


def campaign_report(session: Session, campaign_id: int) -> Report:
    """The report as the session sees it; every recipient is in one state, tiles may overlap."""
    campaign = session.get_one(Campaign, campaign_id)
    deliveries = session.scalars(
        select(Delivery).where(Delivery.campaign_id == campaign_id).order_by(Delivery.id)
    ).all()
    server_texts = _server_texts(session, campaign_id)

    def those(
        wanted: Callable[[Delivery], bool], at: Callable[[Delivery], int | None] = lambda d: d.changed_at
    ) -> list[Person]:
        return [
            _person(delivery, server_texts.get(delivery.id), at(delivery))
            for delivery in deliveries
            if wanted(delivery)
        ]

    tables = [
        Table("sent", _("Sent"), those(lambda d: d.state in _SENT)),
        Table("came-back", _("Came back"), those(lambda d: d.state is DeliveryState.BOUNCED)),
        Table("left", _("Left"), those(lambda d: d.left_at is not None, lambda d: d.left_at)),
        Table("complained", _("Complained"), those(lambda d: d.state is DeliveryState.COMPLAINED)),
        Table("unknown", _("Not known"), those(lambda d: d.state is DeliveryState.UNKNOWN)),
        Table("not-sent", _("Not sent"), those(lambda d: d.state not in (*_SENT, DeliveryState.UNKNOWN))),
        Table("left-out", _("Left out"), _left_out(session, campaign_id)),
    ]
    return Report(
        title=campaign.name,
        tiles=[Tile(table.key, table.title, len(table.people)) for table in tables],
        tables=tables,
    )


def _person(delivery: Delivery, event: Event | None, at: int | None) -> Person:
    note, server_text = _(DELIVERIES[delivery.state]), delivery.reason
    if delivery.state is DeliveryState.HELD:
        note, server_text = f"{note}: {_(MEANINGS[WhyNot(delivery.reason)].words)}", ""
    if event is not None:
        server_text = event.reason
        if delivery.state is DeliveryState.BOUNCED:
            note = _(WORDS[cause_of(event.kind, event.status, event.reason)])
    return Person(delivery.contact_id, delivery.email, note, at, server_text)


def _server_texts(session: Session, campaign_id: int) -> dict[int, Event]:
    """The newest bounce or block of each mail, by delivery."""
    events = session.scalars(
        select(Event)
        .join(Delivery, Delivery.id == Event.delivery_id)
        .where(Delivery.campaign_id == campaign_id, Event.kind.in_([kind.value for kind in _BOUNCES]))
        .order_by(Event.at, Event.kind.desc())
    )
    return {event.delivery_id: event for event in events if event.delivery_id is not None}


def _left_out(session: Session, campaign_id: int) -> list[Person]:
    rows = session.execute(
        select(LeftOut.contact_id, Contact.email, LeftOut.reason)
        .join(Contact, Contact.id == LeftOut.contact_id)
        .where(LeftOut.campaign_id == campaign_id)
        .order_by(LeftOut.reason, Contact.email_key)
    )
    return [Person(row[0], row[1], _(MEANINGS[WhyNot(row[2])].words)) for row in rows]
