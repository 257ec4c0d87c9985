"""A card: what belongs together on a plain surface with a hairline around it."""

from PySide6.QtWidgets import QFrame, QVBoxLayout


class Card(QFrame):
    """Put things into ``column``. ``margins`` are left, top, right, bottom in pixels, inside the border."""

    def __init__(self, margins: tuple[int, int, int, int] = (16, 16, 16, 16)) -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(0)


def hairline(*, upright: bool = False) -> QFrame:
    """A line of 1 px between two parts of a card."""
    line = QFrame()
    line.setObjectName("hairline")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
