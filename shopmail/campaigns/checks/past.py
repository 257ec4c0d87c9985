"""What the people of an audience got before, and how much of it came back: counted in the database."""

from msgspec import Struct
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from shopmail.model import Campaign, Contact, Delivery, DeliveryState, Source

A_MONTH = 30 * 86_400
"""Seconds."""

MANY = 3
"""So many campaigns in a month are many: whoever gets more of them tires, and leaves or complains."""

ENOUGH = 20
"""Mails from which on the share that came back says something of a source."""

_GOT = (DeliveryState.ACCEPTED, DeliveryState.DELIVERED, DeliveryState.COMPLAINED)
_HANDED_OVER = (*_GOT, DeliveryState.BOUNCED)

_NO_REHEARSAL = select(Campaign.id).where(
    func.coalesce(Campaign.frozen["post_office"].as_string(), "") != "rehearsal"
)
"""The ids of the campaigns of which people really got something."""


class Lever(Struct, frozen=True):
    """The source that adds the most: its ``people``, and what would come back ``without`` them."""

    source: str
    people: int
    without: float


class Expected(Struct, frozen=True):
    """How many of the ``known`` people, whose sources were mailed before, may come back; ``share`` of 1."""

    known: int
    people: float
    lever: Lever | None

    @property
    def share(self) -> float:
        """Of those known."""
        return self.people / self.known if self.known else 0.0


class Past(Struct, frozen=True):
    """``tired``: people who got at least ``MANY`` campaigns within a month."""

    tired: int
    expected: Expected


def past(session: Session, mailable: ColumnElement[bool], now: int) -> Past:
    """The past of the contacts for whom ``mailable`` holds."""
    return Past(_tired(session, mailable, now), expected(session, mailable))


def expected(session: Session, mailable: ColumnElement[bool]) -> Expected:
    """How many of these contacts may come back, reckoned by what came back of each one's source.

    A source that had fewer than ``ENOUGH`` mails is not known. Addresses that came back are not mailed
    again, so this is an upper estimate for a source that was mailed often.
    """
    came_back = func.count().filter(Delivery.state == DeliveryState.BOUNCED)
    rates = {
        source_id: bounced / handed_over
        for source_id, bounced, handed_over in session.execute(
            select(Contact.source_id, came_back, func.count())
            .join(Delivery, Delivery.contact_id == Contact.id)
            .where(Delivery.state.in_(_HANDED_OVER), Delivery.campaign_id.in_(_NO_REHEARSAL))
            .where(Contact.source_id.is_not(None))
            .group_by(Contact.source_id)
            .having(func.count() >= ENOUGH)
        )
    }
    counted = session.execute(
        select(Contact.source_id, Source.name, func.count())
        .join(Source, Source.id == Contact.source_id)
        .where(mailable)
        .group_by(Contact.source_id)
    )
    sources = [(name, people, people * rates[key]) for key, name, people in counted if key in rates]
    known = sum(people for _name, people, _bounces in sources)
    bounces = sum(bounces for _name, _people, bounces in sources)
    return Expected(known, bounces, _lever(sources, known, bounces))


def _lever(sources: list[tuple[str, int, float]], known: int, bounces: float) -> Lever | None:
    """The source without which the least would come back; None where leaving one out helps nothing."""
    worst = max(sources, key=lambda source: source[2] / source[1], default=None)
    if worst is None or worst[1] == known:
        return None
    without = (bounces - worst[2]) / (known - worst[1])
    return Lever(worst[0], worst[1], without) if without < bounces / known else None


def _tired(session: Session, mailable: ColumnElement[bool], now: int) -> int:
    lately = _NO_REHEARSAL.where(Campaign.send_requested_at > now - A_MONTH)
    often = (
        select(Delivery.contact_id)
        .where(Delivery.campaign_id.in_(lately), Delivery.state.in_(_GOT))
        .group_by(Delivery.contact_id)
        .having(func.count() >= MANY)
    )
    return session.scalar(select(func.count()).where(mailable, Contact.id.in_(often))) or 0
