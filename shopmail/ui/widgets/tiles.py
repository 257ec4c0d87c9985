"""A strip of equal tiles in one card: icon and word, number and per cent."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from shopmail.ui import theme
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label, restyle


@dataclass(frozen=True)
class Tile:
    """One number. ``key`` names it for whoever listens; ``role`` colours the icon only."""

    key: str
    icon: str
    role: str
    words: str
    number: str
    share: str = ""


# LayoutRequest: a tile wants another width, for example once its fonts are settled.
_CHANGES_ROOM = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest)


class TileStrip(QFrame):
    """``pressed`` carries the key of a tile. Where the words don't fit side by side, there are two rows."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.boxes: list[TileBox] = []
        self._across = 1

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """These numbers; the tiles are made anew only when there are others than before."""
        if [box.key for box in self.boxes] != [tile.key for tile in tiles]:
            self._make(tiles)
        for box, tile in zip(self.boxes, tiles, strict=True):
            box.show_tile(tile)
        self._arrange()

    def choose(self, key: str) -> None:
        """Show the tile ``key`` as the open one."""
        for box in self.boxes:
            restyle(box, "chosen", "true" if box.key == key else "false")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def event(self, event: QEvent) -> bool:
        if event.type() in _CHANGES_ROOM:
            self._arrange()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        line = theme.colour("line")
        for number, box in enumerate(self.boxes):
            if number % self._across:
                painter.fillRect(box.x() - 1, box.y(), 1, box.height(), line)
            elif number:
                painter.fillRect(1, box.y() - 1, self.width() - 2, 1, line)

    def _make(self, tiles: Sequence[Tile]) -> None:
        for box in self.boxes:
            box.deleteLater()
        self.boxes = [TileBox(tile.key, self) for tile in tiles]
        for box in self.boxes:
            box.pressed.connect(self.pressed)
            box.show()

    def _arrange(self) -> None:
        count = len(self.boxes)
        if not count:
            return
        widest = max(box.sizeHint().width() for box in self.boxes)
        self._across = count if count * widest <= self.width() - 2 else -(-count // 2)
        high = self.boxes[0].sizeHint().height()
        for number, box in enumerate(self.boxes):
            row, place = divmod(number, self._across)
            left, right = (1 + (self.width() - 2) * n // self._across for n in (place, place + 1))
            gap = 1 if place else 0
            box.setGeometry(left + gap, 1 + row * (high + 1), right - left - gap, high)
            restyle(box, "corners", self._corners(number))
        rows = -(-count // self._across)
        self.setFixedHeight(2 + rows * high + rows - 1)

    def _corners(self, number: int) -> str:
        """Which corners of the card a tile lies in, and must not cover."""
        count, across = len(self.boxes), self._across
        last_row = number >= (count - 1) // across * across
        corners = {
            "top-left": number == 0,
            "top-right": number == across - 1,
            "bottom-left": last_row and number % across == 0,
            "bottom-right": last_row and number % across == across - 1,
        }
        return " ".join(corner for corner, inside in corners.items() if inside)


class TileBox(QFrame):
    """One tile, pressed by mouse, Enter or Space."""

    pressed = Signal(str)

    def __init__(self, key: str, strip: TileStrip) -> None:
        super().__init__(strip)
        self.key = key
        self.setProperty("tile", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icon = IconLabel("users")
        self._words = label("", "muted")
        self._number, self._share = label("", "number"), label("", "muted")
        self._lay_out()

    def show_tile(self, tile: Tile) -> None:
        """The numbers of ``tile``."""
        self._icon.show_icon(tile.icon, tile.role)
        self._words.setText(tile.words)
        self._number.setText(tile.number)
        self._share.setText(tile.share)
        self.setAccessibleName(f"{tile.words}: {tile.number} {tile.share}".strip())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit(self.key)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 11, 12, 11)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._icon)
        head.addWidget(self._words, 1)
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self._number)
        middle.addWidget(self._share, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(middle)
