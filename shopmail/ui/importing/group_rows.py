"""The rows of an open group: read when they come into sight, corrected where they stand, copied."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from shopmail.ui import theme
from shopmail.ui.importing.groups import (
    BECOMES,
    NAME,
    Group,
    LineCell,
    columns_of,
    header_of,
    keys_of,
    value_to_correct,
)
from shopmail.ui.importing.plan_facts import PlanFacts
from shopmail.ui.paged import Fetch, PagedModel
from shopmail.ui.widgets.cells import Cell, Index, RowDelegate
from shopmail.ui.widgets.table import ROW_HEIGHT, Table
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.importing.plan import PlanRow

_EDIT = Qt.ItemDataRole.EditRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True)
class Asked:
    """Which rows of a group: those that fit the filter, at most ``shown`` of them."""

    search: str = ""
    shown: int = 0


@dataclass(frozen=True)
class Correction:
    """What the owner wrote into a cell: which row, which column, the new text."""

    row: "PlanRow"
    key: str
    text: str


class GroupModel(PagedModel[Asked]):
    """The rows of one group. What is written into a cell goes out by ``corrected``; the plan decides."""

    corrected = Signal(object)

    def __init__(self, group: Group, facts: PlanFacts, fetch: "Fetch[Asked]") -> None:
        super().__init__(columns_of(group, facts), fetch)
        self.keys = keys_of(group, facts)

    def row_at(self, number: int) -> "PlanRow | None":
        """The row of the plan that stands there; None while it is on its way."""
        cells = self.cells_of(number)
        first: Cell | None = cells[0] if cells else None
        return first.row if isinstance(first, LineCell) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != _EDIT:
            return super().data(index, role)
        row = self.row_at(index.row())
        return value_to_correct(self.keys[index.column()], row) if row else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        can_be_corrected = self.data(index, _EDIT) is not None
        return _FLAGS | Qt.ItemFlag.ItemIsEditable if can_be_corrected else _FLAGS

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        row = self.row_at(index.row())
        text = str(value).strip()
        if role != _EDIT or row is None or text == self.data(index, _EDIT):
            return False
        self.corrected.emit(Correction(row, self.keys[index.column()], text))
        # Not yet: it is the plan that says what the row is now.
        return False


class GroupTable(Table):
    """As high as its rows, without a header: the list around it scrolls. F2 or a double click corrects."""

    def __init__(self, model: GroupModel, group: Group, facts: PlanFacts) -> None:
        super().__init__(model, group.name)
        self._group_model = model
        self._rows = _GroupDelegate(self, facts)
        self.setItemDelegate(self._rows)
        self.header.hide()
        self.be_crowded(True)  # a field of the file more is worth less than a name that can be read
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and not self._is_at_a_cell_to_correct():
            self._go_to_a_cell_to_correct()
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def _is_at_a_cell_to_correct(self) -> bool:
        return bool(self._group_model.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable)

    def _go_to_a_cell_to_correct(self) -> None:
        """A row is chosen as a whole: F2 means what most often is wrong in it, the address or the value."""
        row = self.currentIndex().row()
        columns = [
            self._group_model.index(row, number)
            for number, key in enumerate(self._group_model.keys)
            if key != NAME
        ]
        can_be_corrected = Qt.ItemFlag.ItemIsEditable
        found = (index for index in columns if self._group_model.flags(index) & can_be_corrected)
        self.setCurrentIndex(next(found, self.currentIndex()))

    def _fit(self) -> None:
        self.setFixedHeight(self._group_model.rowCount() * ROW_HEIGHT)


class _CellEditor(QLineEdit):
    """Its Enter ends the correction, and presses nothing else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class _GroupDelegate(RowDelegate):
    """Paints as in every table, what a value will be in semibold; gives a field to write into."""

    def __init__(self, table: GroupTable, facts: PlanFacts) -> None:
        super().__init__(table)
        self._facts = facts

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if _key_at(index) == BECOMES:
            option = QStyleOptionViewItem(option)
            option.font = theme.sized(option.font, 14, strong=True)
        super().paint(painter, option, index)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = _CellEditor(parent)
        editor.setProperty("cell", True)
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, GroupModel) else None
        name = header_of(_key_at(index), self._facts)
        editor.setAccessibleName(_("{field} in line {line}", field=name, line=row.line if row else ""))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(index.data(_EDIT) or "")

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(4, 1, -4, -2))


def _key_at(index: Index) -> str:
    model = index.model()
    return model.keys[index.column()] if isinstance(model, GroupModel) else ""
