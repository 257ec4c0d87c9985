"""An entry of a list at the left: icon and word, both in the accent while it is the one that is shown."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton

from shopmail.ui.widgets import icons


class SideEntry(QPushButton):
    """Checkable; the list puts its entries into a group, of which one is checked."""

    def __init__(self, icon: str, words: str) -> None:
        super().__init__(words)
        self._icon = icon
        self.setProperty("kind", "side")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.toggled.connect(self._tint)
        self._tint()

    def event(self, event: QEvent) -> bool:
        if icons.asks_for_another(event):
            self._tint()
        return super().event(event)

    def _tint(self) -> None:
        icons.dress(self, self._icon, "accent" if self.isChecked() else "muted", size=20, gap=12)
