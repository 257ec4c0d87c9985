"""What the Contacts page reads, on a lane: questions in, cells and counts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopmail.ui import numbers
from shopmail.ui.widgets.cells import Cell, Column
from shopmail.ui.widgets.states import standing_state
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.contacts.listing import Query, Row
    from shopmail.settings import Settings

COLUMNS = (
    Column(N_("Name"), 26, sort="name", least=104),
    Column(N_("Address"), 42, sort="email", least=160),
    Column(N_("City"), 16, sort="city", least=88),
    Column(N_("May be mailed?"), 12, least=168),
    Column(N_("Added"), 4, sort="added", numbers=True, least=96),
)


@dataclass(frozen=True)
class Asked:
    """What the owner asks: ``standing`` is a value of ``consent.mailable.Standing``, empty for all."""

    search: str = ""
    standing: str = ""
    sort: str = "name"
    descending: bool = False


def rows(
    session: "Session", settings: "Settings", asked: Asked, offset: int, limit: int, now: int
) -> Sequence[tuple[Cell, ...]]:
    """``limit`` rows from ``offset`` on, as cells in the order of ``COLUMNS``."""
    from shopmail.contacts import listing

    zone = settings.shop.timezone
    return [_cells(row, now, zone) for row in listing.page(session, _query(asked), offset, limit, now)]


def count(session: "Session", asked: Asked, now: int) -> int:
    """How many people answer ``asked``."""
    from shopmail.contacts import listing

    return listing.count(session, _query(asked), now)


def by_standing(session: "Session", search: str, now: int) -> dict[str, int]:
    """How many of those whom the search finds have each standing."""
    from shopmail.contacts import listing

    counted = listing.counts_by_standing(session, listing.Query(search=search), now)
    return {standing.value: people for standing, people in counted.items()}


def selected(
    session: "Session", settings: "Settings", asked: Asked, blocks: Sequence[tuple[int, int]], now: int
) -> list[tuple[Cell, ...]]:
    """The rows of ``blocks``, each a first and a last row."""
    return [
        row for first, last in blocks for row in rows(session, settings, asked, first, last - first + 1, now)
    ]


def _query(asked: Asked) -> "Query":
    from shopmail.consent.mailable import Standing
    from shopmail.contacts.listing import Query

    standing = Standing(asked.standing) if asked.standing else None
    sort: Any = asked.sort
    return Query(search=asked.search, standing=standing, sort=sort, descending=asked.descending)


def _cells(row: "Row", now: int, zone: str) -> tuple[Cell, ...]:
    from shopmail.consent.mailable import MEANINGS

    state = standing_state(row.standing.value, row.why_not.value if row.why_not else "")
    return (
        Cell(row.name),
        Cell(row.email, muted=True),
        Cell(row.city),
        Cell(_(state.words), state, more=_(MEANINGS[row.why_not].sentence) if row.why_not else ""),
        Cell(numbers.day(row.added_at, now, zone)),
    )
