"""The head of a page: where am I, what is the state, and on the right what can be done."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.widgets.text import ElidedLabel, elided, label

_LONGEST = 320
"""Pixels that a name may take before the sentence, which is to have room too."""


class PageHeader(QWidget):
    """Title over sentence, 56 high; actions stand at the right, the primary one outermost."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self._words = ""
        self._title = ElidedLabel(title, "title")
        self._title.setFixedHeight(28)
        self._sentence = ElidedLabel("", "muted")
        self._sentence.setFixedHeight(20)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        words.addWidget(self._title)
        self._subject = label("", "strong")
        self._subject.setFixedHeight(20)
        self._subject.hide()
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._subject)
        line.addWidget(self._sentence, 1)
        words.addLayout(line)
        words.addStretch(1)
        self._column = words
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

    def put_title(self, widget: QWidget) -> None:
        """Something else in the place of the title, such as a line in which it is written."""
        self._title.hide()
        self._column.insertWidget(0, widget)

    def show_title(self, title: str) -> None:
        """Another title, such as the name of what is open."""
        self._title.say(title)

    def show_state(self, sentence: str, subject: str = "") -> None:
        """The one sentence of state; ``subject`` is the name of what it speaks of, semibold before it."""
        self._words = f"{subject} · {sentence}" if subject else sentence
        self._subject.setVisible(bool(subject))
        self._subject.setText(elided(self._subject, subject, _LONGEST))
        self._sentence.say(f"· {sentence}" if subject else sentence)

    @property
    def state(self) -> str:
        """The sentence as it was given."""
        return self._words
