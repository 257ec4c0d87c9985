"""What an empty page says: what belongs here, and where there is one, the step that fills it."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label


class Empty(Card):
    """Icon, a strong line, one sentence; left-aligned in a card."""

    def __init__(self, icon: str, title: str, sentence: str, step: QPushButton | None = None) -> None:
        super().__init__(margins=(16, 16, 16, 16))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconLabel(icon, "muted", 24))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "strong"))
        words.addWidget(label(sentence, "muted", wrap=True))
        row.addLayout(words, 1)
        if step:
            row.addWidget(step)
        self.column.addLayout(row)
