"""The title of a draft's page, which is the campaign's name and is changed in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from shopmail.ui import theme
from shopmail.ui.widgets.inputs import EnterLine
from shopmail.wording import _

LONGEST = 100
"""Characters, as ``campaigns.saving`` has it."""
_ROOM = 26
"""Pixels beside the words: padding, border, cursor."""


class NameLine(EnterLine):
    """A title until it is written in. ``named`` carries another name; Esc brings the old one back."""

    named = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.setProperty("kind", "title")
        self.setFixedHeight(28)
        # Qt leaves two pixels before the words, and a title begins where the sentence below it does.
        self.setTextMargins(-2, 0, 0, 0)
        self.setMaxLength(LONGEST)
        self.setAccessibleName(_("Name of the campaign"))
        self.setToolTip(_("Name of the campaign"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.entered.connect(lambda _words: self.clearFocus())
        self.textChanged.connect(self._fit)
        self._fit()

    def show_name(self, name: str) -> None:
        """The name as it is kept; what is just being written stays as it is."""
        self._shown = name
        if not self.hasFocus() and self.text() != name:
            self.setText(name)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.take()

    def take(self) -> None:
        """What is written is the name now; nothing but blanks is none."""
        name = " ".join(self.text().split())
        self.setText(name or self._shown)
        self.setCursorPosition(0)
        if name and name != self._shown:
            self._shown = name
            self.named.emit(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        font = theme.sized(self.font(), 22, strong=True)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self.underMouse():
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))

    def _fit(self) -> None:
        width = theme.width_of(self.text(), theme.sized(self.font(), 22, strong=True))
        self.setMinimumWidth(min(width + _ROOM, 240))
        self.setMaximumWidth(width + _ROOM)
