"""The sentence at the left and the people at the right; in a narrow window, all of it in one column."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

_RIGHT, _GAP = 344, 16
_LEAST = 920
"""Pixels below which there is one column: at 1180 of the window."""
_APART = 24


class TwoColumns(QScrollArea):
    """The whole scrolls; ``put`` says what stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[Sequence[QWidget], ...] = ((), (), ())
        self._is_narrow: bool | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._left, self._right = _column(), _column()
        self._at_right = QWidget()
        self._at_right.setFixedWidth(_RIGHT)
        self._at_right.setLayout(self._right)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addLayout(self._left, 1)
        row.addWidget(self._at_right)
        self.setWidget(inside)

    def put(self, left: Sequence[QWidget], right: Sequence[QWidget], narrow: Sequence[QWidget]) -> None:
        """``left`` and ``right`` from the top; ``narrow`` are all of them, in the order of one column."""
        self._parts = left, right, narrow
        self._is_narrow = None
        self._arrange(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(narrow=self.width() < _LEAST)
        super().resizeEvent(event)

    def narrowed(self, *, narrow: bool) -> None:
        """There is one column now, or there are two."""

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        left, right, one = self._parts
        for part in one:
            # Not by taking items out: Qt would go on looking at the heights that the old ones remember.
            self._left.removeWidget(part)
            self._right.removeWidget(part)
        _fill(self._left, one if narrow else left)
        _fill(self._right, () if narrow else right)
        self._at_right.setVisible(not narrow)
        self.narrowed(narrow=narrow)


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(_APART)
    made.addStretch(1)
    return made


def _fill(column: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    for place, part in enumerate(parts):
        column.insertWidget(place, part)
