"""One fact of a plan: its icon, in the colour of what comes of it, and a sentence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label


def fact_line(icon: str, role: str, sentence: str) -> QWidget:
    """The fact as a line of a card."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel(icon, role), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(sentence, wrap=True), 1)
    return line
