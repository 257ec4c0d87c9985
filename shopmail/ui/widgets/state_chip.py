"""A state beside other words: icon and word in the state's colour, with or without its ground."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.states import State
from shopmail.ui.widgets.text import label, restyle
from shopmail.wording import _


class StateLabel(QFrame):
    """Icon, 6 px, word, without a ground; for lines of a card."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._icon = IconLabel(state.icon, state.role)
        self._words = label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self.show_state(state)

    def show_state(self, state: State, words: str = "") -> None:
        """Another state; ``words`` instead of its own where they tell more."""
        self._icon.show_icon(state.icon, state.role)
        self._words.setText(words or _(state.words))
        restyle(self._words, "state", state.role)
        self.setAccessibleName(words or _(state.words))


class StateChip(StateLabel):
    """The same on its ground, 24 high, in small type; in cards only."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(8, 0, 10, 0)
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._words.setProperty("voice", "small")

    def show_state(self, state: State, words: str = "") -> None:
        super().show_state(state, words)
        restyle(self, "notice", state.role)
