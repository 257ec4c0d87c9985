"""The history as a list: day, icon, what happened, and in small letters the evidence for it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from shopmail.ui import theme
from shopmail.ui.contacts.card import wrapping
from shopmail.ui.contacts.card.person import Happening
from shopmail.ui.widgets import icons
from shopmail.ui.widgets.focus_ring import part_moved
from shopmail.ui.widgets.text import plain_tooltip
from shopmail.wording import _

Index = QModelIndex | QPersistentModelIndex
_RECORD = Qt.ItemDataRole.UserRole
_DAY_WIDTH, _ICON, _ICON_GAP, _BELOW = 90, 16, 6, 10
_TEXT_LEFT = _DAY_WIDTH + _ICON + _ICON_GAP


class Timeline(QListView):
    """As high as its lines, so that it scrolls with the card around it; a line is copied with Ctrl+C."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model()
        self.setModel(self._model)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("What happened"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(lambda: part_moved(self))

    def show_lines(self, lines: Sequence[Happening]) -> None:
        """These lines instead of those before."""
        self._model.show_lines(lines)
        self._delegate.forget()
        self.setFixedHeight(self._delegate.height_of_all(lines))

    def add_lines(self, lines: Sequence[Happening]) -> None:
        """More of them, below."""
        self._model.add_lines(lines)
        self.setFixedHeight(self.height() + self._delegate.height_of_all(lines))

    def focus_rect(self) -> QRect:
        """The line that the keyboard is on."""
        current = self.currentIndex()
        rect = self.visualRect(current) if current.isValid() else self.rect()
        return rect.adjusted(4, 0, -4, -_BELOW + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(self.currentIndex().data())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0))
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The card scrolls, not the list in it.
        event.ignore()


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Happening] = []

    def show_lines(self, lines: Sequence[Happening]) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def add_lines(self, lines: Sequence[Happening]) -> None:
        self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
        self._lines += lines
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == _RECORD:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\t".join(filter(None, (line.day, line.sentence, line.detail)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(line.detail) if line.detail != line.brief else None
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[Happening, int] = {}

    def forget(self) -> None:
        """The heights belonged to other lines."""
        self._heights.clear()

    def height_of_all(self, lines: Sequence[Happening]) -> int:
        return sum(self._height(line) for line in lines)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._view.width(), self._height(index.data(_RECORD)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Happening = index.data(_RECORD)
        rect: QRect = option.rect
        if self._view.hasFocus() and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.adjusted(0, 0, 0, -_BELOW + 4), theme.colour("select"))
        font, room = self._view.font(), QRectF(rect)
        day = room.adjusted(0, 2, 0, 0)
        day.setWidth(_DAY_WIDTH - 4)
        wrapping.paint(painter, day, line.day, "small", font)
        tint = theme.colour(line.role)
        icons.paint(painter, line.icon, tint, rect.left() + _DAY_WIDTH, rect.top() + 2, _ICON)
        text = room.adjusted(_TEXT_LEFT, 0, 0, 0)
        wrapping.paint(painter, text, line.sentence, "body", font)
        if line.brief:
            text.setTop(text.top() + wrapping.height_of(line.sentence, "body", font, int(text.width())))
            wrapping.paint(painter, text, line.brief, "small", font)

    def _height(self, line: Happening) -> int:
        if line not in self._heights:
            self._heights[line] = self._measured(line)
        return self._heights[line]

    def _measured(self, line: Happening) -> int:
        font, width = self._view.font(), self._view.width() - _TEXT_LEFT
        tall = wrapping.height_of(line.sentence, "body", font, width)
        if line.brief:
            tall += wrapping.height_of(line.brief, "small", font, width)
        return tall + _BELOW
