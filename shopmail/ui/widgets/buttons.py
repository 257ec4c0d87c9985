"""Buttons: primary, secondary and quiet, and the ones that are an icon only."""

from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from shopmail.ui.widgets import icons

Kind = Literal["primary", "secondary", "quiet"]
_INK = {"primary": "on-accent", "secondary": "text", "quiet": "accent"}


class Button(QPushButton):
    """A button of one of the three kinds, with or without an icon; ``small`` inside cards and tables."""

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
