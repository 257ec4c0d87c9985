"""The people of a campaign: those of one place, all of them, or the left out; searched, copied, saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.campaigns.sending import reading
from shopmail.ui.campaigns.sending.reading import COLUMNS, LEFT_OUT, Asked, Shown
from shopmail.ui.campaigns.sending.words import PLACES, place_words
from shopmail.ui.copying import Copying
from shopmail.ui.page import Page
from shopmail.ui.paged import Answer, PagedModel, Row
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.chips import FilterChip
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.file_dialogs import ask_where_to_save
from shopmail.ui.widgets.search import SearchField
from shopmail.ui.widgets.table import Table
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings


class PeopleList(QWidget):
    """``wanted`` carries the key of the chip that was pressed: a place, ``LEFT_OUT``, or empty for all."""

    wanted = Signal(str)
    person_opened = Signal(str)
    """The address of a recipient whose row was opened."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._desk = page.desk
        self._rows, self._counting = page.latest("reading"), page.latest("counting")
        self._copying, self._saving = Copying(page.latest("counting")), page.latest("files")
        self._asked: Asked | None = None
        self.search = SearchField(_("Name or address"))
        self.search.asked.connect(self._search)
        self.save = Button(_("Save as CSV"), "quiet", "download")
        self.save.clicked.connect(self._choose_file)
        self.chips: dict[str, FilterChip] = {}
        self.model: PagedModel[Asked] = PagedModel(COLUMNS, self._fetch)
        self.table = Table(self.model, _("People"))
        self.table.be_crowded(True)
        self.table.copy_wanted.connect(self._copy)
        self.table.opened.connect(self._open)
        self._card = self.table.in_card()
        self.nobody = Empty("users", _("Nobody"), _("Nobody is behind this number."))
        self.nobody.hide()
        self._lay_out()

    @property
    def key(self) -> str:
        """Whose people are listed."""
        return self._asked.key if self._asked else ""

    def show_people(self, shown: Shown, key: str) -> None:
        """List these people; the same ones again are read anew, and stay on screen until then."""
        before = self._asked
        search = before.search if before and before.campaign_id == shown.id else ""
        self._show_chips(shown, key)
        self._ask(Asked(shown.id, key, search, shown.stand.rehearsed))

    def _show_chips(self, shown: Shown, key: str) -> None:
        counts = shown.places | {"": shown.stand.recipients, LEFT_OUT: shown.stand.left_out}
        for name, chip in self.chips.items():
            if name in PLACES:
                chip.show_words(place_words(name, rehearsed=shown.stand.rehearsed))
            chip.show_count(numbers.number(counts[name]))
            chip.setVisible(name in ("", LEFT_OUT, key))
        self.chips[key].setChecked(True)

    def _ask(self, asked: Asked) -> None:
        again, self._asked = asked == self._asked, asked
        if again:
            self.model.refresh()
        else:
            self.model.ask(asked)
        now = self._desk.now()
        counted = self._desk.reading(lambda session, _s: reading.count(session, asked, now))
        self._counting.ask(counted, lambda people: self._counted(asked, people))

    def _counted(self, asked: Asked, people: int) -> None:
        self.model.show_count(asked, people)
        self._card.setVisible(people > 0)
        self.nobody.setVisible(people == 0)

    def _fetch(self, asked: Asked, offset: int, limit: int, answer: Answer) -> None:
        now = self._desk.now()

        def failed(problem: Exception) -> None:
            answer(None)
            self._desk.background.unforeseen(problem)

        def work(session: "Session", settings: "Settings") -> list[Row]:
            return list(reading.rows(session, settings, asked, offset, limit, now))

        self._rows.ask(self._desk.reading(work), answer, failed)

    def _search(self, words: str) -> None:
        if self._asked:
            asked = self._asked
            self._ask(Asked(asked.campaign_id, asked.key, words, asked.rehearsed))

    def _open(self, row: int) -> None:
        cells = self.model.cells_of(row)
        if cells and self.key != LEFT_OUT:
            self.person_opened.emit(cells[1].words)

    def _copy(self) -> None:
        asked, blocks, now = self._asked, self.table.selected_rows(), self._desk.now()
        if asked is None or not blocks:
            return

        def rows(session: "Session", settings: "Settings") -> list[Row]:
            return list(reading.chosen_rows(session, settings, asked, blocks, now))

        def copied(count: int) -> None:
            words = n_("{number} row copied.", "{number} rows copied.", count, number=numbers.number(count))
            self._desk.say(words)

        self._copying.copy(self._desk.reading(rows), copied)

    def _choose_file(self) -> None:
        ask_where_to_save(self, _("Save as CSV"), _("people.csv"), self.save_to)

    def save_to(self, path: Path) -> None:
        """Write those who are listed into a file."""
        asked, now = self._asked, self._desk.now()
        if asked is None:
            return

        def write(session: "Session", settings: "Settings") -> int:
            return reading.save(session, settings, asked, path, now)

        def written(count: int) -> None:
            self._desk.say(_("{people} saved in {file}.", people=numbers.people(count), file=path.name))

        self._saving.ask(self._desk.reading(write), written)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search)
        top.addStretch(1)
        top.addWidget(self.save)
        row = QHBoxLayout()
        row.setSpacing(8)
        group = QButtonGroup(self)
        words = {
            "": _("All"),
            **{key: place_words(key, rehearsed=False) for key in PLACES},
            LEFT_OUT: _("Left out"),
        }
        for key, name in words.items():
            chip = self.chips[key] = FilterChip(name)
            chip.clicked.connect(lambda _on, key=key: self.wanted.emit(key))
            chip.setVisible(key in ("", LEFT_OUT))
            group.addButton(chip)
            row.addWidget(chip)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(row)
        column.addWidget(self._card, 1)
        column.addWidget(self.nobody)
        column.addStretch(0)
