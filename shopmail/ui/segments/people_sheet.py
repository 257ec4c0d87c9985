"""The people behind a number: a sheet with a list to search in, to copy and to save."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.contacts.long_act import LongAct
from shopmail.ui.copying import Copying
from shopmail.ui.desk import Desk
from shopmail.ui.paged import Answer, PagedModel
from shopmail.ui.segments.people_reading import People
from shopmail.ui.segments.saving_people import ask_for_file
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.cells import Cell, Column
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.search import SearchField
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.table import Table
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings

COLUMNS = (
    Column(N_("Name"), 34, least=120),
    Column(N_("Address"), 40, least=140),
    Column(N_("May be mailed?"), 26, least=140),
)
_HIGH = 329
"""Header and eight rows, whole."""
_NAME, _ADDRESS = 0, 1


class PeopleSheet(Sheet):
    """The people whom ``definition_json`` means, or ``which`` of them: see ``segments.people``.

    ``chosen`` carries address and name of somebody who was opened in the list; the sheet stays.
    """

    chosen = Signal(str, str)

    def __init__(self, desk: Desk, title: str, definition_json: str, which: str) -> None:
        super().__init__(title, width=760)
        self._desk, self._title = desk, title
        self._people = People(definition_json, which, desk.now())
        self._words = ""
        self._rows = desk.latest("reading", self)
        self._counting = desk.latest("counting", self)
        self._copying = Copying(desk.latest("files", self))
        self.search = SearchField(_("Name, address, city or note"))
        self.found = label("", "muted")
        self.told = label("", "muted", wrap=True)
        self.told.hide()
        self.model: PagedModel[str] = PagedModel(COLUMNS, self._fetch)
        self.table = Table(self.model, _("People"))
        self.nobody = Empty("search", _("Nobody fits"), _("Try fewer letters, or another way to write it."))
        self.saving = LongAct(_("Saving people"), "files", desk, self.show_problem)
        self._lay_out()
        self.closed.connect(self.saving.leave)
        self.search.asked.connect(self.ask)
        self.table.copy_wanted.connect(self._copy_chosen)
        self.table.opened.connect(self._open)
        self.ask("")

    def ask(self, words: str) -> None:
        """Show those whom these words find, of all where there are none."""
        people, self._words = self._people, words
        self.model.ask(words)
        work = self._desk.reading(lambda s, settings: people.count(s, settings, words))
        self._counting.ask(work, partial(self._counted, words), self._refused)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.search)
        above.addStretch(1)
        above.addWidget(self.found)
        self._card = Card(margins=(0, 0, 0, 6))
        self._card.column.addWidget(self.table)
        self._card.setFixedHeight(_HIGH)
        self.body.addLayout(above)
        self.body.addWidget(self.saving)
        self.body.addWidget(self._card)
        self.body.addWidget(self.nobody)
        self.body.addWidget(self.told)
        self.nobody.hide()
        self.copy = self.add_button(Button(_("Copy"), "quiet", "copy"), at_left=True)
        self.save = self.add_button(Button(_("Save as CSV"), "quiet", "download"), at_left=True)
        self.copy.clicked.connect(lambda: self._copy(()))
        self.save.clicked.connect(self._save)
        close = self.add_button(Button(_("Close"), "primary"))
        close.clicked.connect(self.close_sheet)

    def _fetch(self, words: str, offset: int, limit: int, answer: Answer) -> None:
        def failed(problem: Exception) -> None:
            answer(None)
            self._refused(problem)

        people = self._people
        work = self._desk.reading(lambda s, settings: people.rows(s, settings, words, offset, limit))
        self._rows.ask(work, answer, failed)

    def _counted(self, words: str, count: int) -> None:
        self.model.show_count(words, count)
        self.found.setText(numbers.people(count))
        self._card.setVisible(bool(count))
        self.nobody.setVisible(not count)
        for button in (self.copy, self.save):
            button.setEnabled(bool(count))

    def _refused(self, problem: Exception) -> None:
        if isinstance(problem, ShopmailError):
            self.show_problem(problem)
        else:
            self._desk.background.unforeseen(problem)

    def _copy_chosen(self) -> None:
        spans = self.table.selected_rows()
        if spans:
            self._copy(spans)

    def _copy(self, spans: Sequence[tuple[int, int]]) -> None:
        people, words = self._people, self._words

        def rows(session: "Session", settings: "Settings") -> Sequence[Sequence[Cell]]:
            return people.some_rows(session, settings, words, spans)

        self._copying.copy(
            self._desk.reading(rows),
            lambda count: self._say(_("{people} copied.", people=numbers.people(count))),
        )

    def _save(self) -> None:
        people, shop, words = self._people, self._desk.shop, self._words
        ask_for_file(
            self,
            self.saving,
            self._title,
            lambda path, progress, stopped: people.export(shop, words, path, progress, stopped),
            self._say,
        )

    def _say(self, words: str) -> None:
        """In the sheet, which lies over the place where the page speaks."""
        self.told.setText(words)
        self.told.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.told, QAccessible.Event.Alert))

    def _open(self, row: int) -> None:
        cells = self.model.cells_of(row)
        if cells:
            self.chosen.emit(cells[_ADDRESS].words, cells[_NAME].words)
