"""Buttons: primary, secondary, quiet and grave, and the ones that are an icon only."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from shopmail.ui import theme
from shopmail.ui.widgets import icons

Kind = Literal["primary", "secondary", "quiet", "grave"]
_INK = {"primary": "on-accent", "secondary": "text", "quiet": "accent", "grave": "bad"}

_ARROW, _GAP = 16, 4
"""The gap adds to the 4 px that Qt itself puts between words and icon."""

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


class OnwardButton(Button):
    """The primary button that goes on; its arrow points onward, so it stands behind the words."""

    def __init__(self) -> None:
        super().__init__("", "primary")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    def _tint(self) -> None:
        tint = theme.colour("on-accent" if self.isEnabled() else "disabled")
        drawn = icons.pixmap("arrow-right", tint, _ARROW, self.devicePixelRatioF())
        behind = QPixmap(QSize(_ARROW + _GAP, _ARROW) * drawn.devicePixelRatio())
        behind.fill(Qt.GlobalColor.transparent)
        behind.setDevicePixelRatio(drawn.devicePixelRatio())
        painter = QPainter(behind)
        painter.drawPixmap(_GAP, 0, drawn)
        painter.end()
        icon = QIcon(behind)
        icon.addPixmap(behind, QIcon.Mode.Disabled)
        self.setIcon(icon)
        self.setIconSize(QSize(_ARROW + _GAP, _ARROW))


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
