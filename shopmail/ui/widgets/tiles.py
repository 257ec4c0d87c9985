"""A strip of equal tiles in one card: icon and word, number and per cent, one quiet line below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopmail.ui.widgets.card import hairline
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import ElidedLabel, label, restyle


@dataclass(frozen=True)
class Tile:
    """One number. ``key`` names it for whoever listens; ``role`` colours the icon only."""

    key: str
    icon: str
    role: str
    words: str
    number: str
    share: str = ""
    below: str = ""


class TileStrip(QFrame):
    """``pressed`` carries the key of a tile; only a strip that ``opens`` something can be pressed."""

    pressed = Signal(str)

    def __init__(self, *, opens: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        self._opens = opens
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)
        self._boxes: list[TileBox] = []

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """These numbers; the tiles are made anew only when there are others than before."""
        if [box.key for box in self._boxes] != [tile.key for tile in tiles]:
            self._make(tiles)
        for box, tile in zip(self._boxes, tiles, strict=True):
            box.show_tile(tile)

    def choose(self, key: str) -> None:
        """Show the tile ``key`` as the open one."""
        for box in self._boxes:
            restyle(box, "chosen", "true" if box.key == key else "false")

    def boxes(self) -> list["TileBox"]:
        """The tiles, from the left."""
        return list(self._boxes)

    def _make(self, tiles: Sequence[Tile]) -> None:
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._boxes = []
        for number, tile in enumerate(tiles):
            if number:
                self._row.addWidget(hairline(upright=True))
            box = TileBox(tile, self._opens, first=number == 0, last=number == len(tiles) - 1)
            box.pressed.connect(self.pressed)
            self._boxes.append(box)
            self._row.addWidget(box, 1)


class TileBox(QFrame):
    """One tile, pressed by mouse, Enter or Space."""

    pressed = Signal(str)

    def __init__(self, tile: Tile, opens: bool, *, first: bool, last: bool) -> None:
        super().__init__()
        self.key = tile.key
        self._opens = opens
        self.setProperty("tile", "first" if first else "last" if last else "inner")
        self.setProperty("opens", "true" if opens else "false")
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icon = IconLabel(tile.icon, tile.role)
        self._words, self._below = ElidedLabel("", "muted"), ElidedLabel("", "small")
        self._number, self._share = label("", "number"), label("", "muted")
        self._lay_out()

    def show_tile(self, tile: Tile) -> None:
        """The numbers of ``tile``."""
        self._icon.show_icon(tile.icon, tile.role)
        self._words.say(tile.words)
        self._number.setText(tile.number)
        self._share.setText(tile.share)
        self._below.say(tile.below)
        self.setAccessibleName(f"{tile.words}: {tile.number} {tile.share} {tile.below}".strip())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._opens and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit(self.key)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(2)
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
        column.addWidget(self._below)
