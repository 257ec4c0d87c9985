"""The rows of the tab Check: for each check its state, what it says, and where it is put right."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.campaigns.checks.catalog import Examined

ICONS = {"good": "circle-check", "warn": "alert-triangle", "bad": "circle-x"}
_STATE_WORDS = {"good": N_("All is well"), "warn": N_("Look at this"), "bad": N_("This stops it")}
_ORDER = ("bad", "warn", "good")
_TITLE = 200


class CheckRows(Card):
    """What stops stands first. ``wanted`` carries the place of a remedy."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(margins=(0, 0, 0, 0))
        self.rows: list[CheckRow] = []
        self._lines: list[QWidget] = []

    def show_rows(self, examined: "Sequence[Examined]") -> None:
        """These instead of the ones before; the rows themselves are used again."""
        ordered = sorted(examined, key=lambda row: _ORDER.index(row.state))
        while len(self.rows) < len(ordered):
            self._add_row()
        for number, row in enumerate(self.rows):
            there = number < len(ordered)
            row.setVisible(there)
            if number:
                self._lines[number - 1].setVisible(there)
            if there:
                row.show_check(ordered[number])

    def _add_row(self) -> None:
        if self.rows:
            self._lines.append(hairline())
            self.column.addWidget(self._lines[-1])
        row = CheckRow()
        row.wanted.connect(self.wanted)
        self.rows.append(row)
        self.column.addWidget(row)


class CheckRow(QWidget):
    """One check: icon, title, sentence, and the button that leads to where it is put right."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._place = ""
        self.state = "good"
        self._icon = IconLabel("circle-check", "good", 20)
        self._title = label("", wrap=True)
        self._title.setFixedWidth(_TITLE)
        self._sentence = label("", "muted", wrap=True)
        self.remedy = Button("", small=True)
        self.remedy.clicked.connect(lambda: self.wanted.emit(self._place))
        row = QHBoxLayout(self)
        row.setContentsMargins(17, 8, 15, 8)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._title)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.remedy)
        self.setMinimumHeight(52)

    def show_check(self, check: "Examined") -> None:
        """Another check, or the same with something else to say."""
        self.state = check.state
        self._icon.show_icon(ICONS[check.state], check.state)
        self._title.setText(check.title)
        self._sentence.setText(check.sentence)
        self._place = check.remedy.place if check.remedy else ""
        self.remedy.setVisible(bool(self._place))
        if check.remedy:
            words = _(check.remedy.words)
            self.remedy.setText(words)
            self.remedy.setAccessibleName(f"{words}: {check.title}")
        self.setAccessibleName(f"{check.title}: {_(_STATE_WORDS[check.state])}. {check.sentence}")
