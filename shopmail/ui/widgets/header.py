"""The header of a table: muted words, an arrow on the column that sorts, and sorting by mouse and by key."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from shopmail.ui import theme
from shopmail.ui.widgets.cells import PADDING, Column
from shopmail.ui.widgets.focus_ring import part_moved
from shopmail.ui.widgets.inputs import paint_box
from shopmail.wording import _

HEIGHT = 33
"""32 and the hairline below."""
_STEPS = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}
_PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Header(QHeaderView):
    """``sort_wanted`` carries the sort name of a column and whether the order is to run downwards.

    ``box_pressed``: the box over a column of boxes, which stands for all of them.
    """

    sort_wanted = Signal(str, bool)
    box_pressed = Signal()

    def __init__(self, columns: Sequence[Column], table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.columns = tuple(columns)
        self._sort, self._descending = "", False
        self._box = Qt.CheckState.Unchecked
        self._at = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setFixedHeight(HEIGHT)
        # The table's own ground shows through, whose corners are round.
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("Columns: left and right to choose, Enter to sort"))
        if any(column.sort for column in columns):
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._step(1)
        self.sectionClicked.connect(self._press)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Other columns; the keyboard stands on the first of them again."""
        self.columns = tuple(columns)
        self._at = -1
        self._step(1)
        self.viewport().update()

    def show_box(self, state: Qt.CheckState) -> None:
        """Whether all boxes of the column below are ticked, some, or none."""
        if state != self._box:
            self._box = state
            self.viewport().update()

    def show_order(self, sort: str, *, descending: bool) -> None:
        """Put the arrow on the column sorted under the name ``sort``."""
        self._sort, self._descending = sort, descending
        self.viewport().update()

    def needed(self, number: int) -> int:
        """The width at which the title of a column, with its arrow, can be read whole."""
        column = self.columns[number]
        if column.boxes:
            return column.least
        words = _(column.title) + (" ↓" if column.sort else "")
        return theme.width_of(words, theme.sized(self.font(), 12)) + 2 * PADDING

    def focus_rect(self) -> QRect:
        """The column that the keyboard is on."""
        start = self.sectionViewportPosition(self._at)
        return QRect(start, 0, self.sectionSize(self._at), HEIGHT).adjusted(5, 5, -5, -6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self._step(_STEPS[event.key()])
        elif event.key() in _PRESS:
            self._press(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        column = self.columns[number]
        sorts = bool(column.sort) and column.sort == self._sort
        words = _(column.title) + ((" ↓" if self._descending else " ↑") if sorts else "")
        room = rect.adjusted(PADDING, 0, -PADDING, -1)
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        if column.boxes:
            self._paint_box(painter, room)
            painter.restore()
            return
        painter.setFont(theme.sized(self.font(), 12))
        painter.setPen(theme.colour("text" if sorts else "muted"))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, column.alignment, fitting)
        painter.restore()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def _paint_box(self, painter: QPainter, room: QRect) -> None:
        corner = QPoint(room.left(), room.top() + (room.height() - 16) // 2)
        partly = self._box == Qt.CheckState.PartiallyChecked
        paint_box(painter, corner, on=self._box == Qt.CheckState.Checked, partly=partly)

    def _press(self, number: int) -> None:
        sort = self.columns[number].sort
        if self.columns[number].boxes:
            self.box_pressed.emit()
        elif sort:
            self.sort_wanted.emit(sort, sort == self._sort and not self._descending)

    def _step(self, by: int) -> None:
        number = self._at + by
        while 0 <= number < len(self.columns) and not self._can_be_pressed(number):
            number += by
        if 0 <= number < len(self.columns):
            self._at = number
            part_moved(self)

    def _can_be_pressed(self, number: int) -> bool:
        column = self.columns[number]
        return (bool(column.sort) or column.boxes) and not self.isSectionHidden(number)
