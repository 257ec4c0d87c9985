"""The list of sections at the left of the Settings page."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from shopmail.ui import theme
from shopmail.ui.widgets.side_entry import SideEntry

WIDTH = 168
"""At least; more where the words of a language need it."""
_BESIDE = 60
"""Icon, gap and margins of an entry."""


class SectionList(QWidget):
    """``chosen`` carries the key of a section."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[tuple[str, str, str]], name: str) -> None:
        """``entries`` are (key, icon, words); ``name`` is what a screen reader calls the list."""
        super().__init__()
        self.setAccessibleName(name)
        strong = theme.sized(self.font(), 14, strong=True)
        widest = max(theme.width_of(words, strong) for _key, _icon, words in entries)
        self.setFixedWidth(max(WIDTH, widest + _BESIDE))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        group = QButtonGroup(self)
        self.entries: dict[str, QPushButton] = {}
        for key, icon, words in entries:
            entry = SideEntry(icon, words)
            # By mouse, by Space, and by the arrow keys, which only turn a button of a group on.
            entry.toggled.connect(lambda on, key=key: self.chosen.emit(key) if on else None)
            group.addButton(entry)
            self.entries[key] = entry
            column.addWidget(entry)
        column.addStretch(1)

    def show_chosen(self, key: str) -> None:
        """Mark the section that is shown."""
        self.entries[key].setChecked(True)
