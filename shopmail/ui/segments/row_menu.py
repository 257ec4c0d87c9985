"""The menu of a row of a table: by the ⋯ at its end, by the other mouse button, by the menu key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from shopmail.ui.widgets.menu import Act
from shopmail.ui.widgets.table import Table


class RowMenus(QObject):
    """``acts`` gives what can be done to the row of that number; ``column`` is the one of the ⋯."""

    def __init__(self, table: Table, column: int, acts: Callable[[int], Sequence[Act]]) -> None:
        super().__init__(table)
        self._table, self._column, self._acts = table, column, acts
        self.menu: QMenu | None = None
        """The one that was opened last."""
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)
        table.clicked.connect(self._clicked)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            row = self._table.currentIndex().row() if by_key else self._table.indexAt(event.pos()).row()
            if row >= 0:
                self.open(row, None if by_key else event.globalPos())
            return True
        return False

    def open(self, row: int, at: QPoint | None = None) -> None:
        """Open the menu of the row, below its ⋯ where no place is given."""
        menu = self.menu = QMenu(self._table)
        menu.setAccessibleName(self._table.accessibleName())
        for words, act in self._acts(row):
            menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _on=False, act=act: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at or self._below(row))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == self._column:
            self.open(index.row())

    def _below(self, row: int) -> QPoint:
        cell = self._table.visualRect(self._table.model().index(row, self._column))
        return self._table.viewport().mapToGlobal(QPoint(cell.left(), cell.bottom()))
