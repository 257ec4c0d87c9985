"""Below the sentence of conditions: the same in plain words, and templates to start from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.ui import days
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.text import label
from shopmail.wording import _


class PlainWords(QWidget):
    """The definition as one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", wrap=True)
        self._fresh = label(
            _("Days are counted from the day of sending, so the segment stays fresh."), "muted", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("In plain words"), "strong"))
        column.addWidget(self.words)
        column.addWidget(self._fresh)
        self.hide()

    def show_words(self, words: str, *, counts_days: bool) -> None:
        """The sentence; ``counts_days``: it asks for a number of days back or ahead."""
        self.words.setText(days.spelled(words))
        self._fresh.setVisible(counts_days)
        self.setVisible(bool(words))


class Templates(QWidget):
    """``chosen`` carries the key of a template."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, Button] = {}
        held = QWidget()
        self._flow = Flow()
        held.setLayout(self._flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Or start from a template"), "strong"))
        column.addWidget(held)

    def title_of(self, key: str) -> str:
        """What the template is called."""
        return self.buttons[key].accessibleName()

    def offer(self, templates: Sequence[tuple[str, str]]) -> None:
        """These, as (key, title); they are made once."""
        for key, title in templates:
            if key not in self.buttons:
                button = self.buttons[key] = Button(title.replace("&", "&&"), small=True)
                button.setAccessibleName(title)
                button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
                self._flow.addWidget(button)
