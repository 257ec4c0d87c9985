"""A line of a card that is pressed as a whole, by mouse or by key, and leads to who is behind it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import ElidedLabel, label

_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Pressed(QFrame):
    """Something to press that is no button to look at."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("tile", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class PressRow(Pressed):
    """Icon, words, a second line in small type, a number at the right; what is empty takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("users")
        self._words, self._below = ElidedLabel(), ElidedLabel("", "small")
        for line in (self._words, self._below):
            # A J or j reaches to the left of where it begins.
            line.setContentsMargins(2, 0, 0, 0)
        self._right = label("")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._below)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self._right)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.accessibleName()

    def show_row(self, icon: str, role: str, words: str, *, below: str = "", right: str = "") -> None:
        """The words of this row."""
        self._icon.show_icon(icon, role)
        self._words.say(words)
        self._below.say(below)
        self._below.setVisible(bool(below))
        self._right.setText(right)
        self._right.setVisible(bool(right))
        self.setAccessibleName(" ".join(part for part in (words, right, below) if part))
