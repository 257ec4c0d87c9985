"""The card of all columns: a header that stays, and below it a line for each column."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from shopmail.ui.importing.column_choices import LineState
from shopmail.ui.importing.column_line import ColumnLine
from shopmail.ui.importing.column_reading import FileColumn
from shopmail.ui.importing.column_spans import HEADER, LINE, Spans, spans
from shopmail.ui.importing.goals import Goals
from shopmail.ui.importing.slices import Slices
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.icons import asks_for_another
from shopmail.ui.widgets.text import label, restyle
from shopmail.wording import _

_BORDER, _ROUND = 2, 8
_CORNERS = "bottom-left bottom-right"
_BEYOND = 3
"""Lines that are made above and below those in sight, so that Tab finds them."""


class ColumnList(Card):
    """``retargeted``, ``named`` and ``ruled`` are those of its lines; ``copied`` carries the words of all.

    A file may have 200 columns, and a line is a dozen widgets: only those in sight exist.
    """

    retargeted = Signal(str, str)
    named = Signal(str, str)
    ruled = Signal(str, str)
    copied = Signal(list)
    grown = Signal()
    """There are other lines, or one is higher or lower now."""

    def __init__(self) -> None:
        super().__init__(margins=(0, 0, 0, 0))
        self._columns: Sequence[FileColumn] = ()
        self._states: Sequence[LineState] = ()
        self._lines: dict[int, ColumnLine] = {}
        self._idle: list[ColumnLine] = []
        self._goals: Goals | None = None
        self._slices = Slices(self)
        self._header = _Header()
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self.area = _area(self._inside)
        self.area.viewport().installEventFilter(self)
        self.area.verticalScrollBar().valueChanged.connect(self._fill)
        self.column.addWidget(self._header)
        self.column.addWidget(hairline())
        self.column.addWidget(self.area, 1)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.activated.connect(self._copy)

    @property
    def lines(self) -> list[ColumnLine]:
        """The lines that are made, from the top."""
        return [self._lines[number] for number in sorted(self._lines)]

    @property
    def natural_height(self) -> int:
        """How high it is where all lines are seen."""
        return self._above + self._top(len(self._columns))

    @property
    def least_height(self) -> int:
        """Header and three lines."""
        return self._above + 3 * LINE

    @property
    def complete(self) -> bool:
        """Whether all lines in sight are there."""
        return not self._slices.busy

    def show_columns(self, columns: Sequence[FileColumn], states: Sequence[LineState], goals: Goals) -> None:
        """The columns of another file."""
        self._slices.stop()
        if any(line.is_held for line in self._lines.values()):
            self.area.setFocus(Qt.FocusReason.OtherFocusReason)
        # Lines are used again: making them anew would be slow, and each that goes takes twenty parts along.
        pool = [*self._lines.values(), *self._idle]
        for line in pool:
            line.end_naming()
            line.hide()
            line.offer(goals)
        self._lines, self._idle = {}, pool
        self._columns, self._states, self._goals = columns, states, goals
        self.area.verticalScrollBar().setValue(0)
        self._measure()

    def show_states(self, states: Sequence[LineState]) -> None:
        """The same columns; the owner has answered."""
        self._states = states
        for number, line in self._lines.items():
            line.show_state(states[number])

    def bring(self, header: str) -> ColumnLine:
        """The line of a column, scrolled to."""
        number = [column.header for column in self._columns].index(header)
        if number not in self._lines:
            self._make(number)
        line = self._lines[number]
        self.area.ensureWidgetVisible(line, 0, 0)
        return line

    def first_control(self) -> QWidget:
        """Where to begin: at the first column that is to be checked, else at the first one."""
        usable = [column.header for column in self._columns if not column.shut]
        doubtful = [
            column.header
            for column, state in zip(self._columns, self._states, strict=True)
            if state.how == "check"
        ]
        first = next(iter(doubtful or usable), "")
        return self.bring(first).target if first else self.area

    def naming(self) -> ColumnLine | None:
        """A line in which the name of a new field is being written."""
        return next((line for line in self._lines.values() if line.name_input), None)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.natural_height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._goals and asks_for_another(event):
            self._goals.tint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            self._header.place(self._spans())
            for line in self._lines.values():
                line.place(self._spans())
            self._measure()
        return super().eventFilter(watched, event)

    @property
    def _above(self) -> int:
        return self._header.height() + 1 + _BORDER

    def _spans(self) -> Spans:
        return spans(self.area.viewport().width(), self.font())

    def _top(self, number: int) -> int:
        """Where a line begins, in pixels from the first."""
        higher = (line.wanted_height - LINE for at, line in self._lines.items() if at < number)
        return number * LINE + sum(higher)

    def _measure(self) -> None:
        """Every line where it belongs, and the missing ones made."""
        self._inside.setFixedHeight(self._top(len(self._columns)))
        for number in self._lines:
            self._put(number)
        self.grown.emit()
        self._fill()

    def _put(self, number: int) -> None:
        line = self._lines[number]
        line.setGeometry(0, self._top(number), self.area.viewport().width(), line.wanted_height)

    def _fill(self) -> None:
        first = max(0, self.area.verticalScrollBar().value() // LINE - _BEYOND)
        last = first + self.area.viewport().height() // LINE + 2 * _BEYOND + 1
        seen = range(first, min(last, len(self._columns)))
        for number in [number for number in self._lines if number not in seen]:
            if not self._lines[number].is_held:
                line = self._lines.pop(number)
                line.hide()
                self._idle.append(line)
        missing = [number for number in seen if number not in self._lines]
        if missing:
            self._slices.run(self._made(missing), self._hand_over_focus)

    def _made(self, missing: Sequence[int]) -> Iterator[None]:
        for number in missing:
            if number not in self._lines:
                self._make(number)
            yield

    def _make(self, number: int) -> None:
        assert self._goals
        line = self._idle.pop() if self._idle else self._new_line(self._goals)
        line.show_column(self._columns[number], self._states[number])
        restyle(line, "corners", _CORNERS if number == len(self._columns) - 1 else "")
        line.place(self._spans())
        self._lines[number] = line
        self._put(number)
        line.show()

    def _new_line(self, goals: Goals) -> ColumnLine:
        line = ColumnLine(goals, self._inside)
        line.retargeted.connect(self.retargeted)
        line.named.connect(self.named)
        line.ruled.connect(self.ruled)
        line.resized.connect(self._measure)
        return line

    def _hand_over_focus(self) -> None:
        """The wizard gave the focus to the list before there were lines."""
        if self.area.hasFocus():
            self.first_control().setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        assert self._goals
        words = [
            (column.header, " · ".join(column.samples), self._goals.title_of(state.field))
            for column, state in zip(self._columns, self._states, strict=True)
        ]
        self.copied.emit(words)


def _area(inside: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.setAccessibleName(_("Columns of the file"))
    made.setWidget(inside)
    return made


class _Header(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEADER)
        self._titles = [
            label(words, "small", wrap=True)
            for words in (
                _("In the file"),
                _("Some values"),
                _("Goes to"),
                _("How sure"),
                _("When both have a value"),
            )
        ]
        for title in self._titles:
            title.setParent(self)

    def place(self, stand: Spans) -> None:
        """Stand over the parts of the lines."""
        parts = (stand.name, stand.values, stand.target, stand.sure, stand.rule)
        self._titles[3].setVisible(stand.words)
        pairs = [pair for pair in zip(self._titles, parts, strict=True) if not pair[0].isHidden()]
        high = max(title.heightForWidth(width) + _ROUND for title, (_left, width) in pairs)
        self.setFixedHeight(max(HEADER, high))
        for title, (left, width) in pairs:
            title.setGeometry(left, 0, width, self.height())
