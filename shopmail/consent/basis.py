"""What the ledger of one person adds up to, folded into the contact's columns.

The ledger is the truth; the columns are its sum, so that lists of a million stay quick. A row of the
ledger only ever adds evidence: the fold takes the strongest, and no weaker word takes it away.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, case, func, select, update
from sqlalchemy.orm import Session

from shopmail.model import Act, Agreement, ConsentEntry, Contact, DoubleOptIn, ImportKind, ImportRun, Source

_STRENGTH: dict[Act, int] = {
    Act.CONFIRMED_UNDATED: 1,
    Act.SIGNED_UP: 2,
    Act.CONFIRMED: 3,
    Act.AGREED_AGAIN: 4,
}
"""The acts that speak for an agreement, weak to strong."""

_AGREEMENT: dict[int, Agreement] = {
    1: Agreement.UNPROVEN,
    2: Agreement.IMPORTED,
    3: Agreement.PROVEN,
    4: Agreement.RECORDED,
}

_RANK_UNIT = 1 << 42
_FRESH_LIST_UNIT = 1 << 38
_SECOND = 1 << 2
"""A rank is: strength, then not from an old list, then the newest, then the source with the stricter rule."""


def refold(session: Session, contact_ids: Iterable[int] | Select[int]) -> None:
    """Fold these ledgers anew; whoever adds an entry calls it in the same transaction."""
    wanted = contact_ids if isinstance(contact_ids, Select) else list(contact_ids)
    entry = ConsentEntry
    from_old_list = ImportRun.kind == ImportKind.OLD_LIST
    strictness = case((Source.double_opt_in == "required", 2), (Source.double_opt_in.is_(None), 1), else_=0)
    rank = case(
        *(
            (
                entry.act == act,
                strength * _RANK_UNIT
                + case((from_old_list, 0), else_=_FRESH_LIST_UNIT)
                + func.coalesce(entry.stated_at, 0) * _SECOND
                + strictness,
            )
            for act, strength in _STRENGTH.items()
        ),
        else_=0,
    )
    # SQLite takes the bare columns of an aggregate from the row that holds the max(): stated_at, source_id
    # and old_list are those of the strongest entry (sqlite.org/lang_select.html, "bare columns"). That holds
    # only where there is one max() in all, so nothing else here may be a max() or min().
    ledger = (
        select(
            entry.contact_id,
            func.max(rank).label("rank"),
            entry.stated_at,
            entry.source_id,
            func.coalesce(from_old_list, False).label("old_list"),
            _any(entry.act == Act.ASKED).label("asked"),
            _any(entry.act == Act.CONFIRMED).label("confirmed"),
            _any(entry.act == Act.ORDERED).label("ordered"),
            _any(entry.act == Act.DECLINED).label("declined"),
        )
        .outerjoin(ImportRun, ImportRun.id == entry.run_id)
        .outerjoin(Source, Source.id == entry.source_id)
        .where(entry.contact_id.in_(wanted))
        .group_by(entry.contact_id)
        .subquery()
    )
    proven = ledger.c.rank >= _STRENGTH[Act.CONFIRMED] * _RANK_UNIT
    session.execute(
        update(Contact)
        .where(Contact.id == ledger.c.contact_id)
        .values(
            agreement=_agreement(ledger.c.rank),
            agreed_at=case((ledger.c.rank > 0, ledger.c.stated_at)),
            agreed_source_id=case((ledger.c.rank > 0, ledger.c.source_id)),
            old_list=proven & ledger.c.old_list,
            double_opt_in=case(
                (ledger.c.confirmed, DoubleOptIn.CONFIRMED.value),
                (ledger.c.asked, DoubleOptIn.ASKED.value),
                else_=DoubleOptIn.NOT_ASKED.value,
            ),
            customer=ledger.c.ordered,
            declined=ledger.c.declined & ~proven,
        )
        .execution_options(synchronize_session=False)
    )


def _agreement(rank: ColumnElement[int]) -> ColumnElement[str]:
    return case(
        *(
            (rank >= strength * _RANK_UNIT, _AGREEMENT[strength].value)
            for strength in sorted(_AGREEMENT)[::-1]
        ),
        else_=Agreement.NONE.value,
    )


def _any(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return func.sum(case((condition, 1), else_=0)) > 0
