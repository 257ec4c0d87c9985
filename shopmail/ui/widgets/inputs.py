"""What the owner writes into and chooses from: lines of text, long text, choices, boxes to tick."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from shopmail.ui import theme
from shopmail.ui.widgets import icons
from shopmail.ui.widgets.text import restyle

_BOX = 16


class TextInput(QLineEdit):
    """One line of text; ``small`` inside cards and tables."""

    def __init__(self, hint: str = "", *, small: bool = False) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setProperty("small", small)


class LongInput(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field. ``lines`` is its height."""

    def __init__(self, hint: str = "", *, lines: int = 3) -> None:
        super().__init__()
        self.setProperty("kind", "input")
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * 20 + 18)


class Choice(QComboBox):
    """One of several; ``chosen`` carries the key that the owner has chosen, never one set by the program."""

    chosen = Signal(str)

    def __init__(self, *, small: bool = False) -> None:
        super().__init__()
        self.setProperty("small", small)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._has_view = False
        self.activated.connect(lambda _row: self.chosen.emit(self.key))

    @property
    def key(self) -> str:
        """The key of what is chosen; empty while there is nothing to choose from."""
        return str(self.currentData() or "")

    def fill(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these (key, words); what was chosen stays chosen if it is among them."""
        before = self.key
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.choose(before)

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen; the first where there is none of that name."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def minimumSizeHint(self) -> QSize:
        return QSize(72, super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a page must not change what the pointer happens to lie on.
        event.ignore()

    def showPopup(self) -> None:
        if not self._has_view:
            # A view of ours, or Fusion shows a menu that the style sheet can't reach. Made when it is needed:
            # a page may have a hundred choices, and a view costs as much as all else of one.
            self._has_view = True
            self.setView(QListView())
            self.view().setTextElideMode(Qt.TextElideMode.ElideNone)
            # Rows as high as the style sheet says from the first time on.
            self.view().ensurePolished()
            self.view().doItemsLayout()
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)
        super().showPopup()
        self.view().setCurrentIndex(self.model().index(self.currentIndex(), 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        # As much as the padding of the style sheet leaves, by which the choice has reckoned its width.
        left, right = (10, 32) if self.property("small") else (11, 34)
        room = self.rect().adjusted(left, 0, -right + 2, 0)
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(theme.colour("text" if self.isEnabled() else "disabled"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        role = "muted" if self.isEnabled() else "disabled"
        top = (self.height() - _BOX) // 2
        icons.paint(painter, "chevron-down", theme.colour(role), self.width() - 12 - _BOX, top)


class CheckBox(QCheckBox):
    """A box to tick, with its words beside it."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        top = (self.height() - _BOX) // 2
        partly = self.checkState() == Qt.CheckState.PartiallyChecked
        paint_box(painter, QPoint(0, top), on=self.isChecked() and not partly, partly=partly)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)


class Radio(QRadioButton):
    """One of several that exclude each other, with its words beside it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRect(1, (self.height() - _BOX) // 2 + 1, _BOX - 2, _BOX - 2)
        ink = "text" if self.isEnabled() else "disabled"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ink if self.isChecked() else "control"))
        painter.drawEllipse(ring.adjusted(-1, -1, 1, 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(ring.adjusted(4, 4, -4, -4) if self.isChecked() else ring)


def paint_box(painter: QPainter, corner: QPoint, *, on: bool, partly: bool = False) -> None:
    """A box of 16 px at ``corner``: empty, ticked, or with a dash where some of several are ticked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    box = QRect(corner, QSize(_BOX, _BOX))
    filled = on or partly
    painter.setBrush(theme.colour("text" if filled else "control"))
    painter.drawRoundedRect(box, 4, 4)
    if filled:
        icons.paint(painter, "check" if on else "minus", theme.colour("surface"), corner.x(), corner.y())
    else:
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
    painter.restore()


def mark_as_wrong(control: QWidget, *, wrong: bool) -> None:
    """Draw the border of ``control`` in the colour of an error, or as usual again."""
    restyle(control, "wrong", "true" if wrong else "false")


class EnterLine(TextInput):
    """A line of text whose Enter is its own (``entered``) and does not press the page's primary button."""

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.text())
            event.accept()
        else:
            super().keyPressEvent(event)
