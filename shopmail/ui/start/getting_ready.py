"""The card "Getting ready": a line for each step of setting up, with its state and the form behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.start.lines import Line
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.state_chip import StateLabel
from shopmail.ui.widgets.text import label, restyle
from shopmail.wording import _

_HIGH = 51
"""With the hairline below it, a line is 52 high; more where its words need a third line."""

_SIDE, _TITLE, _STATE = 15, 176, 136
"""Pixels left and right of a line inside the border, and the least that titles and states take."""

_NARROW = 900
"""In less room than this, what a line says stands below its title."""


class GettingReady(QWidget):
    """``wanted`` carries the key of a line whose button was pressed."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, Row] = {}
        self._count = label("", "small")
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(_("Getting ready"), "strong"))
        head.addStretch(1)
        head.addWidget(self._count)
        self._card = Card(margins=(1, 1, 1, 1))
        self._body: QWidget | None = None
        self._grid: QGridLayout | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._card)

    @property
    def counted(self) -> str:
        """How many are done, in words."""
        return self._count.text()

    def show_lines(self, lines: Sequence[Line], *, remaining_only: bool = False) -> None:
        """All lines, or those that are not done; how many are done is told of all."""
        done = sum(line.done for line in lines)
        self._count.setText(
            _(
                "{done} of {all} done · in any order, no step blocks another",
                done=numbers.number(done),
                all=numbers.number(len(lines)),
            )
        )
        wanted = [line for line in lines if not (remaining_only and line.done)]
        if list(self.rows) != [line.key for line in wanted]:
            self._make(wanted)
        for line in wanted:
            self.rows[line.key].show_line(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _make(self, lines: Sequence[Line]) -> None:
        if self._body:
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        grid = self._grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, _SIDE - grid.horizontalSpacing())
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(5, _SIDE - grid.horizontalSpacing())
        self.rows = {}
        for number, line in enumerate(lines):
            if number:
                grid.addWidget(hairline(), 2 * number - 1, 0, 1, 6)
            row = self.rows[line.key] = Row(line)
            row.put_into(grid, 2 * number)
            row.button.clicked.connect(lambda _on=False, key=line.key: self.wanted.emit(key))
        self._card.column.addWidget(self._body)
        self._share_room()

    def _share_room(self) -> None:
        narrow = self.width() < _NARROW
        if self._grid:
            self._grid.setColumnMinimumWidth(3, 0 if narrow else _STATE)
        widest = max((row.title.sizeHint().width() for row in self.rows.values()), default=0)
        for row in self.rows.values():
            row.lay_out(0 if narrow else max(_TITLE, widest))


class Row:
    """The parts of one line; all lines share a grid, so that they stand in columns."""

    def __init__(self, line: Line) -> None:
        self.icon = IconLabel(line.icon, "muted", 20)
        self.title = label(line.title)
        self.words = label("", "muted", wrap=True)
        self.state = StateLabel(line.state)
        self.button = Button("", small=True)
        self._said = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._said.addWidget(self.title)
        self._said.addWidget(self.words, 1)

    def put_into(self, grid: QGridLayout, number: int) -> None:
        """Lay the parts into the row ``number`` of ``grid``."""
        grid.setRowMinimumHeight(number, _HIGH)
        grid.addWidget(self.icon, number, 1)
        grid.addLayout(self._said, number, 2)
        grid.addWidget(self.state, number, 3)
        grid.addWidget(self.button, number, 4, Qt.AlignmentFlag.AlignRight)

    def lay_out(self, title_width: int) -> None:
        """Title and words side by side, or below each other where ``title_width`` is 0."""
        below = QBoxLayout.Direction.TopToBottom
        self._said.setDirection(QBoxLayout.Direction.LeftToRight if title_width else below)
        self._said.setSpacing(12 if title_width else 0)
        self._said.setContentsMargins(0, 6, 0, 6)
        self.title.setMinimumWidth(title_width)

    def show_line(self, line: Line) -> None:
        """What the line says by now."""
        self.title.setText(line.title)
        self.words.setText(line.words)
        self.state.show_state(line.state)
        self.button.setText(line.act)
        self.button.setAccessibleName(f"{line.title}: {line.act}")
        restyle(self.button, "kind", "quiet" if line.done else "secondary")
