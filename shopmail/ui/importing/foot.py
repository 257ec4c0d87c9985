"""The foot of the import wizard: Cancel at the left; the state, Back and Next at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from shopmail.ui.widgets.buttons import Button, OnwardButton
from shopmail.ui.widgets.text import label
from shopmail.wording import _

HEIGHT = 64


class Foot(QFrame):
    """64 high, from edge to edge; ``next`` is named anew at each step."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setFixedHeight(HEIGHT)
        self.cancel = Button(_("Cancel"), "quiet")
        self._state = label("", "muted", wrap=True)
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.back = Button(_("Back"), icon="arrow-left")
        self.next = OnwardButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(self.cancel)
        row.addSpacing(16)
        row.addWidget(self._state, 1)
        row.addSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.next)

    @property
    def state(self) -> str:
        """What stands beside the buttons."""
        return self._state.text()

    def show_state(self, sentence: str) -> None:
        """What is saved so far, or why Next is dimmed."""
        self._state.setText(sentence)
        self.next.setAccessibleDescription("" if self.next.isEnabled() else sentence)

    def show_next(self, words: str, *, ready: bool) -> None:
        """What Next says, and whether it can be pressed."""
        self.next.setText(words)
        self._enable(self.next, ready)

    def show_ways(self, *, back: bool, cancel: bool, back_now: bool, cancel_now: bool) -> None:
        """Whether there is a Back and a Cancel in this step, and whether they can be pressed now."""
        self.back.setVisible(back)
        self.cancel.setVisible(cancel)
        self._enable(self.back, back_now)
        self._enable(self.cancel, cancel_now)

    def _enable(self, button: Button, able: bool) -> None:
        if not able and button.hasFocus():
            # Else Qt would pass the focus on, as if somebody had pressed Tab.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        button.setEnabled(able)
