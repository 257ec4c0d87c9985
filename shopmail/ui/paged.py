"""A table of any length: 256 rows a page, read when they come into sight, the last 40 pages kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex

from shopmail.ui.widgets.cells import Cell, CellModel, Column, Index

Q = TypeVar("Q", bound=Hashable)
PAGE = 256
KEPT = 40
WANTED = 3
"""Pages that may wait to be read; who drags the scroll bar passes hundreds and needs the last ones."""

Row = Sequence[Cell]
Answer = Callable[[Sequence[Row] | None], None]
Fetch = Callable[[Q, int, int, Answer], object]


class PagedModel(CellModel, Generic[Q]):
    """Rows that answer a question of type ``Q``; a stale answer never overwrites a fresh one.

    ``fetch(question, offset, limit, done)`` reads in the background, then calls ``done`` with the rows,
    or with None when that failed.
    """

    def __init__(self, columns: Sequence[Column], fetch: "Fetch[Q]") -> None:
        super().__init__(columns)
        self._coming = self.columns
        """The columns of the question that was asked last."""
        self._fetch = fetch
        self._question: Q | None = None
        self.answered: Q | None = None
        """The question to which the rows on screen are the answer."""
        self._count: int | None = None
        self._turn = 0
        """Counts questions and refreshes; an answer of another turn is stale."""
        self._beginning = False
        self._length = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._under_way: int | None = None

    def ask(self, question: Q, columns: Sequence[Column] | None = None) -> None:
        """Show the answer to ``question`` once its first page is there; until then, what was there before.

        ``columns`` are those of the answer, where they are others than before.
        """
        self._turn_over()
        self._question, self._count = question, None
        self._coming = self._coming if columns is None else tuple(columns)
        self._beginning = True
        turn = self._turn
        self._fetch(question, 0, PAGE, lambda rows: self._first_came(turn, rows))

    def refresh(self) -> None:
        """Read anew what is in sight; the rows on screen stay until the new ones are there."""
        if self._question is None:
            return
        if self._beginning or not self._length:
            self.ask(self._question, self._coming)
            return
        self._turn_over()
        self._stale = set(self._pages)
        self._repaint(0, self._length)

    def show_count(self, question: Q, count: int) -> None:
        """How many rows answer ``question``; it counts only while that is the question."""
        if question != self._question:
            return
        self._count = count
        if not self._beginning:
            self._stretch(count)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else self._length

    def cells_of(self, row: int) -> Row | None:
        number, place = divmod(row, PAGE)
        rows: Sequence[Row] = self._pages.get(number, ())
        if place >= len(rows) or number in self._stale:
            self._want(number)
        return rows[place] if place < len(rows) else None

    def show_marks(self) -> None:
        """Boxes and the open record have changed, not the words."""
        self._repaint(0, self._length)

    def _turn_over(self) -> None:
        self._turn += 1
        self._beginning = False
        self._wanted.clear()
        self._under_way = None

    def _first_came(self, turn: int, rows: Sequence[Row] | None) -> None:
        if turn != self._turn:
            return
        self._beginning = False
        if rows is None:
            return
        self.beginResetModel()
        self.columns, self.answered = self._coming, self._question
        self._pages = OrderedDict({0: rows})
        self._stale.clear()
        self._length = len(rows) if self._count is None or len(rows) < PAGE else self._count
        self.endResetModel()

    def _stretch(self, length: int) -> None:
        if length > self._length:
            self.beginInsertRows(QModelIndex(), self._length, length - 1)
            self._length = length
            self.endInsertRows()
        elif length < self._length:
            self.beginRemoveRows(QModelIndex(), length, self._length - 1)
            self._length = length
            self.endRemoveRows()

    def _want(self, number: int) -> None:
        if self._beginning or number == self._under_way:
            return
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted.append(number)
        del self._wanted[:-WANTED]
        self._read_next()

    def _read_next(self) -> None:
        if self._under_way is not None or not self._wanted or self._question is None:
            return
        number, turn = self._wanted.pop(), self._turn
        self._under_way = number
        self._fetch(self._question, number * PAGE, PAGE, lambda rows: self._page_came(turn, number, rows))

    def _page_came(self, turn: int, number: int, rows: Sequence[Row] | None) -> None:
        if turn != self._turn:
            return
        self._under_way = None
        if rows is not None:
            self._pages[number] = rows
            self._pages.move_to_end(number)
            self._stale.discard(number)
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
            self._repaint(number * PAGE, number * PAGE + len(rows))
        self._read_next()

    def _repaint(self, start: int, end: int) -> None:
        end = min(end, self._length)
        if start < end:
            self.dataChanged.emit(self.index(start, 0), self.index(end - 1, len(self.columns) - 1))
