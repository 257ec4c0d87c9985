"""The search field: it asks while one types, a moment after the last key."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from shopmail.ui import theme
from shopmail.ui.widgets import icons

PAUSE = 150
"""Milliseconds without a key after which the search begins."""


class SearchField(QLineEdit):
    """``asked`` carries the words without the spaces around them; Esc empties the field."""

    asked = Signal(str)

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMinimumWidth(296)
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self._tint()
        self._asked = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self.textChanged.connect(lambda: self._timer.start())
        self.returnPressed.connect(self._ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._ask()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if icons.palette_changed(event):
            self._tint()

    def _tint(self) -> None:
        icon = QIcon()
        for scale in (1.0, 1.5, 2.0):
            icon.addPixmap(icons.pixmap("search", theme.colour("muted"), 16, scale))
        self._icon.setIcon(icon)

    def _ask(self) -> None:
        self._timer.stop()
        words = self.text().strip()
        if words != self._asked:
            self._asked = words
            self.asked.emit(words)
