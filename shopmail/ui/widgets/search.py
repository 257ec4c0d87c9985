"""The search field: it asks while one types, a moment after the last key."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from shopmail.ui import theme
from shopmail.ui.widgets.buttons import IconButton
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label
from shopmail.wording import _

PAUSE = 150
"""Milliseconds without a key after which the search begins."""
_CLEAR = 24
"""Pixels at the right that the × takes from the words."""


class SearchField(QLineEdit):
    """``asked`` carries the words without the spaces around them; Esc and × empty the field."""

    asked = Signal(str)

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setProperty("search", True)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        icon = IconLabel("search")
        icon.setParent(self)
        icon.move(12, 10)
        self._keys = label(QKeySequence(QKeySequence.StandardKey.Find).toString(_NATIVE), "small")
        self._keys.setParent(self)
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = IconButton("x", _("Clear the search"))
        self._clear.setParent(self)
        # By keyboard Esc does it: the × is no stop on the way.
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self._empty)
        self._clear.hide()
        self.setFixedWidth(max(296, theme.width_of(hint, self.font()) + self._keys.sizeHint().width() + 64))
        self._asked = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # A line of Qt hands Enter on, and the page would press its primary button.
                event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._keys.sizeHint()
        self._keys.setGeometry(self.width() - size.width() - 11, 0, size.width(), self.height())
        self._clear.move(self.width() - self._clear.width() - 4, (self.height() - self._clear.height()) // 2)

    def _typed(self) -> None:
        self._keys.setVisible(not self.text())
        self._clear.setVisible(bool(self.text()))
        self.setTextMargins(0, 0, _CLEAR if self.text() else 0, 0)
        self._timer.start()

    def _empty(self) -> None:
        self.clear()
        self._ask()

    def _ask(self) -> None:
        self._timer.stop()
        words = self.text().strip()
        if words != self._asked:
            self._asked = words
            self.asked.emit(words)


_NATIVE = QKeySequence.SequenceFormat.NativeText
