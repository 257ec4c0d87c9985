"""A text whose fields are pills: shown from the draft's markup, read back to it, as high as it is long."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit

from shopmail.campaigns.blocks import markup
from shopmail.campaigns.blocks.markup import Line, Run
from shopmail.ui.campaigns.mail import document
from shopmail.ui.campaigns.mail.pill import KIND, PillPainter

_MARKUP = "application/x-shopmail-markup"
"""What one of these texts hands another over the clipboard, looks and fields and all."""
_MARGIN = 2
"""Pixels around the text: a pill reaches below the last line."""
_EDGE = 8
"""Pixels above and below the text with its margins: padding and border of the style sheet, together."""


class PillText(QTextEdit):
    """``source`` is the text as the draft has it; ``edited`` comes at each of the owner's changes.

    ``fields`` are (key, title). With ``rich`` there are bold, italic and links, with ``lists`` items too.
    Undo is the page's matter, unless ``own_undo``.
    """

    edited = Signal()

    def __init__(
        self,
        fields: Sequence[tuple[str, str]],
        one_line: bool = False,
        rich: bool = True,
        *,
        lists: bool = False,
        own_undo: bool = False,
    ) -> None:
        super().__init__()
        self.rich, self.lists = rich, rich and lists and not one_line
        self.one_line, self.own_undo = one_line, own_undo
        self.fields: Sequence[tuple[str, str]] = ()
        self._source = self._canonical = ""
        self._filling = False
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if one_line:
            self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.document().setDocumentMargin(_MARGIN)
        self.document().setIndentWidth(20)
        self.setUndoRedoEnabled(own_undo)
        self._pills = PillPainter(self.document())
        self.document().documentLayout().registerHandler(KIND, self._pills)
        self.set_fields(fields)
        self.set_source("")
        self.selectionChanged.connect(self._tell_chosen)
        self.document().contentsChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def set_fields(self, fields: Sequence[tuple[str, str]]) -> None:
        """Other fields, or other titles of them: what is written is shown anew with them."""
        if tuple(fields) == tuple(self.fields):
            return
        self.fields = fields
        self._pills.titles = dict(fields)
        self.set_source(self._source)

    def source(self) -> str:
        """The text as the draft has it, to the letter as it was set until the owner changes it."""
        return self._source

    def set_source(self, source: str) -> None:
        """Show ``source``; the cursor stays where it was as far as there is such a place."""
        place = self.textCursor().position()
        self._filling = True
        self.document().clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(document.block_look())
        document.insert(cursor, self._lines_of(source), dict(self.fields))
        self._filling = False
        if self.own_undo:
            self.document().clearUndoRedoStacks()
        self._source, self._canonical = source, self._written(document.lines_in(self.document()))
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._fit()

    def _tell_chosen(self) -> None:
        cursor = self.textCursor()
        self._pills.chosen = range(cursor.selectionStart(), cursor.selectionEnd())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # As high as its text: what is scrolled is the page around it.
        event.ignore()

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        lines = document.lines_in(self.document(), cursor.selectionStart(), cursor.selectionEnd())
        data = QMimeData()
        data.setText("\n".join(line.text for line in lines))
        data.setData(_MARKUP, markup.written(lines).encode())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # The address of a file that is dropped is no text; whoever is around takes the file.
        is_file = any(url.isLocalFile() for url in source.urls())
        return source.hasFormat(_MARKUP) or (source.hasText() and not is_file)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasFormat(_MARKUP):
            lines = markup.parse(bytes(source.data(_MARKUP).data()).decode())
        else:
            lines = self._plain_lines(source.text())
        if self.one_line:
            words = [run for line in lines for run in (*line.runs, Run(" "))][:-1]
            lines = (Line(tuple(words)),)
        if not self.rich:
            lines = tuple(Line((Run(line.text),)) for line in lines)
        if not self.lists:
            lines = tuple(line._replace(is_item=False) for line in lines)
        document.insert(self.textCursor(), lines, dict(self.fields))
        self.ensureCursorVisible()

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self.minimumHeight())

    def sizeHint(self) -> QSize:
        return QSize(240, self.minimumHeight())

    def _lines_of(self, source: str) -> tuple[Line, ...]:
        clean = document.without_marks(source)
        if self.one_line:
            clean = " ".join(clean.split("\n"))
        return markup.parse(clean, lists=self.lists) if self.rich else self._plain_lines(clean)

    def _plain_lines(self, text: str) -> tuple[Line, ...]:
        return tuple(Line((Run(words),)) for words in document.without_marks(text).split("\n"))

    def _written(self, lines: Sequence[Line]) -> str:
        if self.rich:
            return markup.written(lines, lists=self.lists)
        return "\n".join(line.text for line in lines)

    def _changed(self) -> None:
        if self._filling:
            return
        now = self._written(document.lines_in(self.document()))
        if now != self._canonical:
            self._source = self._canonical = now
            self.edited.emit()

    def _fit(self) -> None:
        """Be as high as the text."""
        high = math.ceil(self.document().size().height()) + _EDGE
        if self.minimumHeight() != high:
            self.setFixedHeight(high)

    def tint_links(self) -> None:
        """Draw the links in the colours of the palette in use."""
        self._filling = True
        document.tint_links(self.document())
        self._filling = False
