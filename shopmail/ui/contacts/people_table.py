"""The table of people: boxes to choose by, ranges by Shift, and the row whose card is open."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from shopmail.ui.contacts.choosing import Asked, Choosing
from shopmail.ui.contacts.reading import BoxCell
from shopmail.ui.paged import Fetch, PagedModel
from shopmail.ui.widgets.cells import Column
from shopmail.ui.widgets.table import Table

_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class PeopleModel(PagedModel[Asked]):
    """The people found, each with a box that tells whether they are chosen."""

    def __init__(self, columns: Sequence[Column], fetch: "Fetch[Asked]", choosing: Choosing) -> None:
        super().__init__(columns, fetch)
        self._choosing = choosing
        self._open = 0
        choosing.changed.connect(self.show_marks)

    def person_at(self, row: int) -> int | None:
        """Whose row it is; None while that is not known."""
        if not 0 <= row < self.rowCount():
            return None
        cells = self.cells_of(row)
        box = cells[0] if cells else None
        return box.person if isinstance(box, BoxCell) else None

    def people_at(self, first: int, last: int) -> list[int] | None:
        """Whose rows these are; None where one of them is not known."""
        found = [self.person_at(row) for row in range(first, last + 1)]
        known = [person for person in found if person is not None]
        return known if len(known) == len(found) else None

    def show_open(self, person: int) -> None:
        """This person's card is open; 0: nobody's."""
        self._open = person
        self.show_marks()

    def is_ticked(self, row: int) -> bool:
        person = self.person_at(row)
        return person is not None and self._choosing.has(person)

    def is_open(self, row: int) -> bool:
        return bool(self._open) and self.person_at(row) == self._open


class PeopleTable(Table):
    """Chosen by box, Space, Ctrl and Shift; a click elsewhere, or Enter, opens the person.

    ``ticked`` carries a row whose box was pressed; ``stretched`` a range, and whether it is to be chosen.
    """

    ticked = Signal(int)
    stretched = Signal(int, int, bool)
    all_wanted = Signal()

    def __init__(self, model: PeopleModel, name: str) -> None:
        super().__init__(model, name)
        self._anchor = 0
        self._opens = False
        """Whether the click under way opens a person."""
        # What is chosen is kept by number, not by row: it outlives searching and sorting.
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.header.box_pressed.connect(self.all_wanted)
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            self._tick(row)
        elif event.key() in _ENDS:
            self._go(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
            self._moved(row, event.modifiers())
        else:
            super().keyPressEvent(event)
            self._moved(row, event.modifiers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._opens = False
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & _SHIFT:
            self.stretched.emit(*sorted((self._anchor, index.row())), True)
        elif event.modifiers() & _CONTROL or self._columns[index.column()].boxes:
            self._tick(index.row())
        else:
            self._anchor = index.row()
            self._opens = True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The second of two quick clicks is a click: it ticks a box again, and opens nothing twice.
        self.mousePressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if self._opens:
            self.opened.emit(index.row())

    def _tick(self, row: int) -> None:
        self._anchor = row
        self.ticked.emit(row)

    def _go(self, row: int) -> None:
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, 0))

    def _moved(self, before: int, keys: Qt.KeyboardModifier) -> None:
        """The keyboard has gone to another row; with Shift, the range from the anchor follows it."""
        now = self.currentIndex().row()
        if now < 0 or now == before:
            return
        if not keys & _SHIFT:
            self._anchor = now
            return
        old, new = sorted((self._anchor, max(before, 0))), sorted((self._anchor, now))
        for first, last in ((old[0], new[0] - 1), (new[1] + 1, old[1])):
            if first <= last:
                self.stretched.emit(first, last, False)
        self.stretched.emit(*new, True)
