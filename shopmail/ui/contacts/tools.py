"""What stands over the list of people: search, columns, saving, the chips by standing, or the chosen bar."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.contacts.chosen_bar import ChosenBar
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.chips import FilterChip
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.search import SearchField
from shopmail.ui.widgets.states import STANDINGS
from shopmail.ui.widgets.text import label
from shopmail.wording import _

LATE = 300
"""Milliseconds after which waiting is shown."""


class Tools(QWidget):
    """``standing_wanted`` carries a value of ``consent.mailable.Standing``, empty for all."""

    standing_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(_("Name, address, city or note"))
        self.columns = Button(_("Columns"), "quiet", "columns")
        self.save = Button(_("Save as CSV"), "quiet", "download")
        self.found = label("", "muted")
        self.found.setFixedHeight(28)
        self.chips = {key: FilterChip(words) for key, words in _chip_words()}
        self.bar = ChosenBar()
        self._chip_row = QWidget()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self._tell_of_waiting)
        self._lay_out()
        self.bar.hide()

    def show_standing(self, standing: str) -> None:
        """The chip that is on."""
        self.chips[standing].setChecked(True)

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many of those found have each standing."""
        for standing, chip in self.chips.items():
            chip.show_count(numbers.number(counts[standing] if standing else sum(counts.values())))

    def wait(self) -> None:
        """Something is being looked for; that is said if it lasts."""
        self._late.start()

    def show_found(self, found: int, everybody: int | None) -> None:
        """How many are found, of how many; where that is everybody, the first chip says it already."""
        self._late.stop()
        words = numbers.people(found)
        if everybody is not None:
            people = numbers.people(max(everybody, found))
            words = _("{found} of {people}", found=numbers.number(found), people=people)
        self.found.setText(words)
        self.found.setVisible(everybody is not None)

    def show_chosen(self, count: int) -> None:
        """So many people are chosen: the bar takes the place of the chips."""
        self.bar.show_count(count)
        self.bar.setVisible(count > 0)
        self._chip_row.setVisible(count == 0)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search)
        top.addStretch(1)
        top.addWidget(self.columns)
        top.addWidget(self.save)
        below = QHBoxLayout(self._chip_row)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(16)
        chips = Flow()
        group = QButtonGroup(self)
        for key, chip in self.chips.items():
            group.addButton(chip)
            chips.addWidget(chip)
            chip.clicked.connect(partial(self._chip_pressed, key))
        below.addLayout(chips, 1)
        below.addWidget(self.found, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._chip_row)
        column.addWidget(self.bar)

    def _tell_of_waiting(self) -> None:
        self.found.setText(_("Looking …"))
        self.found.show()

    def _chip_pressed(self, standing: str, _on: bool = False) -> None:
        self.standing_wanted.emit(standing)


def _chip_words() -> list[tuple[str, str]]:
    return [("", _("All")), *((key, _(state.words)) for key, state in STANDINGS.items())]
