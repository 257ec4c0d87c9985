"""Words printed on a surface of fixed width: made once, and printed anew for each person.

Labels in layouts would have to be made and thrown away with each person, which is slower, and Python's
garbage collector does not always let go of them in the order that Qt needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from shopmail.ui.contacts.card import wrapping
from shopmail.ui.widgets.text import Voice


@dataclass(frozen=True)
class Piece:
    """Some words in a column of ``width`` px whose top left corner is at ``x``, ``y``."""

    x: int
    y: int
    width: int
    words: str
    voice: Voice = "body"
    role: str = ""
    """Another colour than the voice's own."""


class Printed(QFrame):
    """As high as what is printed on it."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self.pieces: tuple[Piece, ...] = ()

    def print_pieces(self, pieces: Sequence[Piece], below: int = 0) -> None:
        """These words instead of those before, and ``below`` px of space after them."""
        self.pieces = tuple(pieces)
        self.setFixedHeight(max((self.foot_of(piece) for piece in pieces), default=0) + below)
        self.update()

    def foot_of(self, piece: Piece) -> int:
        """Where the words end."""
        return piece.y + wrapping.height_of(piece.words, piece.voice, self.font(), piece.width)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for piece in self.pieces:
            room = QRectF(piece.x, piece.y, piece.width, self.height())
            wrapping.paint(painter, room, piece.words, piece.voice, self.font(), piece.role)
