"""The Segments page: every saved segment, who is meant, and how many that are at this moment."""

from functools import partial

from shopmail.ui import numbers
from shopmail.ui.desk import Desk
from shopmail.ui.segments import reading
from shopmail.ui.segments.reading import Line
from shopmail.ui.table_page import TablePage
from shopmail.ui.widgets.empty import Empty
from shopmail.wording import N_, _, n_


class SegmentsPage(TablePage[Line]):
    """The names come first, then the counts, one after the other."""

    TITLE = N_("Segments")

    def __init__(self, desk: Desk) -> None:
        empty = Empty(
            "circles-overlap", _("No segments yet"), _("A segment picks people by what is known of them.")
        )
        super().__init__(desk, reading.COLUMNS, reading.cells, empty)
        self._listing = self.latest("reading")
        self._counting = self.latest("counting")

    def refresh(self) -> None:
        self._listing.ask(self.desk.reading(reading.lines), self._show)

    def _show(self, lines: tuple[Line, ...]) -> None:
        # Numbers of before stay until the new ones are there.
        before = {line.name: line for line in self.model.records}
        self.show_rows([reading.with_counts_of(line, before.get(line.name)) for line in lines])
        number = numbers.number(len(lines))
        self.head.show_state(
            n_(
                "{number} segment; it picks people anew whenever it is used.",
                "{number} segments; each picks people anew whenever it is used.",
                len(lines),
                number=number,
            )
            if lines
            else ""
        )
        self._count(lines, 0)

    def _count(self, lines: tuple[Line, ...], place: int) -> None:
        """Count the segment at ``place``, then the ones after it."""
        while place < len(lines) and lines[place].problem:
            place += 1
        if place == len(lines):
            return
        line, now = lines[place], self.desk.now()
        work = self.desk.reading(lambda session, settings: reading.counted(session, settings, line, now))
        self._counting.ask(work, partial(self._counted, lines, place))

    def _counted(self, lines: tuple[Line, ...], place: int, line: Line) -> None:
        records = list(self.model.records)
        records[place] = line
        self.show_rows(records)
        self._count(lines, place + 1)
