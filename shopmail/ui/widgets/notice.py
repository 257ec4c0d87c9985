"""A notice on the page: a state's ground, its icon, what there is to know, and at most one button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label

_ICONS = {"good": "circle-check", "warn": "alert-triangle", "bad": "circle-x", "quiet": "info-circle"}


class Notice(QFrame):
    """``state`` is good, warn, bad or quiet; the first sentence is strong, the others follow below it."""

    def __init__(self, state: str, title: str, *sentences: str, step: QPushButton | None = None) -> None:
        super().__init__()
        self.setProperty("notice", state)
        self.setAccessibleName(title)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel(_ICONS[state], state, 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(title, "strong", wrap=True))
        for sentence in sentences:
            if sentence:
                words.addWidget(label(sentence, wrap=True))
        row.addLayout(words, 1)
        if step:
            row.addWidget(step)
