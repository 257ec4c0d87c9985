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

    from shopmail.contacts.listing import Query
    from shopmail.settings import Settings

COLUMNS = (
    Column(N_("Name"), 24, sort="name", least=96),
    Column(N_("Address"), 30, sort="email", least=128),
    Column(N_("City"), 16, sort="city", least=72),
    Column(N_("May be mailed?"), 12, least=176),
    Column(N_("Added"), 4, sort="added", numbers=True, least=104),
)


@dataclass(frozen=True)
class Asked:
    """What the owner asks: ``standing`` is a value of ``consent.mailable.Standing``, empty for all."""

    search: str = ""
    standing: str = ""
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True)
class Counts:
    """How many people the search finds, by standing, and how many there are at all."""

    by_standing: dict[str, int]
    everybody: int
    mailable: int

    def of(self, standing: str) -> int:
        """With that standing; with any, when it is empty."""
        return self.by_standing.get(standing, 0) if standing else sum(self.by_standing.values())


def rows(
    session: "Session", settings: "Settings", asked: Asked, offset: int, limit: int, now: int
) -> Sequence[tuple[Cell, ...]]:
    """``limit`` rows from ``offset`` on, as cells in the order of ``COLUMNS``."""
    from shopmail.contacts import listing

    zone = settings.shop.timezone
    return [_cells(row, now, zone) for row in listing.page(session, _query(asked), offset, limit, now)]


def count(session: "Session", asked: Asked) -> int:
    """How many people answer ``asked``."""
    from shopmail.contacts import listing

    return listing.count(session, _query(asked))


def counts(session: "Session", search: str) -> Counts:
    """The counts beside the chips, and those of the head."""
    from shopmail.contacts import listing

    everybody = {str(k): n for k, n in listing.counts_by_standing(session, "").items()}
    found = (
        {str(k): n for k, n in listing.counts_by_standing(session, search).items()} if search else everybody
    )
    return Counts(found, sum(everybody.values()), everybody.get("can-be-mailed", 0))


def as_text(
    session: "Session", settings: "Settings", asked: Asked, blocks: Sequence[tuple[int, int]], now: int
) -> tuple[str, int]:
    """The rows of ``blocks`` (first and last row) as lines of tab-separated words, and how many they are."""
    lines = [
        "\t".join(" ".join(cell.words.split()) for cell in row)
        for first, last in blocks
        for row in rows(session, settings, asked, first, last - first + 1, now)
    ]
    return "\n".join(lines), len(lines)


def _query(asked: Asked) -> "Query":
    from shopmail.consent.mailable import Standing
    from shopmail.contacts.listing import Query

    standing = Standing(asked.standing) if asked.standing else None
    sort: Any = asked.sort
    return Query(search=asked.search, standing=standing, sort=sort, descending=asked.descending)


def _cells(row: Any, now: int, zone: str) -> tuple[Cell, ...]:
    from shopmail.consent.mailable import MEANINGS

    state = standing_state(str(row.standing), str(row.why_not or ""))
    return (
        Cell(row.name),
        Cell(row.email, muted=True),
        Cell(row.city),
        Cell(_(state.words), state, more=_(MEANINGS[row.why_not].sentence) if row.why_not else ""),
        Cell(numbers.day(row.added_at, now, zone)),
    )
