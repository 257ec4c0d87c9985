"""The places people came from, in a table: how many, what is known of each, and the rule there."""

import csv
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.errors import FileRefused
from shopmail.ui import numbers
from shopmail.ui.background import Latest
from shopmail.ui.copying import Copying
from shopmail.ui.desk import Desk
from shopmail.ui.setup.form import open_form
from shopmail.ui.setup.source import SourceForm
from shopmail.ui.setup.source_words import COLUMNS, cells, ordered
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.cells import Rows
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.file_dialogs import ask_where_to_save
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.search import SearchField
from shopmail.ui.widgets.table import Table
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.consent.sources import Listed


class SourcesPart(QWidget):
    """Enter, a double click or the button opens the chosen source; Ctrl+C copies the chosen rows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._asking = [Latest(desk.background, lane) for lane in ("counting", "counting", "files")]
        self._copying = Copying(self._asking[1])
        self._sources: Sequence[Listed] = ()
        self._sort, self._descending = "name", False
        self.search = SearchField(_("Name or origin"))
        self.change = Button(_("Change"), icon="pencil")
        self.keep = Button(_("Save as CSV"), icon="download")
        self.model: Rows[Listed] = Rows(COLUMNS, cells)
        self.table = Table(self.model, _("Where people came from"))
        self.table.be_crowded(True)
        self.card = self.table.in_card()
        self.none = Empty(
            "users",
            _("No sources yet"),
            _("A source comes with the first import from it: a form, a counter."),
        )
        self._lay_out()
        self._connect()

    def refill(self) -> None:
        """Read the sources anew."""

        def read() -> "Sequence[Listed]":
            from shopmail.consent import sources

            with self.desk.shop.reading() as session:
                return sources.listed(session)

        self._asking[0].ask(read, self._filled)

    def leave(self) -> None:
        """The part goes away: no answer may reach it any more."""
        for latest in self._asking:
            latest.drop()

    def save_to(self, path: Path) -> None:
        """Write the rows as they are shown into a CSV file."""
        rows = [[_(column.title) for column in COLUMNS]]
        rows += [[cell.words for cell in cells(source)] for source in self.model.records]
        words = _("The sources are saved in {file}.", file=path.name)
        self._asking[2].ask(partial(_write, path, rows), lambda _done: self.desk.say(words))

    def _lay_out(self) -> None:
        self._tools = QWidget()
        tools = Flow()
        self._tools.setLayout(tools)
        for tool in (self.search, self.change, self.keep):
            tools.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._tools)
        column.addWidget(self.card)
        column.addWidget(self.none)
        for part in (self._tools, self.card, self.none):
            part.hide()

    def _connect(self) -> None:
        self.search.asked.connect(lambda _words: self._show())
        self.table.header.sort_wanted.connect(self._sort_by)
        self.table.header.show_order(self._sort, descending=False)
        self.table.copy_wanted.connect(self._copy)
        self.table.opened.connect(self._open)
        self.change.clicked.connect(self._change)
        self.keep.clicked.connect(self._save)

    def _filled(self, sources: "Sequence[Listed]") -> None:
        self._sources = sources
        self._show()
        self._tools.setVisible(bool(sources))
        self.card.setVisible(bool(sources))
        self.none.setVisible(not sources)

    def _show(self) -> None:
        words = self.search.text().strip()
        self.model.show(ordered(self._sources, words, self._sort, descending=self._descending))
        # As high as its rows: the section scrolls, not the table in it.
        self.card.setFixedHeight(self.card.maximumHeight())

    def _sort_by(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self.table.header.show_order(sort, descending=descending)
        self._show()

    def _change(self) -> None:
        chosen = self.table.chosen()
        if chosen:
            self._open(chosen[0])
        else:
            self.desk.say(_("Choose a row first."))

    def _open(self, row: int) -> None:
        source = self.model.records[row]
        open_form(self.desk, lambda desk: SourceForm(desk, source))

    def _copy(self) -> None:
        chosen = [cells(self.model.records[row]) for row in self.table.chosen()]
        if chosen:
            self._copying.copy(lambda: chosen, self._copied)

    def _copied(self, count: int) -> None:
        words = n_("{number} row copied.", "{number} rows copied.", count, number=numbers.number(count))
        self.desk.say(words)

    def _save(self) -> None:
        ask_where_to_save(self, _("Save as CSV"), _("sources.csv"), self.save_to)


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    from shopmail.contacts.exporting import whole_or_none
    from shopmail.contacts.guarding import guarded

    try:
        with whole_or_none(path) as file:
            csv.writer(file).writerows([guarded(cell) for cell in row] for row in rows)
    except OSError as fault:
        raise FileRefused(
            _("The rows were not saved"),
            _("“{file}” can't be written: {why}.", file=str(path), why=fault.strerror or str(fault)),
            _("Choose another folder."),
        ) from None
