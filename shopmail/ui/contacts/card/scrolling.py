"""What scrolls in the middle of a card; its text keeps its width whether or not there is a scroll bar."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_BAR = 12


class Scrolling(QScrollArea):
    """``inside`` with ``side`` px of space left and right, of which the scroll bar takes its own."""

    def __init__(self, inside: QWidget, side: int) -> None:
        super().__init__()
        self._side = side
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = QWidget()
        room.setObjectName("scrolled")
        self._column = QVBoxLayout(room)
        self._column.addWidget(inside)
        self.setWidget(room)
        self.verticalScrollBar().installEventFilter(self)
        self._make_room()

    def to_the_top(self) -> None:
        """Begin at the beginning."""
        self.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.verticalScrollBar() and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        bar = _BAR if self.verticalScrollBar().isVisible() else 0
        self._column.setContentsMargins(self._side, 0, self._side - bar, self._side)
