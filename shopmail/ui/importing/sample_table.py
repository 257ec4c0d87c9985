"""The first rows of a file in larger type, so that a wrong letter is seen at once."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from shopmail.ui import theme
from shopmail.ui.widgets.cells import PADDING
from shopmail.wording import _

ROWS = 5
_ROW, _HEADER, _SCROLL = 44, 33, 14
_LEAST, _MOST = 72, 360
"""Pixels of the narrowest and of the widest column."""
_SPARE = 4
"""Qt elides text that has just the room it needs."""
Index = QModelIndex | QPersistentModelIndex


class SampleTable(QTableView):
    """``show_rows`` shows them; as many columns as there are, scrolled sideways where they need it."""

    def __init__(self) -> None:
        super().__init__()
        self._cells = _Cells()
        self.setModel(self._cells)
        self.setItemDelegate(_LargeDelegate(self))
        self.setHorizontalHeader(_Header(self))
        self.setAccessibleName(_("The first rows of the file"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """These columns and rows instead of the ones before; the first five are shown."""
        self._cells.show(header, [list(row) for row in rows[:ROWS]])
        small, large = theme.sized(self.font(), 12), theme.sized(self.font(), 22)
        for number, name in enumerate(header):
            widths = [theme.width_of(self._cells.cell(row, number), large) for row in range(len(rows[:ROWS]))]
            needed = max(theme.width_of(name, small), *widths) + 2 * PADDING + _SPARE
            self.setColumnWidth(number, min(max(needed, _LEAST), _MOST))
        self.setFixedHeight(_HEADER + len(rows[:ROWS]) * _ROW + _SCROLL)


class _Cells(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._header: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()

    def show(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.beginResetModel()
        self._header, self._rows = header, rows
        self.endResetModel()

    def cell(self, row: int, column: int) -> str:
        """As one line."""
        cells = self._rows[row]
        return " ".join(cells[column].split()) if column < len(cells) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.cell(index.row(), index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._header[section]
        return None


class _LargeDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.fillRect(rect, theme.colour("surface"))
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        painter.setFont(theme.sized(option.font, 22))
        painter.setPen(theme.colour("text"))
        _write(painter, rect, str(index.data()))


class _Header(QHeaderView):
    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setFixedHeight(_HEADER)
        self.setSectionsClickable(False)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("Columns of the file"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEADER)

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        painter.setFont(theme.sized(self.font(), 12))
        painter.setPen(theme.colour("muted"))
        _write(painter, rect, str(self.model().headerData(number, Qt.Orientation.Horizontal)))
        painter.restore()


def _write(painter: QPainter, rect: QRect, words: str) -> None:
    room = rect.adjusted(PADDING, 0, -PADDING, -1)
    fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)
