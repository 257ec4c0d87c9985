"""Buttons: primary, secondary, quiet and grave, and the ones that are an icon only."""

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from shopmail.ui.widgets import icons

Kind = Literal["primary", "secondary", "quiet", "grave"]
_INK = {"primary": "on-accent", "secondary": "text", "quiet": "accent", "grave": "bad"}

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_focused() -> bool:
    """Press the button that has the focus, as Enter does; False when the focus is on no button."""
    focused = QApplication.focusWidget()
    if not isinstance(focused, QPushButton | QToolButton):
        return False
    focused.click()
    return True


class Button(QPushButton):
    """A button of one of the four kinds, with or without an icon; ``small`` inside cards and tables.

    A grave one asks before it acts, so its words end in "…"; it is never what Enter presses.
    """

    def __init__(self, words: str, kind: Kind = "secondary", icon: str = "", *, small: bool = False) -> None:
        super().__init__(words)
        self._icon, self._ink = icon, _INK[kind]
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setAutoDefault(False)
        self._tint()

    def event(self, event: QEvent) -> bool:
        if icons.asks_for_another(event):
            self._tint()
        return super().event(event)

    def _tint(self) -> None:
        if self._icon:
            icons.dress(self, self._icon, self._ink)


class IconButton(QToolButton):
    """An icon without a word (× and its like): ``words`` are its tooltip and its name for a screen reader."""

    def __init__(self, icon: str, words: str) -> None:
        super().__init__()
        self._icon = icon
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setFixedSize(28, 28)
        self._tint()

    def event(self, event: QEvent) -> bool:
        if icons.asks_for_another(event):
            self._tint()
        return super().event(event)

    def _tint(self) -> None:
        icons.dress(self, self._icon, "muted", gap=4)
