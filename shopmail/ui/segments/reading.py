"""What the Segments page reads: the saved segments, then the people of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopmail.ui import days, numbers
from shopmail.ui.widgets.cells import Cell, Column
from shopmail.ui.widgets.row_menu import DOTS_COLUMN, dots
from shopmail.ui.widgets.states import State
from shopmail.wording import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.segments.saving import Uses
    from shopmail.settings import Settings

COLUMNS = (
    Column(N_("Segment"), 26, "name", least=128),
    Column(N_("Who is meant"), 54, least=200),
    Column(N_("Match"), 0, "matches", numbers=True, least=80),
    Column(N_("Can be mailed"), 0, "mailable", numbers=True, least=112),
    Column(N_("Changed"), 0, "updated", numbers=True, least=104),
    DOTS_COLUMN,
)
_UNUSABLE = State("warn", "alert-triangle", "")


@dataclass(frozen=True)
class Line:
    """A segment; the counts are None until they are known. ``problem`` says why it can't be counted.

    ``place`` is where it stands among all by name, ``updated`` the day it was changed, in words.
    """

    id: int
    name: str
    words: str
    problem: str
    place: int = 0
    updated_at: int = 0
    updated: str = ""
    matches: int | None = None
    mailable: int | None = None


def lines(session: "Session", settings: "Settings", now: int) -> tuple[Line, ...]:
    """All segments by name, not counted yet."""
    from shopmail.segments import saving

    zone = settings.shop.timezone
    return tuple(
        Line(
            found.id,
            found.name,
            days.spelled(found.words),
            found.problem,
            place,
            found.updated_at,
            numbers.day(found.updated_at, now, zone),
        )
        for place, found in enumerate(saving.listing(session))
    )


def counted(session: "Session", settings: "Settings", segment_id: int, now: int) -> tuple[int, int]:
    """How many people it finds now, and how many of them can be mailed."""
    from shopmail.segments import matching, saving

    count = matching.count(session, saving.get(session, segment_id).definition, settings, now)
    return count.matches, count.mailable


def uses(session: "Session", segment_id: int) -> "Uses":
    """The campaigns that are for it."""
    from shopmail.segments import saving

    return saving.used_by(session, segment_id)


def with_counts_of(line: Line, before: Line | None) -> Line:
    """``line`` with the counts that were known before, until they are counted anew."""
    if before is None or line.problem:
        return line
    return replace(line, matches=before.matches, mailable=before.mailable)


_KEYS: dict[str, Callable[[Line], int]] = {
    "name": lambda line: line.place,
    "matches": lambda line: -1 if line.matches is None else line.matches,
    "mailable": lambda line: -1 if line.mailable is None else line.mailable,
    "updated": lambda line: line.updated_at,
}


def arranged(found: Iterable[Line], words: str, sort: str, *, descending: bool) -> list[Line]:
    """Those in whose name or description all of ``words`` stand, in the order wanted."""
    wanted = words.casefold().split()
    kept = [line for line in found if all(word in f"{line.name} {line.words}".casefold() for word in wanted)]
    return sorted(kept, key=_KEYS[sort], reverse=descending)


def cells(line: Line) -> tuple[Cell, ...]:
    """The line in the order of ``COLUMNS``."""
    meant = Cell(line.problem, _UNUSABLE) if line.problem else Cell(line.words, muted=True)
    return (
        Cell(line.name),
        meant,
        Cell(_number(line.matches, line)),
        Cell(_number(line.mailable, line)),
        Cell(line.updated),
        dots(),
    )


def _number(count: int | None, line: Line) -> str:
    if count is None:
        return "" if line.problem else "…"
    return numbers.number(count)
