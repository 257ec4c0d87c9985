"""Tabs over a page: icon, word, a count beside it, and a line in the accent under the one that is shown."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTabBar

from shopmail.ui import theme
from shopmail.ui.widgets import icons

_HIGH, _APART, _ICON, _GAP = 40, 24, 16, 8
_SLACK = 2
"""Pixels by which a width is rounded up, so that no word is cut by a fraction of one."""


@dataclass(frozen=True)
class Face:
    """How a tab looks: ``icon`` in the colour of ``role``, and ``count`` in the second voice."""

    words: str
    icon: str
    role: str = "muted"
    count: str = ""


class Tabs(QTabBar):
    """One is shown; left and right change it. Where there is no room for all, the counts go first."""

    def __init__(self, faces: list[Face], name: str) -> None:
        """``name`` is what a screen reader calls the tabs."""
        super().__init__()
        self._faces: list[Face] = []
        self._narrow = False
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFixedHeight(_HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for face in faces:
            self._faces.append(face)
            self.addTab(face.words)
        for number, face in enumerate(faces):
            self.show_face(number, face)

    def show_face(self, number: int, face: Face) -> None:
        """The tab looks otherwise now."""
        changed = self._faces[number] != face
        self._faces[number] = face
        self.setAccessibleTabName(number, " ".join(filter(None, (face.words, face.count))))
        if changed:
            # Qt asks for the widths anew only when a tab's text is another one.
            self.setTabText(number, "")
            self.setTabText(number, face.words)
            self._fit()

    def face(self, number: int) -> Face:
        """How it looks now."""
        return self._faces[number]

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._width_of(self._faces[index], counts=not self._narrow) + _APART, _HIGH)

    def minimumTabSizeHint(self, _index: int) -> QSize:
        return QSize(_ICON + _GAP + 24, _HIGH)

    def focus_rect(self) -> QRect:
        """The tab that is shown."""
        return self.tabRect(self.currentIndex()).adjusted(4, 6, -_APART + 4, -8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, _HIGH - 1, self.width(), 1, theme.colour("line"))
        for number, face in enumerate(self._faces):
            self._paint(painter, self.tabRect(number), face, here=number == self.currentIndex())

    def _paint(self, painter: QPainter, rect: QRect, face: Face, *, here: bool) -> None:
        room = rect.adjusted(0, 0, -_APART, -1)
        role = "accent" if here else face.role
        icons.paint(painter, face.icon, theme.colour(role), room.left(), (_HIGH - _ICON) // 2)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words = room.adjusted(_ICON + _GAP, 0, 0, 0)
        font = theme.sized(self.font(), 14, strong=here)
        painter.setFont(font)
        painter.setPen(theme.colour("accent" if here else "text"))
        painter.drawText(
            words,
            left,
            painter.fontMetrics().elidedText(face.words, Qt.TextElideMode.ElideRight, words.width()),
        )
        if face.count and not self._narrow:
            painter.setFont(theme.sized(self.font(), 14))
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                words.adjusted(theme.width_of(face.words, font) + _GAP, 0, 0, 0), left, face.count
            )
        if here:
            painter.fillRect(room.left(), _HIGH - 2, room.width(), 2, theme.colour("accent"))

    def _width_of(self, face: Face, *, counts: bool) -> int:
        # As wide as the strong word, so that nothing moves when another tab is chosen.
        words = theme.width_of(face.words, theme.sized(self.font(), 14, strong=True))
        count = (
            theme.width_of(face.count, theme.sized(self.font(), 14)) + _GAP if counts and face.count else 0
        )
        return _ICON + _GAP + words + _SLACK + count

    def _fit(self) -> None:
        whole = sum(self._width_of(face, counts=True) + _APART for face in self._faces)
        narrow = whole > self.width()
        if narrow != self._narrow:
            self._narrow = narrow
            for number, face in enumerate(self._faces):
                self.setTabText(number, "")
                self.setTabText(number, face.words)
