"""The Contacts page: search, chips by standing, and a table of any length."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.contacts import reading
from shopmail.ui.contacts.reading import Asked
from shopmail.ui.copying import Copying
from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.paged import Answer, PagedModel
from shopmail.ui.widgets.chips import FilterChip
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.search import SearchField
from shopmail.ui.widgets.states import STANDINGS
from shopmail.ui.widgets.table import Table
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

LATE = 300
"""Milliseconds after which waiting is shown."""


class ContactsPage(Page):
    """Everybody, or those who fit what is searched for; nothing here waits for the file."""

    TITLE = N_("Contacts")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: Asked | None = None
        self._reading = self.latest("reading")
        self._counting = self.latest("counting")
        self._counting_all = self.latest("counting")
        self._counting_chips = self.latest("counting")
        self._copying = Copying(self.latest("counting"))
        self.model = PagedModel(reading.COLUMNS, self._fetch)
        self.search = SearchField(_("Name, address, city or note"))
        self.found = label("", "muted")
        self.chips = {key: FilterChip(words) for key, words in _chip_words()}
        self.table = Table(self.model, _("People"))
        self._card = self.table.in_card()
        self.nobody = Empty("users", _("Nobody here yet"), _("People appear here once a list is imported."))
        self.unfound = Empty("search", _("Nobody fits"), _("Try fewer letters, or another way to write it."))
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(lambda: self.found.setText(_("Looking …")))
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        if self._asked is None:
            self.ask(Asked())
        else:
            self.model.refresh()
            self._count(self._asked)
            self._count_by_standing(self._asked.search)
        self._count_everybody()

    def go_to(self, place: str) -> None:
        self.search.clear()
        self.ask(Asked(standing=place))

    def search_field(self) -> QWidget:
        return self.search

    def back(self) -> bool:
        if self._asked is None or self._asked.standing == "":
            return False
        self.ask(replace(self._asked, standing=""))
        return True

    def ask(self, asked: Asked) -> None:
        """Show the people who answer ``asked``."""
        searched_anew = self._asked is None or self._asked.search != asked.search
        self._asked = asked
        self.model.ask(asked)
        self.table.header.show_order(asked.sort, descending=asked.descending)
        self.chips[asked.standing].setChecked(True)
        self._late.start()
        self._count(asked)
        if searched_anew:
            self._count_by_standing(asked.search)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.search)
        top.addStretch(1)
        top.addWidget(self.found)
        self._tools = QWidget()
        tools = QVBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 12)
        tools.setSpacing(8)
        tools.addLayout(top)
        chips = Flow()
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
            chips.addWidget(chip)
        tools.addLayout(chips)
        self.column.addWidget(self._tools)
        self.column.addWidget(self._card, 1)
        for empty in (self.nobody, self.unfound):
            self.column.addWidget(empty)
            empty.hide()
        self.column.addStretch(0)

    def _connect(self) -> None:
        self.search.asked.connect(lambda words: self._change(search=words))
        self.table.header.sort_wanted.connect(
            lambda sort, descending: self._change(sort=sort, descending=descending)
        )
        self.table.copy_wanted.connect(self._copy)
        for key, chip in self.chips.items():
            chip.clicked.connect(partial(self._change, standing=key))

    def _change(self, _checked: bool = False, **parts: Any) -> None:
        self.ask(replace(self._asked or Asked(), **parts))

    def _fetch(self, asked: Asked, offset: int, limit: int, answer: Answer) -> None:
        now = self.desk.now()

        def failed(problem: Exception) -> None:
            answer(None)
            self.desk.background.unforeseen(problem)

        work = self.desk.reading(lambda s, settings: reading.rows(s, settings, asked, offset, limit, now))
        self._reading.ask(work, answer, failed)

    def _count(self, asked: Asked) -> None:
        now = self.desk.now()
        count = self.desk.reading(lambda session, _settings: reading.count(session, asked, now))
        self._counting.ask(count, partial(self._show_found, asked))

    def _count_by_standing(self, search: str) -> None:
        now = self.desk.now()
        counts = self.desk.reading(lambda session, _settings: reading.by_standing(session, search, now))
        self._counting_chips.ask(counts, self._show_chips)

    def _count_everybody(self) -> None:
        now = self.desk.now()
        counts = self.desk.reading(lambda session, _settings: reading.by_standing(session, "", now))
        self._counting_all.ask(counts, self._show_everybody)

    def _show_found(self, asked: Asked, found: int) -> None:
        self._late.stop()
        self.model.show_count(asked, found)
        self.found.setText(numbers.people(found))
        narrowed = bool(asked.search or asked.standing)
        self._tools.setVisible(bool(found) or narrowed)
        self._card.setVisible(bool(found))
        self.nobody.setVisible(not found and not narrowed)
        self.unfound.setVisible(not found and narrowed)

    def _show_chips(self, counts: dict[str, int]) -> None:
        for standing, chip in self.chips.items():
            chip.show_count(numbers.number(counts[standing] if standing else sum(counts.values())))

    def _show_everybody(self, counts: dict[str, int]) -> None:
        everybody = sum(counts.values())
        if everybody:
            self.head.show_state(
                _(
                    "{people}, {mailable} of them can be mailed.",
                    people=numbers.people(everybody),
                    mailable=numbers.number(counts["can-be-mailed"]),
                )
            )
        else:
            self.head.show_state(_("Everybody who buys from you or wants to hear from you."))

    def _copy(self) -> None:
        blocks = self.table.selected_rows()
        if not blocks or self._asked is None:
            return
        asked, now = self._asked, self.desk.now()
        rows = self.desk.reading(lambda s, settings: reading.selected(s, settings, asked, blocks, now))
        self._copying.copy(rows, self._copied)

    def _copied(self, count: int) -> None:
        self.desk.say(_("{people} copied.", people=numbers.people(count)))


def _chip_words() -> list[tuple[str, str]]:
    return [("", _("All")), *((key, _(state.words)) for key, state in STANDINGS.items())]
