"""What single cells could not give: a quiet card under the groups, opened where one wants to know."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy

from shopmail.ui import numbers
from shopmail.ui.importing.group_head import GroupHead
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.cells import Cell, Column, Rows
from shopmail.ui.widgets.states import State
from shopmail.ui.widgets.table import ROW_HEIGHT, Table
from shopmail.wording import N_, _

_MOST_IN_SIGHT = 4
_COLUMNS = (
    Column(N_("How often"), 1, numbers=True, least=72),
    Column(N_("What could not be taken"), 40, least=200),
)

Remark = tuple[str, int]


class Remarks(Card):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__(margins=(0, 0, 0, 0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.head = GroupHead(State("quiet", "info-circle", N_("Left out of the rows")))
        self.head.begins_card = self.head.ends_card = True
        self.model: Rows[Remark] = Rows(_COLUMNS, _cells)
        self.table = Table(self.model, _("Left out of the rows"))
        self.table.header.hide()
        self.table.hide()
        self.head.toggled.connect(self._open)
        self.column.addWidget(self.head)
        self.column.addWidget(self.table)
        self.hide()

    def _open(self, is_open: bool) -> None:
        self.head.ends_card = not is_open
        self.table.setVisible(is_open)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """These sentences, the most frequent first."""
        self.model.show(remarks)
        self.table.setFixedHeight(min(len(remarks), _MOST_IN_SIGHT) * ROW_HEIGHT + 6)
        times = sum(count for _sentence, count in remarks)
        left_out = _("Cells that can't be read; their rows come in")
        self.head.show_group(times, numbers.number(times), left_out)
        self.setVisible(bool(remarks))


def _cells(remark: Remark) -> tuple[Cell, Cell]:
    sentence, times = remark
    return Cell(f"{numbers.number(times)} ×", muted=True), Cell(sentence)
