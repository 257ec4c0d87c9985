"""A line over the mail: what is wrong or left out of it, with a button where there is something to do."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label

_ICONS = {"warn": "alert-triangle", "quiet": "info-circle"}


class Remark(QFrame):
    """Used again for each sentence, since it comes and goes while one types. ``state``: warn or quiet."""

    def __init__(self, state: str, step: Button | None = None) -> None:
        super().__init__()
        self.setProperty("notice", state)
        self.step = step
        self._words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(_ICONS[state], state))
        row.addWidget(self._words, 1)
        if step:
            row.addWidget(step)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Show this sentence; none hides the line."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
