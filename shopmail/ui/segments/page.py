"""The Segments page: every saved segment, who is meant, and how many that are at this moment."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.desk import Desk
from shopmail.ui.segments import reading
from shopmail.ui.segments.acts import Acts
from shopmail.ui.segments.reading import Line
from shopmail.ui.table_page import TablePage
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.menu import Act
from shopmail.ui.widgets.refusal import Refusal
from shopmail.ui.widgets.row_menu import RowMenu
from shopmail.ui.widgets.search import SearchField
from shopmail.wording import N_, _, n_


class SegmentsPage(TablePage[Line]):
    """The names come first, then the counts, one after the other."""

    TITLE = N_("Segments")

    def __init__(self, desk: Desk) -> None:
        self.begin = Button(_("New segment"), "primary", "plus")
        empty = Empty(
            "circles-overlap",
            _("No segments yet"),
            _("A segment picks people by what is known of them."),
            self.begin,
        )
        super().__init__(desk, reading.COLUMNS, reading.cells, empty)
        self._listing = self.latest("reading")
        self._counting = self.latest("counting")
        self._lines: tuple[Line, ...] = ()
        self._sort, self._descending = "name", False
        self.refusal = Refusal(below=12)
        self.acts = Acts(self, desk, self.refusal.say_until_read)
        self.search = SearchField(_("Name or who is meant"))
        self.unfound = Empty(
            "search", _("No segment fits"), _("Try fewer letters, or another way to write it.")
        )
        self.make = Button(_("New segment"), "primary", "plus")
        self.menus = RowMenu(self.table, self._acts_of)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        now = self.desk.now()
        work = self.desk.reading(lambda session, settings: reading.lines(session, settings, now))
        self._listing.ask(work, self._listed)

    def new(self) -> None:
        self.desk.go("segment", "new")

    def search_field(self) -> QWidget | None:
        return self.search

    def back(self) -> bool:
        if not self.search.text():
            return False
        self.search.clear()
        return True

    def leave(self) -> None:
        super().leave()
        self.acts.leave()

    def _lay_out(self) -> None:
        self.head.add_action(self.make)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 12)
        row.addWidget(self.search)
        row.addStretch(1)
        self.column.insertWidget(self.column.indexOf(self.card), self.refusal)
        self.column.insertWidget(self.column.indexOf(self.card), self._tools)
        self.column.insertWidget(self.column.indexOf(self.empty), self.unfound)
        for part in (self._tools, self.unfound, self.make):
            part.hide()

    def _connect(self) -> None:
        for button in (self.make, self.begin):
            button.clicked.connect(self.new)
        self.search.asked.connect(self._arrange)
        self.table.header.sort_wanted.connect(self._sort_by)
        self.table.header.show_order(self._sort, descending=False)
        self.table.opened.connect(lambda row: self._open(self.model.records[row]))

    def _listed(self, lines: tuple[Line, ...]) -> None:
        # Numbers of before stay until the new ones are there.
        before = {line.id: line for line in self._lines}
        self._lines = tuple(reading.with_counts_of(line, before.get(line.id)) for line in lines)
        self.head.show_state(
            n_(
                "{number} segment; it picks people anew whenever it is used.",
                "{number} segments; each picks people anew whenever it is used.",
                len(lines),
                number=numbers.number(len(lines)),
            )
            if lines
            else ""
        )
        self.primary = self.make if lines else self.begin
        self.make.setVisible(bool(lines))
        self._tools.setVisible(bool(lines))
        self._arrange()
        self._count([line.id for line in lines if not line.problem])

    def _arrange(self) -> None:
        words = self.search.text()
        self.show_rows(reading.arranged(self._lines, words, self._sort, descending=self._descending))
        self.empty.setVisible(not self._lines)
        self.unfound.setVisible(bool(self._lines) and not self.model.records)

    def _sort_by(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self.table.header.show_order(sort, descending=descending)
        self._arrange()

    def _count(self, waiting: list[int]) -> None:
        """Count the first of those that wait, then the others."""
        if not waiting:
            return
        number, now = waiting[0], self.desk.now()
        work = self.desk.reading(lambda session, settings: reading.counted(session, settings, number, now))
        self._counting.ask(work, partial(self._counted, waiting), partial(self._not_counted, waiting))

    def _counted(self, waiting: list[int], counts: tuple[int, int]) -> None:
        matches, mailable = counts
        self._lines = tuple(
            replace(line, matches=matches, mailable=mailable) if line.id == waiting[0] else line
            for line in self._lines
        )
        self._arrange()
        self._count(waiting[1:])

    def _not_counted(self, waiting: list[int], problem: Exception) -> None:
        """Deleted or spoiled since the list was read: the next list says so."""
        if not isinstance(problem, ShopmailError):
            self.desk.background.unforeseen(problem)
        self._count(waiting[1:])

    def _acts_of(self, row: int) -> list[Act]:
        line = self.model.records[row]
        return [
            (_("Open"), partial(self._open, line)),
            (_("Duplicate"), partial(self.acts.duplicate, line)),
            (_("Rename"), partial(self.acts.rename, line)),
            (_("Delete"), partial(self.acts.delete, line)),
        ]

    def _open(self, line: Line) -> None:
        self.desk.go("segment", str(line.id))
