"""The two large choices of an empty shop: bring your people in, or look around first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label


class Choices(QWidget):
    """The cards side by side, or below each other where long words leave no room for that."""

    def __init__(self, *cards: "ChoiceCard") -> None:
        super().__init__()
        self._cards = cards
        # Ignored: a row that is too wide must not widen the page, or it would never see that it is.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(24)
        for card in cards:
            self._row.addWidget(card, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = len(self._cards) * max(card.minimumSizeHint().width() for card in self._cards)
        fits = needed + self._row.spacing() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)


class ChoiceCard(Card):
    """A picture of what it is, a strong line, a sentence, and the button that does it."""

    def __init__(self, icon: str, title: str, sentence: str, button: Button) -> None:
        super().__init__(margins=(24, 24, 24, 24))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(title, "strong", wrap=True))
        words.addWidget(label(sentence, "muted", wrap=True))
        words.addSpacing(12)
        words.addStretch(1)
        words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(_framed(icon), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)


def _framed(icon: str) -> QFrame:
    frame = QFrame()
    frame.setObjectName("mark")
    frame.setFixedSize(48, 48)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(IconLabel(icon, "text", 24), 0, Qt.AlignmentFlag.AlignCenter)
    return frame
