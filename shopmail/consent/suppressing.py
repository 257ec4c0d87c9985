"""The do-not-mail ledger: entering an address, asking about one, and the one way out of it.

Nothing else in the program writes a ``Suppression``. An address is on the ledger while one entry of it is
not lifted; only fresh consent, recorded after the refusal, lifts an entry (GDPR article 7(3), 21(3)).
"""

import hmac
from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import and_, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from shopmail.model import Act, ConsentEntry, Contact, Reason, Suppression, Way

ACTS: dict[Reason, Act] = {
    Reason.LEFT: Act.LEFT,
    Reason.CAME_BACK: Act.CAME_BACK,
    Reason.COMPLAINED: Act.COMPLAINED,
}
"""What the person's own ledger says of each reason."""


class Refusal(Struct, frozen=True):
    """One reason against one address. ``email_key`` in lower case; ``at``: when it happened, Unix seconds."""

    email_key: str
    reason: Reason
    way: Way
    at: int
    note: str = ""
    campaign_id: int | None = None


def address_hash(address_key: bytes, email_key: str) -> bytes:
    """Sixteen bytes of HMAC-SHA-256 of the lower-case address under the shop's own random key."""
    return hmac.digest(address_key, email_key.encode(), "sha256")[:16]


def suppress(session: Session, address_key: bytes, refusals: Sequence[Refusal], now: int) -> int:
    """Enter these refusals, whether or not the shop knows the people; how many were not there yet.

    One that is older than consent which the person gave afresh since is passed over: it was answered.
    """
    entered = 0
    for refusal in refusals:
        hashed = address_hash(address_key, refusal.email_key)
        if _standing(session, hashed, refusal.reason) or _answered_since(session, hashed, refusal.at):
            continue
        contact_id = session.scalar(select(Contact.id).where(Contact.email_key == refusal.email_key))
        session.execute(
            insert(Suppression).values(
                address_hash=hashed,
                email=refusal.email_key,
                reason=refusal.reason,
                way=refusal.way,
                at=refusal.at,
                recorded_at=now,
                note=refusal.note,
                campaign_id=refusal.campaign_id,
            )
        )
        if contact_id is not None:
            session.execute(
                insert(ConsentEntry).values(
                    contact_id=contact_id,
                    act=ACTS[refusal.reason],
                    recorded_at=now,
                    stated_at=refusal.at,
                    method=refusal.way.value,
                )
            )
        entered += 1
    return entered


def lift(session: Session, hashed: bytes, by: ConsentEntry, now: int) -> None:
    """Lift what stands against the address; ``by`` is the fresh consent, dated after every refusal."""
    session.execute(
        update(Suppression)
        .where(Suppression.address_hash == hashed, Suppression.lifted_at.is_(None))
        .values(lifted_at=now, lifted_by_id=by.id)
    )


def standing_against(session: Session, hashed: bytes) -> list[Suppression]:
    """The entries that are not lifted, newest first."""
    return list(
        session.scalars(
            select(Suppression)
            .where(Suppression.address_hash == hashed, Suppression.lifted_at.is_(None))
            .order_by(Suppression.at.desc(), Suppression.id.desc())
        )
    )


def _standing(session: Session, hashed: bytes, reason: Reason) -> bool:
    query = exists().where(
        Suppression.address_hash == hashed, Suppression.reason == reason, Suppression.lifted_at.is_(None)
    )
    return bool(session.scalar(select(query)))


def _answered_since(session: Session, hashed: bytes, at: int) -> bool:
    fresh = and_(ConsentEntry.act == Act.AGREED_AGAIN, ConsentEntry.stated_at > at)
    known = and_(ConsentEntry.contact_id == Contact.id, Contact.address_hash == hashed)
    # The contact is found through the entry that it lifted, since address_hash alone has no index there.
    lifted = exists().where(
        Suppression.address_hash == hashed, Suppression.lifted_by_id == ConsentEntry.id, fresh
    )
    return bool(session.scalar(select(or_(lifted, exists().where(known, fresh)))))
