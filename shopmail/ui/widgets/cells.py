"""What a table shows: columns, cells, a model of cells, and the one delegate that paints every row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from shopmail.ui import theme
from shopmail.ui.widgets import icons
from shopmail.ui.widgets.inputs import paint_box
from shopmail.ui.widgets.states import State
from shopmail.ui.widgets.text import plain_tooltip
from shopmail.wording import _

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole
"""The role under which a model gives its ``Cell``."""
OPEN = Qt.ItemDataRole.UserRole + 1
"""The role under which it says whether the record of the row is the open one."""

PADDING = 12
ICON = 16
GAP = 6
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column:
    """One column: its title (a marked sentence), its share of the width, the name to sort rows under."""

    title: str
    share: int
    sort: str = ""
    numbers: bool = False
    """Right-aligned, header included."""
    least: int = 72
    """The width in pixels below which the column does not shrink."""
    boxes: bool = False
    """The column of boxes to tick."""
    stays: bool = False
    """It is shown even where something beside the table leaves little room."""

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """How header and cells stand."""
        return _RIGHT if self.numbers else _LEFT


@dataclass(frozen=True)
class Cell:
    """The words of one cell; with ``state`` they stand after its icon and in its colour."""

    words: str
    state: State | None = None
    muted: bool = False
    more: str = ""
    """What the tooltip adds, such as the reason for a state."""


class CellModel(QAbstractTableModel):
    """A table of cells; ``cells_of`` is all that a table has to bring itself."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)

    def cells_of(self, row: int) -> Sequence[Cell] | None:
        """The cells of ``row``, or None while they are on their way."""
        raise NotImplementedError

    def is_ticked(self, _row: int) -> bool:
        """Whether the box of the row is ticked, in a table that has a column of boxes."""
        return False

    def is_open(self, _row: int) -> bool:
        """Whether the record of the row is open beside the table."""
        return False

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._is_box(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == OPEN:
            return self.is_open(index.row())
        if role == _TICK:
            return _TICKS[self.is_ticked(index.row())] if self.columns[0].boxes else None
        if role not in (CELL, Qt.ItemDataRole.DisplayRole):
            return self.columns[index.column()].alignment if role == _ALIGN else None
        cells = self.cells_of(index.row())
        if cells is None:
            return None
        cell = cells[index.column()]
        return cell if role == CELL else cell.words

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        return self.columns[section].alignment if role == _ALIGN else None

    def _is_box(self, index: Index) -> bool:
        return index.isValid() and self.columns[index.column()].boxes


_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_TICK = Qt.ItemDataRole.CheckStateRole
_TICKS = (Qt.CheckState.Unchecked, Qt.CheckState.Checked)


class Rows(CellModel, Generic[R]):
    """A table that is held whole, as records of type ``R``; cells are made of those that are looked at."""

    def __init__(self, columns: Sequence[Column], cells: Callable[[R], Sequence[Cell]]) -> None:
        super().__init__(columns)
        self._cells = cells
        self.records: Sequence[R] = ()

    def show(self, records: Sequence[R]) -> None:
        """These rows instead of the ones before; nothing moves on screen when there are as many."""
        if len(records) == len(self.records):
            self.records = records
            if records:
                last = self.index(len(records) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.records = records
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.records)

    def cells_of(self, row: int) -> Sequence[Cell]:
        return self._cells(self.records[row])


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: the ground of its row, a hairline, icon and words, or a box to tick.

    The table sets ``hovered``. The whole row stands on the ground of what is chosen while its box is ticked
    or its record is open; the words of the open one are strong.
    """

    def __init__(self, table: QAbstractItemView) -> None:
        super().__init__(table)
        self.hovered = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        ticked, is_open = index.data(_TICK) == Qt.CheckState.Checked, bool(index.data(OPEN))
        chosen = ticked or is_open or bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "select" if chosen else "hover" if index.row() == self.hovered else "surface"
        painter.fillRect(rect, theme.colour(ground))
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        room = rect.adjusted(PADDING, 0, -PADDING, -1)
        if index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            paint_box(painter, QPoint(room.left(), room.top() + (room.height() - ICON) // 2), on=ticked)
            return
        ink = "muted" if cell.muted and not chosen else "text"
        if cell.state is not None:
            ink = cell.state.role
            top = room.top() + (room.height() - ICON) // 2
            icons.paint(painter, cell.state.icon, theme.colour(ink), room.left(), top, ICON)
            room.setLeft(room.left() + ICON + GAP)
        painter.setFont(theme.sized(option.font, 14, strong=is_open) if is_open else option.font)
        painter.setPen(theme.colour(ink))
        painter.drawText(room, index.data(_ALIGN), _fitting(painter, cell.words, room.width()))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, _option: QStyleOptionViewItem, index: Index
    ) -> bool:
        cell = index.data(CELL)
        if event.type() != QHelpEvent.Type.ToolTip or not isinstance(cell, Cell):
            return False
        room = view.visualRect(index).width() - 2 * PADDING
        room -= ICON + GAP if cell.state else 0
        cut = view.fontMetrics().horizontalAdvance(_one_line(cell.words)) > room
        words = "\n".join(part for part in (cell.words if cut else "", cell.more) if part)
        QToolTip.showText(event.globalPos(), plain_tooltip(words), view)
        return True


def _fitting(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(_one_line(words), Qt.TextElideMode.ElideRight, width)


def _one_line(words: str) -> str:
    return " ".join(words.split())
