"""What the Segments page reads: the saved segments, then the people of each."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopmail.ui import numbers
from shopmail.ui.widgets.cells import Cell, Column
from shopmail.ui.widgets.states import State
from shopmail.wording import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings

COLUMNS = (
    Column(N_("Segment"), 24, least=128),
    Column(N_("Who is meant"), 60, least=224),
    Column(N_("Match"), 0, numbers=True, least=88),
    Column(N_("Can be mailed"), 0, numbers=True, least=112),
)
_UNUSABLE = State("warn", "alert-triangle", "")


@dataclass(frozen=True)
class Line:
    """A segment; the counts are None until they are known. ``problem`` says why it can't be counted."""

    name: str
    words: str
    problem: str
    matches: int | None = None
    mailable: int | None = None


def lines(session: "Session", _settings: "Settings") -> tuple[Line, ...]:
    """All segments by name, not counted yet."""
    from shopmail.segments import saving

    return tuple(Line(found.name, found.words, found.problem) for found in saving.listing(session))


def counted(session: "Session", settings: "Settings", line: Line, now: int) -> Line:
    """``line`` with the people it finds now."""
    from shopmail.segments import matching, saving

    count = matching.count(session, saving.find(session, line.name).definition, settings, now)
    return replace(line, matches=count.matches, mailable=count.mailable)


def with_counts_of(line: Line, before: Line | None) -> Line:
    """``line`` with the counts that were known before, until they are counted anew."""
    if before is None or line.problem:
        return line
    return replace(line, matches=before.matches, mailable=before.mailable)


def cells(line: Line) -> tuple[Cell, ...]:
    """The line in the order of ``COLUMNS``."""
    meant = Cell(line.problem, _UNUSABLE) if line.problem else Cell(line.words, muted=True)
    return Cell(line.name), meant, Cell(_number(line.matches, line)), Cell(_number(line.mailable, line))


def _number(count: int | None, line: Line) -> str:
    if count is None:
        return "" if line.problem else "…"
    return numbers.number(count)
