"""The menu of a row in a table: at the dots of its last column, by the right button, by the menu key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from shopmail.ui.widgets.cells import Cell, Column
from shopmail.ui.widgets.menu import Act
from shopmail.ui.widgets.states import State
from shopmail.ui.widgets.table import Table
from shopmail.wording import _

DOTS_COLUMN = Column(" ", 0, least=44, stays=True)
"""The last column of a table whose rows have a menu; its title is a blank, for it needs none."""
_DOTS = State("muted", "dots", "")


def dots() -> Cell:
    """The cell of that column."""
    return Cell("", _DOTS, more=_("What can be done with it"))


class RowMenu(QObject):
    """Opens what ``acts`` gives for a row at that moment: words and what they do; nothing: no menu."""

    def __init__(self, table: Table, acts: Callable[[int], Sequence[Act]]) -> None:
        super().__init__(table)
        self._table, self._acts = table, acts
        self.menu: QMenu | None = None
        """The one that is open."""
        table.clicked.connect(self._clicked)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def open(self, row: int, at: QPoint | None = None) -> None:
        """Open the menu of ``row`` at a place of the table's viewport; without one, at its dots."""
        acts = self._acts(row)
        if not acts:
            return
        self._table.setCurrentIndex(self._table.model().index(row, 0))
        menu = QMenu(self._table)
        menu.setAccessibleName(_("What can be done with it"))
        for words, act in acts:
            menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _on=False, act=act: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget)
        self.menu = menu
        menu.popup(self._table.viewport().mapToGlobal(at or self._below_dots(row)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QContextMenuEvent):
            return super().eventFilter(watched, event)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self._table.currentIndex().row() if by_key else self._table.rowAt(event.pos().y())
        if row >= 0:
            self.open(row, None if by_key else event.pos())
        return True

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == index.model().columnCount() - 1:
            self.open(index.row())

    def _below_dots(self, row: int) -> QPoint:
        last = self._table.model().columnCount() - 1
        return self._table.visualRect(self._table.model().index(row, last)).bottomLeft()

    def _forget(self) -> None:
        self.menu = None
