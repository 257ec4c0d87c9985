"""How many people match, how many can be mailed, why the others can't; each number leads to its people."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from shopmail.ui import numbers
from shopmail.ui.segments.builder.press_row import Pressed, PressRow
from shopmail.ui.segments.builder.reading import Counted
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.states import standing_state
from shopmail.ui.widgets.text import label, restyle
from shopmail.wording import _

LATE = 300
"""Milliseconds after which counting is shown."""
ALL, MAILABLE, LEFT_OUT = "", "mailable", "left-out"
"""Which of the people: as ``segments.people`` names them; besides, the code of a reason."""


class ResultCard(Card):
    """``opened`` carries which people are to be seen."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(margins=(4, 7, 4, 7))
        self.matching = Figure(_("match"))
        self.mailable = Figure(_("can be mailed"), "circle-check", "good")
        self.left_out = Figure(_("cannot"))
        figures = QHBoxLayout()
        figures.setSpacing(0)
        for figure, which in ((self.matching, ALL), (self.mailable, MAILABLE), (self.left_out, LEFT_OUT)):
            figure.pressed.connect(lambda which=which: self.opened.emit(which))
            figures.addWidget(figure, 1)
        self.column.addLayout(figures)
        self._line = hairline()
        between = QVBoxLayout()
        between.setContentsMargins(12, 6, 12, 4)
        between.addWidget(self._line)
        self.column.addLayout(between)
        self.reasons: list[ReasonRow] = []
        self._across = 1
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self.column.addLayout(self._grid)
        self._problem = label("", wrap=True)
        self._problem.setContentsMargins(12, 4, 12, 4)
        self._problem.hide()
        self.column.addWidget(self._problem)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self._show_waiting)
        self._show_waiting()
        self._show_reasons(Counted(0, 0, (), ()))

    def wait(self) -> None:
        """They are being counted; the numbers of before stay a moment."""
        self._late.start()

    def show_counted(self, counted: Counted) -> None:
        """The numbers as they are."""
        self._late.stop()
        self._problem.hide()
        self.matching.show_number(numbers.number(counted.matches))
        self.mailable.show_number(numbers.number(counted.mailable))
        self.left_out.show_number(numbers.number(counted.matches - counted.mailable))
        self._show_reasons(counted)

    def show_problem(self, sentence: str) -> None:
        """Nobody can be counted; say why."""
        self._late.stop()
        for figure in (self.matching, self.mailable, self.left_out):
            figure.show_number("–")
        self._show_reasons(Counted(0, 0, (), ()))
        self._problem.setText(sentence)
        self._problem.show()
        self._line.show()

    def spread(self, across: int) -> None:
        """So many reasons stand side by side."""
        self._across = across
        for number, row in enumerate(self.reasons):
            self._grid.removeWidget(row)
            self._put(number)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _put(self, number: int) -> None:
        self._grid.addWidget(self.reasons[number], *divmod(number, self._across))

    def _show_waiting(self) -> None:
        for figure in (self.matching, self.mailable, self.left_out):
            figure.show_number("…")

    def _show_reasons(self, counted: Counted) -> None:
        while len(self.reasons) < len(counted.reasons):
            row = ReasonRow()
            row.pressed.connect(lambda row=row: self.opened.emit(row.code))
            self.reasons.append(row)
            self._put(len(self.reasons) - 1)
        for row in self.reasons[len(counted.reasons) :]:
            row.hide()
        for row, reason in zip(self.reasons, counted.reasons, strict=False):
            state = standing_state(reason.standing, reason.code)
            words = reason.words[:1].upper() + reason.words[1:]
            row.code = reason.code
            row.show_row(state.icon, state.role, words, right=numbers.number(reason.people))
            row.setToolTip(reason.more)
            row.show()
        self._line.setVisible(bool(counted.reasons))


class ReasonRow(PressRow):
    """One reason; ``code`` names it."""

    def __init__(self) -> None:
        super().__init__()
        self.code = ""


class Figure(Pressed):
    """A number over its words."""

    def __init__(self, words: str, icon: str = "", role: str = "text") -> None:
        super().__init__()
        self._words = words
        self._number = label("", "number")
        self._number.setFixedHeight(32)
        if icon:
            restyle(self._number, "state", role)
        above = QHBoxLayout()
        above.setSpacing(8)
        if icon:
            above.addWidget(IconLabel(icon, role, 20))
        above.addWidget(self._number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 4, 4)
        column.setSpacing(0)
        column.addLayout(above)
        below = label(words, "muted", wrap=True)
        below.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addWidget(below, 1)

    @property
    def number(self) -> str:
        """The number as it is written."""
        return self._number.text()

    def show_number(self, number: str) -> None:
        """Another number."""
        self._number.setText(number)
        self.setAccessibleName(f"{number} {self._words}")
