"""The head of a page: where am I, what is the state, and on the right what can be done."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.widgets.text import ElidedLabel


class PageHeader(QWidget):
    """Title over sentence, 56 high; actions stand at the right, the primary one outermost."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self._title = ElidedLabel(title, "title")
        self._title.setFixedHeight(28)
        self._sentence = ElidedLabel("", "muted")
        self._sentence.setFixedHeight(20)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        words.addStretch(1)
        self._actions = QHBoxLayout()
        self._actions.setContentsMargins(0, 0, 0, 20)
        self._actions.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(self._actions)

    def add_action(self, action: QWidget) -> None:
        """One more thing that can be done, right of the others."""
        self._actions.addWidget(action)

    def show_title(self, title: str) -> None:
        """Another title, such as the name of what is open."""
        self._title.say(title)

    def show_state(self, sentence: str) -> None:
        """The one sentence of state."""
        self._sentence.say(sentence)

    @property
    def state(self) -> str:
        """The sentence as it was given."""
        return self._sentence.accessibleName()
