"""What the ledger of one person adds up to, folded into the contact's columns.

The ledger is the truth; the columns are its sum, so that lists of a million stay quick. A row of the
ledger only ever adds evidence: the fold takes the strongest, and no weaker word takes it away.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    case,
    func,
    literal,
    not_,
    null,
    select,
    update,
)
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
"""The parts of a rank, each above all that come after it; a moment has 34 bits."""


def refold(session: Session, contact_ids: Iterable[int] | Select[int] | Select[int | None]) -> None:
    """Fold these ledgers anew; whoever adds an entry calls it in the same transaction."""
    wanted = contact_ids if isinstance(contact_ids, Select) else list(contact_ids)
    entry = ConsentEntry
    from_old_list = ImportRun.kind == ImportKind.OLD_LIST
    # SQLite takes the bare columns of an aggregate from the row that holds the max(): stated_at, source_id
    # and old_list are those of the strongest entry (sqlite.org/lang_select.html, "bare columns"). That holds
    # only where there is one max() in all, so nothing else here may be a max() or min().
    ledger = (
        select(
            entry.contact_id,
            func.max(_rank(entry.act, entry.stated_at, from_old_list, Source.double_opt_in)).label("rank"),
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
    session.execute(
        update(Contact)
        .where(Contact.id == ledger.c.contact_id)
        .values(_columns(*(column for column in ledger.c if column.name != "contact_id")))
        .execution_options(synchronize_session=False)
    )


def fold_of_one(
    act: ColumnElement[str], stated_at: SQLColumnExpression[int | None], source_id: int, old_list: bool
) -> dict[str, ColumnElement[Any]]:
    """The contact's columns for somebody whose whole ledger is this one entry, or none (``act`` empty).

    What ``refold`` would write, without writing every new person of an import twice.
    """
    rank = _rank(act, stated_at, literal(old_list), null())
    said = (
        act == one for one in (Act.ASKED.value, Act.CONFIRMED.value, Act.ORDERED.value, Act.DECLINED.value)
    )
    return _columns(rank, stated_at, literal(source_id), literal(old_list), *said)


def _rank(
    act: SQLColumnExpression[Any],
    stated_at: SQLColumnExpression[Any],
    from_old_list: ColumnElement[bool],
    rule: SQLColumnExpression[Any],
) -> ColumnElement[int]:
    """How strong an entry is: its act, then not from an old list, then the newest, then the stricter rule."""
    weight = (
        case((from_old_list, 0), else_=_FRESH_LIST_UNIT)
        + func.coalesce(stated_at, 0) * _SECOND
        + case((rule == "required", 2), (rule.is_(None), 1), else_=0)
    )
    return case(
        *((act == one.value, strength * _RANK_UNIT + weight) for one, strength in _STRENGTH.items()), else_=0
    )


def _columns(
    rank: ColumnElement[int],
    stated_at: SQLColumnExpression[Any],
    source_id: ColumnElement[Any],
    old_list: ColumnElement[Any],
    asked: ColumnElement[Any],
    confirmed: ColumnElement[Any],
    ordered: ColumnElement[Any],
    declined: ColumnElement[Any],
) -> dict[str, ColumnElement[Any]]:
    """The contact's columns; the first four are the strongest entry's, the others: is there such an act."""
    proven = rank >= _STRENGTH[Act.CONFIRMED] * _RANK_UNIT
    return {
        "agreement": _agreement(rank),
        "agreed_at": case((rank > 0, stated_at)),
        "agreed_source_id": case((rank > 0, source_id)),
        "old_list": and_(proven, old_list),
        "double_opt_in": case(
            (confirmed, DoubleOptIn.CONFIRMED.value),
            (asked, DoubleOptIn.ASKED.value),
            else_=DoubleOptIn.NOT_ASKED.value,
        ),
        "customer": ordered,
        "declined": and_(declined, not_(proven)),
    }


def _agreement(rank: ColumnElement[int]) -> ColumnElement[str]:
    return case(
        *(
            (rank >= strength * _RANK_UNIT, _AGREEMENT[strength].value)
            for strength in sorted(_AGREEMENT, reverse=True)
        ),
        else_=Agreement.NONE.value,
    )


def _any(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return func.sum(case((condition, 1), else_=0)) > 0
