"""Text that always fits its width: it breaks between words, and inside one that is longer than a line."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from shopmail.ui import theme
from shopmail.ui.widgets.text import Voice

_SIZES: dict[Voice, tuple[int, int, str]] = {
    "strong": (14, 20, "text"),
    "body": (14, 20, "text"),
    "muted": (14, 20, "muted"),
    "small": (12, 16, "muted"),
}
"""Letters, line height and colour."""


class Wrapping(QLabel):
    """A label of plain text; ``QLabel`` itself breaks only between words and grows as wide as the longest."""

    def __init__(self, words: str, voice: Voice = "body", role: str = "") -> None:
        """``role`` is another colour than the voice's own."""
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._voice: Voice = voice
        self._role = role or _SIZES[voice][2]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return height_of(self.text(), self._voice, self.font(), width)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, _SIZES[self._voice][1])

    def sizeHint(self) -> QSize:
        width = theme.width_of(self.text(), font_of(self._voice, self.font())) + 1
        return QSize(width, _SIZES[self._voice][1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint(QPainter(self), QRectF(self.rect()), self.text(), self._voice, self.font(), self._role)


def font_of(voice: Voice, base: QFont) -> QFont:
    """The font of a voice."""
    return theme.sized(base, _SIZES[voice][0], strong=voice == "strong")


def height_of(words: str, voice: Voice, base: QFont, width: int) -> int:
    """How many pixels ``words`` take in a column of this width."""
    return _laid_out(words, voice, base, width).lineCount() * _SIZES[voice][1]


def paint(painter: QPainter, rect: QRectF, words: str, voice: Voice, base: QFont, role: str = "") -> None:
    """Draw ``words`` from the top left corner of ``rect`` on, in lines of its width."""
    painter.setPen(theme.colour(role or _SIZES[voice][2]))
    _laid_out(words, voice, base, int(rect.width())).draw(painter, rect.topLeft())


def _laid_out(words: str, voice: Voice, base: QFont, width: int) -> QTextLayout:
    # The sign by which Qt breaks a line inside of one layout.
    layout = QTextLayout(words.replace("\n", "\u2028"), font_of(voice, base))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line_height = _SIZES[voice][1]
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        number = layout.lineCount() - 1
        line.setPosition(QPointF(0, number * line_height + (line_height - line.height()) / 2))
    layout.endLayout()
    return layout
