"""What a tab shows when it may be higher than the page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Scrolled(QScrollArea):
    """Put things into ``column``; they stand at the top, 16 apart."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        self.column = QVBoxLayout()
        self.column.setSpacing(16)
        around.addLayout(self.column)
        around.addStretch(1)
        self.setWidget(inside)
