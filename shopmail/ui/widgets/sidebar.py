"""The sidebar: the shop's name, the pages, and at the foot when SendGrid was last heard from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from shopmail.ui.widgets import icons
from shopmail.ui.widgets.side_entry import SideEntry
from shopmail.ui.widgets.text import ElidedLabel, label

WIDTH = 200


class Sidebar(QWidget):
    """``chosen`` carries the number of a page, counted from 0 in the order of ``entries``."""

    chosen = Signal(int)

    def __init__(self, entries: Sequence[tuple[str, str, bool]], name: str) -> None:
        """``entries`` are (icon, words, at the foot); ``name`` is what a screen reader calls the sidebar."""
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 22, 9, 16)
        column.setSpacing(4)
        self._shop = ElidedLabel("", "strong")
        column.addLayout(self._head())
        column.addSpacing(18)
        self._group = QButtonGroup(self)
        foot = QVBoxLayout()
        foot.setSpacing(4)
        for number, (icon, words, at_foot) in enumerate(entries):
            entry = SideEntry(icon, words)
            self._group.addButton(entry, number)
            (foot if at_foot else column).addWidget(entry)
        self._group.idClicked.connect(self.chosen)
        column.addStretch(1)
        self._heard_icon = icons.IconLabel("cloud-off", "muted")
        self._heard_icon.hide()
        self._heard = label("", "small", wrap=True)
        column.addLayout(self._news())
        column.addLayout(foot)

    def show_shop(self, name: str) -> None:
        """The name at the head."""
        self._shop.say(name)

    def show_heard(self, icon: str, words: str) -> None:
        """The quiet line at the foot."""
        self._heard_icon.show_icon(icon, "muted")
        self._heard_icon.setVisible(bool(words))
        self._heard.setText(words)

    def show_chosen(self, number: int) -> None:
        """Mark the entry of the page that is shown."""
        self._group.button(number).setChecked(True)

    def entries(self) -> list[QPushButton]:
        """The entries, from the top."""
        return [button for button in self._group.buttons() if isinstance(button, QPushButton)]

    def _head(self) -> QHBoxLayout:
        mark = QFrame()
        mark.setObjectName("mark")
        mark.setFixedSize(28, 28)
        inside = QHBoxLayout(mark)
        inside.setContentsMargins(5, 5, 5, 5)
        inside.addWidget(icons.IconLabel("tulip", "text"))
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(self._shop, 1)
        return row

    def _news(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 4, 20)
        row.setSpacing(12)
        row.addWidget(self._heard_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._heard, 1)
        return row
