"""Where the name of a new field is written, in the line of its column."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from shopmail.ui.widgets.inputs import EnterLine

_LONGEST = 100
"""Characters of a field's title."""
_ELSEWHERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Ways to lose the focus without having gone on."""


class NameInput(EnterLine):
    """Enter takes the name (``entered``), and so does going on; Esc gives it up."""

    given_up = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(small=True)
        self.setText(title)
        self.setMaxLength(_LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Esc is the window's as well, and a shortcut would have it first.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _ELSEWHERE and self.isVisible():
            self.entered.emit(self.text())
