"""A page that is one table: the rows, what stands there while there are none, and copying."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from shopmail.ui import numbers
from shopmail.ui.copying import Copying
from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.widgets.cells import Cell, Column, Rows
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.row_menu import DOTS_COLUMN
from shopmail.ui.widgets.table import Table
from shopmail.wording import _, n_

R = TypeVar("R")


class TablePage(Page, Generic[R]):
    """``show_rows`` shows the records, or ``empty`` when there are none; until then, neither."""

    def __init__(
        self, desk: Desk, columns: Sequence[Column], cells: Callable[[R], Sequence[Cell]], empty: Empty
    ) -> None:
        super().__init__(desk)
        self._copying = Copying(self.latest("counting"))
        self.model: Rows[R] = Rows(columns, cells)
        self.table = Table(self.model, _(self.TITLE))
        self.table.copy_wanted.connect(lambda: self.copy_from(self.table))
        self.card = self.table.in_card()
        self.empty = empty
        self.column.addWidget(self.card, 1)
        self.column.addWidget(empty)
        self.column.addStretch(0)
        self.card.hide()
        self.empty.hide()

    def show_rows(self, records: Sequence[R]) -> None:
        """These records, instead of the ones before."""
        self.model.show(records)
        self.card.setVisible(bool(records))
        self.empty.setVisible(not records)

    def copy_from(self, table: Table) -> None:
        """Copy the chosen rows of a table that is held whole."""
        model = table.model()
        assert isinstance(model, Rows)
        # The dots of a row's menu are no words to copy.
        end = -1 if model.columns[-1] is DOTS_COLUMN else None
        chosen = [model.cells_of(row)[:end] for row in table.chosen()]
        if chosen:
            self._copying.copy(lambda: chosen, self._copied)

    def _copied(self, count: int) -> None:
        words = n_("{number} row copied.", "{number} rows copied.", count, number=numbers.number(count))
        self.desk.say(words)
