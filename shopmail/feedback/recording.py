"""Writing feedback down: each row once, the mail it answers moved on, the person suppressed where due.

The same rows in any order, any number of times, give the same file.
"""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import ScalarSelect, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from shopmail.consent.suppressing import Refusal, address_hash, suppress
from shopmail.delivery.provider import FeedbackRow
from shopmail.feedback.bounce_policy import consequence
from shopmail.model import Chunk, Delivery, DeliveryState, Event, Reason, Wave

_RANK = {
    DeliveryState.ACCEPTED: 0,
    DeliveryState.UNKNOWN: 0,
    DeliveryState.DELIVERED: 1,
    DeliveryState.DROPPED: 2,
    DeliveryState.BOUNCED: 3,
    DeliveryState.COMPLAINED: 4,
}
"""A mail's state only moves up this ladder, so that the order in which rows arrive does not matter."""

CLOCK_SLACK_SECONDS = 300
"""This computer's clock may be ahead of SendGrid's by so much when a mail was sent at once."""


class Recorded(Struct, frozen=True):
    """Rows that were not known before, and people they took off the list."""

    new: int
    suppressed: int


def record(session: Session, address_key: bytes, rows: Sequence[FeedbackRow], now: int) -> Recorded:
    """Write these rows down; ``now`` is the moment of hearing, Unix seconds. The caller commits."""
    new = 0
    refusals: list[Refusal] = []
    for row in rows:
        email_key = row.email.strip().lower()
        hashed = address_hash(address_key, email_key)
        delivery = _answered(session, hashed, row.at)
        if not _written(session, row, email_key, hashed, delivery, now):
            continue
        new += 1
        meaning = consequence(row)
        if delivery is not None:
            _move(session, delivery, meaning.state, row, left=meaning.reason is Reason.LEFT, now=now)
        if meaning.reason is not None and meaning.way is not None:
            refusals.append(
                Refusal(
                    email_key=email_key,
                    reason=meaning.reason,
                    way=meaning.way,
                    at=row.at,
                    note=row.reason,
                    campaign_id=delivery.campaign_id if delivery else None,
                )
            )
    return Recorded(new, suppress(session, address_key, refusals, now))


def _written(
    session: Session,
    row: FeedbackRow,
    email_key: str,
    hashed: bytes,
    delivery: Delivery | None,
    now: int,
) -> bool:
    """Whether the row was not there yet."""
    written = session.execute(
        insert(Event)
        .values(
            kind=row.kind.value,
            address_hash=hashed,
            email=email_key,
            at=row.at,
            group_id=row.group or 0,
            reason=row.reason,
            status=row.status,
            delivery_id=delivery.id if delivery else None,
            recorded_at=now,
        )
        .on_conflict_do_nothing()
        .returning(Event.id)
    )
    return written.scalar() is not None


def _answered(session: Session, hashed: bytes, at: int) -> Delivery | None:
    """The last mail that can have left for this address by ``at``."""
    departed = func.coalesce(func.nullif(Wave.send_at, 0), Chunk.claimed_at - CLOCK_SLACK_SECONDS)
    return session.scalar(
        select(Delivery)
        .join(Wave, Wave.id == Delivery.wave_id)
        .join(Chunk, Chunk.id == Delivery.chunk_id)
        .where(Delivery.address_hash == hashed, Delivery.state.in_(list(_RANK)))
        .where(Wave.cancelled_at.is_(None), departed <= at)
        .order_by(departed.desc(), Delivery.id.desc())
        .limit(1)
    )


def _move(
    session: Session, delivery: Delivery, state: DeliveryState, row: FeedbackRow, *, left: bool, now: int
) -> None:
    values: dict[str, object] = {}
    if _RANK[state] > _RANK[delivery.state]:
        values = {"state": state, "changed_at": now}
    if row.reason:
        values["reason"] = _newest_words(delivery.id)
    if left and (delivery.left_at is None or row.at < delivery.left_at):
        values["left_at"] = row.at
    if values:
        session.execute(update(Delivery).where(Delivery.id == delivery.id).values(**values))
        session.refresh(delivery)


def _newest_words(delivery_id: int) -> ScalarSelect[str]:
    """What a server said last of this mail, whichever row was heard first."""
    return (
        select(Event.reason)
        .where(Event.delivery_id == delivery_id, Event.reason != "")
        .order_by(Event.at.desc(), Event.kind)
        .limit(1)
        .scalar_subquery()
    )
