"""The Campaigns page: every mail to many with its state; search, chips by state, and what can be done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.campaigns import reading
from shopmail.ui.campaigns.acts import Acts
from shopmail.ui.campaigns.reading import FILTERS, SORTS, Line
from shopmail.ui.desk import Desk
from shopmail.ui.table_page import TablePage
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.chips import FilterChip
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.menu import Act
from shopmail.ui.widgets.refusal import Refusal
from shopmail.ui.widgets.row_menu import RowMenu
from shopmail.ui.widgets.search import SearchField
from shopmail.wording import N_, _, n_


class CampaignsPage(TablePage[Line]):
    """The newest first, unless sorted otherwise. Tens of lines: they are sifted where they are shown."""

    TITLE = N_("Campaigns")

    def __init__(self, desk: Desk) -> None:
        self.begin_first = Button(_("New campaign"), "primary", "plus")
        sentence = _("A campaign is one mail to many people.")
        empty = Empty("mail", _("No campaigns yet"), sentence, self.begin_first)
        super().__init__(desk, reading.COLUMNS, reading.cells, empty)
        self._listing = self.latest("reading")
        self._lines: tuple[Line, ...] | None = None
        self._filter, self._sort, self._descending = "", "since", True
        self._by_hand = False
        """Whether the owner has chosen an order."""
        self.refusal = Refusal(below=12)
        self.acts = Acts(desk, self.refusal.say_until_read)
        self.search = SearchField(_("Name or subject"))
        self.chips = {key: FilterChip(_(words)) for key, words in FILTERS}
        self.unfound = Empty("search", _("No campaign fits"), _("Try fewer letters, or another state."))
        self.menu = RowMenu(self.table, self.menu_of)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        now = self.desk.now()
        lines = self.desk.reading(lambda session, settings: reading.lines(session, settings, now))
        self._listing.ask(lines, self._show)

    def go_to(self, place: str) -> None:
        self.search.clear()
        self._choose(place if place in self.chips else "")

    def search_field(self) -> QWidget | None:
        return self.search

    def new(self) -> None:
        self.desk.go("campaign", "new")

    def back(self) -> bool:
        if not self._filter and not self.search.text():
            return False
        self.go_to("")
        return True

    def leave(self) -> None:
        super().leave()
        self.acts.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            # Another page is shown: what was refused before is no news when the owner comes back.
            self.refusal.clear()

    def menu_of(self, row: int) -> Sequence[Act]:
        """What can be done with the campaign in ``row``."""
        return self.acts.of(self.model.records[row])

    def _lay_out(self) -> None:
        self.begin = Button(_("New campaign"), "primary", "plus")
        self.head.add_action(self.begin)
        self.primary = self.begin
        self._tools = QWidget()
        tools = QVBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 12)
        tools.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.search)
        row.addStretch(1)
        tools.addLayout(row)
        chips, group = Flow(), QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
            chips.addWidget(chip)
        tools.addLayout(chips)
        at = self.column.indexOf(self.card)
        self.column.insertWidget(at, self._tools)
        self.column.insertWidget(at + 1, self.refusal)
        self.column.insertWidget(at + 3, self.unfound)
        self._tools.hide()
        self.unfound.hide()
        self.chips[""].setChecked(True)
        self.table.header.show_order(self._sort, descending=self._descending)

    def _connect(self) -> None:
        for button in (self.begin, self.begin_first):
            button.clicked.connect(self.new)
        for key, chip in self.chips.items():
            chip.clicked.connect(partial(self._choose, key))
        self.search.asked.connect(lambda _words: self._sift())
        self.table.header.sort_wanted.connect(self._order)
        self.table.opened.connect(lambda row: self.acts.open(self.model.records[row]))

    def _choose(self, key: str, _on: bool = True) -> None:
        self._filter = key
        self.chips[key].setChecked(True)
        self._sift()

    def _order(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self._by_hand = True
        self.table.header.show_order(sort, descending=descending)
        self._sift()

    def _show(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        for key, chip in self.chips.items():
            count = sum(line.group == key if key else not line.archived for line in lines)
            chip.show_count(numbers.number(count))
        there = [line for line in lines if not line.archived]
        sent = sum(line.state == "handed-over" for line in there)
        campaigns = n_(
            "{number} campaign", "{number} campaigns", len(there), number=numbers.number(len(there))
        )
        words = _("{campaigns}, {sent} of them sent.", campaigns=campaigns, sent=numbers.number(sent))
        self.head.show_state(words if lines else "")
        self._sift()

    def _sift(self) -> None:
        """Show the lines that fit the chip and the search, in the order that was asked for."""
        if self._lines is None:
            return
        words = self.search.text().strip().casefold()
        fitting = [
            line
            for line in self._lines
            if (line.group == self._filter if self._filter else not line.archived)
            and words in f"{line.name}\n{line.subject}".casefold()
        ]
        if self._by_hand:
            fitting.sort(key=SORTS[self._sort], reverse=self._descending)
        self.show_rows(fitting)
        nothing_yet = not self._lines
        self._tools.setVisible(not nothing_yet)
        self.empty.setVisible(nothing_yet)
        self.unfound.setVisible(not fitting and not nothing_yet)
        self.begin.setVisible(not nothing_yet)
        self.primary = self.begin_first if nothing_yet else self.begin
