"""Choices in a row: the filter chip with its count, and the toggle of two or three halves."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionButton,
)

from shopmail.ui import theme


class FilterChip(QPushButton):
    """A choice with the number of people behind it; the number may arrive later than the word."""

    _GAP = 8

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words, self._count = words, ""
        self.setProperty("kind", "filter")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFixedHeight(28)
        self.toggled.connect(self.updateGeometry)
        self.show_count("")

    def show_count(self, count: str) -> None:
        """``count`` as it is written in the owner's language; empty while it isn't known."""
        self._count = count
        self.setAccessibleName(f"{self._words} {count}".strip())
        self.updateGeometry()
        self.update()

    def show_words(self, words: str) -> None:
        """Another name of the choice."""
        self._words = words
        self.show_count(self._count)

    def sizeHint(self) -> QSize:
        return QSize(self._word_width() + self._count_width() + 22, 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.sized(self.font(), 14, strong=self.isChecked()))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(11, 0, self._word_width(), self.height()), left, self._words)
        painter.setFont(theme.sized(self.font(), 14))
        painter.setPen(theme.colour("muted"))
        start = 11 + self._word_width() + self._GAP
        painter.drawText(QRect(start, 0, self.width() - start, self.height()), left, self._count)

    def _word_width(self) -> int:
        return theme.width_of(self._words, theme.sized(self.font(), 14, strong=self.isChecked()))

    def _count_width(self) -> int:
        return theme.width_of(self._count, theme.sized(self.font(), 14)) + self._GAP if self._count else 0


class Toggle(QFrame):
    """Two or three halves in one frame, of which one is on; ``chosen`` carries the key of the new one."""

    chosen = Signal(str)

    def __init__(self, halves: tuple[tuple[str, str], ...], on: str, name: str) -> None:
        """``halves`` are (key, words); ``on`` is the key to begin with; ``name`` is for a screen reader."""
        super().__init__()
        self.setObjectName("toggle")
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for key, words in halves:
            half = QPushButton(words)
            half.setProperty("kind", "half")
            half.setCheckable(True)
            # Wide enough for the strong word, which the style sheet does not reckon with.
            half.setMinimumWidth(theme.width_of(words, theme.sized(self.font(), 14, strong=True)) + 36)
            half.setChecked(key == on)
            half.setAutoDefault(False)
            half.setAccessibleName(f"{name}: {words}")
            half.clicked.connect(lambda _on, key=key: self.chosen.emit(key))
            self._group.addButton(half)
            row.addWidget(half)
