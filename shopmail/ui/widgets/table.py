"""A table in a card: whole rows of 36 with hairlines, chosen and copied by mouse and by key."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.cells import CellModel, Column, RowDelegate
from shopmail.ui.widgets.focus_ring import part_moved
from shopmail.ui.widgets.header import Header

ROW_HEIGHT = 36
_HIGHEST = 16_777_215
"""QWIDGETSIZE_MAX, which PySide6 does not name."""


class Table(QTableView):
    """``copy_wanted`` is Ctrl+C; ``opened`` is Enter or a double click on a row and carries its number."""

    copy_wanted = Signal()
    opened = Signal(int)

    def __init__(self, model: CellModel, name: str) -> None:
        """``name`` is what a screen reader calls the table."""
        super().__init__()
        self._columns: Sequence[Column] = model.columns
        self._rows = RowDelegate(self)
        self._crowded = False
        self.header = Header(model.columns, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.setItemDelegate(self._rows)
        self.setAccessibleName(name)
        self._settle()
        model.modelReset.connect(self._fit_columns)
        self.selectionModel().currentChanged.connect(lambda: part_moved(self))
        self.verticalScrollBar().valueChanged.connect(lambda: part_moved(self))
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    def in_card(self) -> Card:
        """The table in its card, no higher than its rows; the last one keeps clear of the round corners."""
        card = Card(margins=(0, 0, 0, 6))
        card.column.addWidget(self)

        def fit() -> None:
            card.setMaximumHeight(
                min(self.header.height() + self.model().rowCount() * ROW_HEIGHT + 8, _HIGHEST)
            )

        for changed in (self.model().modelReset, self.model().rowsInserted, self.model().rowsRemoved):
            changed.connect(fit)
        return card

    def selected_rows(self) -> list[tuple[int, int]]:
        """First and last row of each selected block, in the order of the table."""
        return sorted((block.top(), block.bottom()) for block in self.selectionModel().selection().toList())

    def chosen(self) -> list[int]:
        """The selected rows, one by one."""
        return [row for first, last in self.selected_rows() for row in range(first, last + 1)]

    def focus_rect(self) -> QRect:
        """The row that the keyboard is on; the whole table while there is none."""
        row = self.currentIndex().row()
        if row < 0:
            return self.rect().adjusted(4, 4, -4, -4)
        top = self.viewport().mapTo(self, QPoint(0, self.rowViewportPosition(row))).y()
        seen = QRect(0, top, self.viewport().width(), ROW_HEIGHT - 1)
        return seen.intersected(self.viewport().geometry()).adjusted(5, 4, -5, -4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # As one reads. Not before there is a window: Qt orders anew what is put into one.
        self.setTabOrder(self.header, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _fit_columns(self) -> None:
        """A model that was filled anew may have other columns by now."""
        model = self.model()
        assert isinstance(model, CellModel)
        if model.columns != self._columns:
            self._columns = model.columns
            self.header.show_columns(model.columns)
            self._share_out()

    def be_crowded(self, crowded: bool) -> None:
        """While something stands beside the table, only the columns are shown that there is room for."""
        if crowded != self._crowded:
            self._crowded = crowded
            self._share_out()

    def _share_out(self) -> None:
        least = [max(column.least, self.header.needed(n)) for n, column in enumerate(self._columns)]
        there = list(range(len(self._columns)))
        if self._crowded:
            there = fitting(self._columns, least, self.viewport().width())
        for number in range(len(self._columns)):
            self.setColumnHidden(number, number not in there)
        shares = [self._columns[number].share for number in there]
        widths = shared_out([least[number] for number in there], shares, self.viewport().width())
        for number, width in zip(there, widths, strict=True):
            self.setColumnWidth(number, width)

    def _settle(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def _hover(self, row: int) -> None:
        if row != self._rows.hovered:
            self._rows.hovered = row
            self.viewport().update()


def fitting(columns: Sequence[Column], least: Sequence[int], width: int) -> list[int]:
    """The numbers of the columns to be shown in ``width``: those that stay, then the first that fit.

    Where not even those that stay have room, the last of them give way.
    """
    stay = [number for number, column in enumerate(columns) if column.stays]
    while len(stay) > 1 and sum(least[number] for number in stay) > width:
        stay.pop()
    room = width - sum(least[number] for number in stay)
    shown = set(stay)
    for number, column in enumerate(columns):
        if not column.stays and least[number] <= room:
            shown.add(number)
            room -= least[number]
    return sorted(shown)


def shared_out(least: Sequence[int], shares: Sequence[int], width: int) -> list[int]:
    """Widths that add up to ``width``: the least that each column needs, and its share of what is left."""
    spare = max(0, width - sum(least))
    widths = [need + spare * share // sum(shares) for need, share in zip(least, shares, strict=True)]
    widths[shares.index(max(shares))] += max(0, width - sum(widths))
    return widths
