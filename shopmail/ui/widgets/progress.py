"""The progress strip: how far a long act is, in numbers, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.text import label
from shopmail.wording import _


class ProgressStrip(Card):
    """``stopped`` is emitted when the owner presses Stop."""

    stopped = Signal()

    def __init__(self, name: str) -> None:
        """``name`` is what a screen reader calls the bar."""
        super().__init__(margins=(16, 8, 16, 8))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        self._words = label("")
        stop = Button(_("Stop"), small=True)
        stop.clicked.connect(self.stopped)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._bar, 1)
        row.addWidget(self._words)
        row.addWidget(stop)
        self.column.addLayout(row)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """``done`` of ``total``; ``words`` say the same in the owner's language."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._words.setText(words)
