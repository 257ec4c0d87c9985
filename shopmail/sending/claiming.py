"""The two strokes around a request: claim people in one transaction, record the answer in another."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shopmail.campaigns.rendering import Rendered
from shopmail.consent.mailable import why_not
from shopmail.model import Chunk, ChunkState, Contact, Delivery, DeliveryState, Wave
from shopmail.storage.shop import Shop, settings_of


class Ready(Struct, frozen=True):
    """One queued person with the mail written."""

    delivery_id: int
    recipient_id: str
    email: str
    rendered: Rendered


class Claim(Struct, frozen=True):
    """People whose request is about to go out, all with the same skeleton, and how it may be recalled."""

    chunk_id: int
    wave_id: int
    batch_id: str
    send_at: int
    people: tuple[Ready, ...]


def claim(shop: Shop, wave_id: int, people: Sequence[Ready]) -> Claim | None:
    """Mark as in flight all of these people who are still queued and may still be mailed; None: nobody is.

    Whoever may not be mailed any more is held, with the reason.
    """
    now = shop.clock.now()
    with shop.transaction() as session:
        wave = session.get_one(Wave, wave_id)
        reasons = {
            row[0]: row[1]
            for row in session.execute(
                select(Delivery.id, why_not(settings_of(session), now))
                .join(Contact, Contact.id == Delivery.contact_id)
                .where(Delivery.id.in_([person.delivery_id for person in people]))
                .where(Delivery.state == DeliveryState.QUEUED, Delivery.wave_id == wave_id)
            )
        }
        for delivery_id, reason in reasons.items():
            if reason is not None:
                move(session, [delivery_id], DeliveryState.HELD, now, reason=reason)
        free = tuple(person for person in people if reasons.get(person.delivery_id, "gone") is None)
        if not free or wave.cancelled_at is not None:
            return None
        chunk = Chunk(wave_id=wave_id, state=ChunkState.IN_FLIGHT, claimed_at=now)
        session.add(chunk)
        session.flush()
        move(
            session,
            [person.delivery_id for person in free],
            DeliveryState.IN_FLIGHT,
            now,
            chunk_id=chunk.id,
        )
        return Claim(chunk.id, wave_id, wave.batch_id, wave.send_at, free)


def record_accepted(shop: Shop, claimed: Claim, message_id: str) -> None:
    """The provider took the request."""
    _record(shop, claimed.chunk_id, ChunkState.ACCEPTED, DeliveryState.ACCEPTED, message_id=message_id)


def record_unknown(shop: Shop, chunk_id: int, answer: str) -> None:
    """The answer was lost: from now on only a cancelled wave, or feedback, can move these people."""
    _record(shop, chunk_id, ChunkState.UNKNOWN, DeliveryState.UNKNOWN, answer=answer)


def record_refused(shop: Shop, claimed: Claim, answer: str, rejected: Iterable[int] = ()) -> None:
    """The request was surely not accepted. The ``rejected`` deliveries are out, the others queued again."""
    now = shop.clock.now()
    with shop.transaction() as session:
        out = list(rejected)
        move(session, out, DeliveryState.REJECTED, now, reason=answer)
        _close(session, claimed.chunk_id, ChunkState.REFUSED, now, answer=answer)
        session.execute(
            update(Delivery)
            .where(Delivery.chunk_id == claimed.chunk_id, Delivery.state == DeliveryState.IN_FLIGHT)
            .values(state=DeliveryState.QUEUED, chunk_id=None, changed_at=now)
        )


def reject(shop: Shop, delivery_id: int, why: str) -> None:
    """This one person's mail can't be written; nothing of it was handed over."""
    with shop.transaction() as session:
        move(session, [delivery_id], DeliveryState.REJECTED, shop.clock.now(), reason=why)


def move(
    session: Session, delivery_ids: Sequence[int], state: DeliveryState, now: int, **values: object
) -> None:
    """Move these deliveries on; the file itself refuses a move backwards."""
    session.execute(
        update(Delivery)
        .where(Delivery.id.in_(delivery_ids))
        .values(state=state, changed_at=now, **values)
        .execution_options(synchronize_session=False)
    )


def _record(
    shop: Shop,
    chunk_id: int,
    chunk_state: ChunkState,
    state: DeliveryState,
    *,
    message_id: str = "",
    answer: str = "",
) -> None:
    now = shop.clock.now()
    with shop.transaction() as session:
        _close(session, chunk_id, chunk_state, now, message_id=message_id, answer=answer)
        session.execute(
            update(Delivery)
            .where(Delivery.chunk_id == chunk_id, Delivery.state == DeliveryState.IN_FLIGHT)
            .values(state=state, changed_at=now)
        )


def _close(
    session: Session, chunk_id: int, state: ChunkState, now: int, *, message_id: str = "", answer: str = ""
) -> None:
    session.execute(
        update(Chunk)
        .where(Chunk.id == chunk_id)
        .values(state=state, message_id=message_id, answered_at=now, answer=answer)
    )
