"""The do-not-mail ledger: entering an address, asking about one, and the one way out of it.

Only this room writes a ``Suppression``. An address is on the ledger while one entry of it is
not lifted; only fresh consent, recorded after the refusal, lifts an entry (GDPR article 7(3), 21(3)). The
owner's own slip of the hand is no refusal: it can be taken back for an hour (``by_hand``).
"""

import hmac
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Subquery,
    Table,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from shopmail.model import Act, ConsentEntry, Contact, Reason, StagedRow, Suppression, Way

ACTS: dict[Reason, Act] = {
    Reason.LEFT: Act.LEFT,
    Reason.CAME_BACK: Act.CAME_BACK,
    Reason.COMPLAINED: Act.COMPLAINED,
}
"""What the person's own ledger says of each reason."""


_IMPORTED = Table(
    "imported_refusal",
    MetaData(),
    *(Column(name, Integer) for name in ("line", "dated", "at", "contact_id")),
    *(Column(name, String) for name in ("email_key", "evidence", "stated_text")),
    Column("address_hash", LargeBinary),
    prefixes=["TEMPORARY"],
)
"""What ``_imported`` answers, worked out once for three statements."""


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


def hasher(address_key: bytes) -> Callable[[str], bytes]:
    """``address_hash`` for very many addresses: HMAC as RFC 2104 writes it, at half the time."""
    padded = address_key.ljust(64, b"\0")
    inner, outer = bytes(byte ^ 0x36 for byte in padded), bytes(byte ^ 0x5C for byte in padded)

    def hashed(email_key: str) -> bytes:
        return sha256(outer + sha256(inner + email_key.encode()).digest()).digest()[:16]

    return hashed


def suppress(session: Session, address_key: bytes, refusals: Sequence[Refusal], now: int) -> int:
    """Enter these refusals, whether or not the shop knows the people; how many were not there yet.

    One that is older than consent which the person gave afresh since is passed over: it was answered. One
    that stands already is dated anew if this one is later, since fresh consent has to be later still.
    """
    entered = 0
    for refusal in refusals:
        hashed = address_hash(address_key, refusal.email_key)
        if _stands(session, hashed, refusal) or _answered_since(session, refusal, now):
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


def suppress_imported(session: Session, run_id: int, now: int) -> None:
    """Enter the refusals among the staged rows of an import, in one stroke; same rules as ``suppress``."""
    refusals = _IMPORTED
    refusals.create(session.connection())
    said = _imported(now)
    names = [column.name for column in refusals.c]
    session.execute(insert(refusals).from_select(names, select(*(said.c[name] for name in names))))
    standing = and_(
        Suppression.address_hash == refusals.c.address_hash,
        Suppression.reason == refusals.c.evidence,
        Suppression.lifted_at.is_(None),
    )
    session.execute(
        update(Suppression)
        .where(standing, or_(refusals.c.dated > Suppression.at, Suppression.way == Way.BY_HAND))
        .values(heard_again(Way.IMPORT, func.coalesce(refusals.c.dated, Suppression.at)))
        .execution_options(synchronize_session=False)
    )
    new = ~exists().where(standing)
    act = case({reason.value: act.value for reason, act in ACTS.items()}, value=refusals.c.evidence)
    session.execute(
        insert(ConsentEntry).from_select(
            ["contact_id", "act", "recorded_at", "stated_at", "stated_text", "method", "run_id", "line"],
            select(
                refusals.c.contact_id,
                act,
                literal(now),
                refusals.c.at,
                refusals.c.stated_text,
                literal(Way.IMPORT.value),
                literal(run_id),
                refusals.c.line,
            ).where(new, refusals.c.contact_id.is_not(None)),
        )
    )
    session.execute(
        insert(Suppression).from_select(
            ["address_hash", "email", "reason", "way", "at", "recorded_at", "run_id"],
            select(
                refusals.c.address_hash,
                refusals.c.email_key,
                refusals.c.evidence,
                literal(Way.IMPORT.value),
                refusals.c.at,
                literal(now),
                literal(run_id),
            ).where(new),
        )
    )
    refusals.drop(session.connection())


def refused_in_file(now: int) -> Select[bytes]:
    """The address hashes of staged rows that say no, as far as that was not answered by fresh consent."""
    return select(_imported(now).c.address_hash)


def _imported(now: int) -> Subquery:
    """One row for each address and reason among the staged rows; their ``evidence`` is then a ``Reason``.

    A refusal without a date counts from ``now``; one that was answered by fresh consent since is left out.
    """
    row = StagedRow
    dated = func.max(row.stated_at)
    undated = func.count() > func.count(row.stated_at)
    said = (
        # The bare columns are those of the row with the latest date (sqlite.org/lang_select.html).
        select(
            row.address_hash,
            row.email_key,
            row.evidence,
            row.line,
            row.stated_text,
            dated.label("dated"),
            case((undated, now), else_=dated).label("at"),
        )
        .where(row.evidence.in_([reason.value for reason in Reason]))
        .group_by(row.address_hash, row.evidence)
        .subquery()
    )
    answered = exists().where(
        ConsentEntry.contact_id == Contact.id,
        ConsentEntry.act == Act.AGREED_AGAIN,
        ConsentEntry.stated_at > said.c.at,
        ConsentEntry.stated_at <= now,
    )
    return (
        select(said, Contact.id.label("contact_id"))
        .outerjoin(Contact, Contact.email_key == said.c.email_key)
        .where(~answered)
        .subquery()
    )


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


def _stands(session: Session, hashed: bytes, refusal: Refusal) -> bool:
    """Whether it is on the ledger already, by now with the later of the two dates."""
    dated = (
        update(Suppression)
        .where(
            Suppression.address_hash == hashed,
            Suppression.reason == refusal.reason,
            Suppression.lifted_at.is_(None),
        )
        .values(heard_again(refusal.way, refusal.at))
    )
    return session.execute(dated.returning(Suppression.id)).first() is not None


def heard_again(way: Way, at: int | ColumnElement[int]) -> dict[str, ColumnElement[Any]]:
    """What becomes of an entry that stands: the later date; one by hand is no slip if others say it too."""
    return {
        "at": func.max(Suppression.at, at),
        "way": case((Suppression.way == Way.BY_HAND, way.value), else_=Suppression.way),
    }


def _answered_since(session: Session, refusal: Refusal, now: int) -> bool:
    """Whether the person agreed afresh since. Consent of a day to come answers nothing: a clock was wrong."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    Contact.email_key == refusal.email_key,
                    ConsentEntry.contact_id == Contact.id,
                    ConsentEntry.act == Act.AGREED_AGAIN,
                    ConsentEntry.stated_at > refusal.at,
                    ConsentEntry.stated_at <= now,
                )
            )
        )
    )
