"""A field inside a text: one letter of the document, drawn as a pill with the words for who has no value."""

import re
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from shopmail.ui import theme

LETTER = "\ufffc"
"""What stands in the document where a pill is (OBJECT REPLACEMENT CHARACTER)."""
KIND = QTextFormat.ObjectTypes.UserObject + 1
_SOURCE = QTextFormat.Property.UserProperty + 1
_ABOVE, _BELOW = 16, 6
"""Pixels of a pill above and below the line that the letters stand on."""
_LETTER_HEIGHT = 14
"""What the document is told: lower than its letters are, so that a line with a pill is as high as others."""
_INSIDE, _LONGEST = 6, 160
_CHOSEN_COLOURS = ("on-accent", "accent", "on-accent", "on-accent")
"""Roles of line, ground, words and words for who has no value, in what is selected."""
_FIELD = re.compile(
    r"""\{\{\s*(?P<key>[a-z_][a-z0-9_]*)\s*
    (?:\|\s*default\s*:\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')\s*)?\}\}""",
    re.VERBOSE,
)


class Field(NamedTuple):
    """A field of a person by its key, and the words for whoever has none."""

    key: str
    fallback: str = ""


def field_of(source: str) -> Field | None:
    """The field that ``{{ … }}`` shows; None for anything that does more than show one."""
    found = _FIELD.fullmatch(source)
    return Field(found["key"], found["double"] or found["single"] or "") if found else None


def source_of(field: Field) -> str:
    """``field`` as the template writes it: its words without pairs of braces and with one kind of quotes."""
    words = re.sub(r"([{}%])(?=[{}%])", r"\1 ", " ".join(field.fallback.split()))
    if not words:
        return f"{{{{ {field.key} }}}}"
    if '"' in words and "'" in words:
        words = words.replace('"', "”")
    quote = "'" if '"' in words else '"'
    return f"{{{{ {field.key} | default: {quote}{words}{quote} }}}}"


def pill_format(source: str, like: QTextCharFormat) -> QTextCharFormat:
    """The format of the letter that shows ``source``, which looks ``like`` the words around it."""
    made = QTextCharFormat(like)
    made.setObjectType(KIND)
    made.setProperty(_SOURCE, source)
    return made


def source_in(format_: QTextFormat) -> str:
    """What the pill of this format stands for; empty for a format of words."""
    return str(format_.property(_SOURCE) or "") if format_.objectType() == KIND else ""


class PillPainter(QPyTextObject):
    """Draws the pills of one document; ``titles`` are the owner's words for the fields, by key.

    ``chosen`` are the places of the document that are selected.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.titles: dict[str, str] = {}
        self.chosen = range(0)

    def intrinsicSize(self, document: QTextDocument, _place: int, format_: QTextFormat) -> QSizeF:
        title, fallback = self._words(format_, document.defaultFont())
        metrics = QFontMetrics(_font(document.defaultFont()))
        width = metrics.horizontalAdvance(title) + 2 * _INSIDE + 2
        if fallback:
            width += metrics.horizontalAdvance(fallback) + 2 * _INSIDE
        return QSizeF(width + 2, _LETTER_HEIGHT)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        document: QTextDocument,
        place: int,
        format_: QTextFormat,
    ) -> None:
        chosen = place in self.chosen
        line, ground, text, muted = (
            theme.colour(role) for role in (_CHOSEN_COLOURS if chosen else ("line", "side", "text", "muted"))
        )
        title, fallback = self._words(format_, document.defaultFont())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font(document.defaultFont()))
        foot = round(QRectF(rect).bottom())
        box = QRectF(rect.left() + 1.5, foot - _ABOVE + 0.5, rect.width() - 3, _ABOVE + _BELOW - 1)
        painter.setPen(QPen(line, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 6, 6)
        inside = box.adjusted(_INSIDE, 0, -_INSIDE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(text)
        painter.drawText(inside, middle, title)
        if fallback:
            edge = round(inside.left() + painter.fontMetrics().horizontalAdvance(title) + _INSIDE) + 0.5
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(edge, box.top()), QPointF(edge, box.bottom()))
            painter.setPen(muted)
            inside.setLeft(edge + _INSIDE)
            painter.drawText(inside, middle, fallback)
        painter.restore()
        if chosen:
            # Qt lays a half transparent choice over the height that it was told, which is the middle only.
            painter.setClipRect(QRectF())

    def _words(self, format_: QTextFormat, font: QFont) -> tuple[str, str]:
        field = field_of(source_in(format_)) or Field("")
        metrics = QFontMetrics(_font(font))
        title, fallback = (
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, _LONGEST)
            for words in (self.titles.get(field.key, field.key), field.fallback)
        )
        return title, fallback


def _font(font: QFont) -> QFont:
    return theme.sized(font, 12)
