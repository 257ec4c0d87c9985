"""Lines of runs in a text document and back: bold and italic words, links, list items, fields as pills."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
)

from shopmail.campaigns.blocks.markup import LIQUID, Line, Run
from shopmail.ui import theme
from shopmail.ui.campaigns.mail.pill import LETTER, field_of, pill_format, source_in

_NO_LETTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0\ufdd1\ufffc\ufffe\uffff]"
)
"""Controls, halves of characters, and what Qt itself marks places in a document with."""


def without_marks(text: str) -> str:
    """``text`` without what can't be a letter of a document; line ends stay as ``\\n``."""
    return _NO_LETTERS.sub("", re.sub("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text))


def look_of(run: Run) -> QTextCharFormat:
    """How the words of ``run`` are drawn."""
    made = QTextCharFormat()
    if run.bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    if run.italic:
        made.setFontItalic(True)
    if run.link:
        made.setAnchor(True)
        made.setAnchorHref(run.link)
        made.setFontUnderline(True)
        made.setForeground(theme.colour("accent"))
    return made


def look_in(format_: QTextCharFormat) -> Run:
    """The same back, as a run without words."""
    bold = format_.fontWeight() >= QFont.Weight.DemiBold
    return Run("", bold, format_.fontItalic(), format_.anchorHref() if format_.isAnchor() else "")


def insert(cursor: QTextCursor, lines: Sequence[Line], known: Collection[str]) -> None:
    """Write ``lines`` at the cursor, the first into the line it is in; fields of ``known`` become pills."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for number, line in enumerate(lines):
        if number:
            cursor.insertBlock(block_look(), QTextCharFormat())
        for run in line.runs:
            _insert_run(cursor, run, known)
        if line.is_item:
            make_item(cursor)
    cursor.endEditBlock()


def make_item(cursor: QTextCursor) -> None:
    """Put the cursor's line into a list: that of the line above, or a new one."""
    above = cursor.block().previous().textList()
    if above:
        above.add(cursor.block())
        return
    listed = QTextListFormat()
    listed.setStyle(QTextListFormat.Style.ListDisc)
    listed.setIndent(1)
    cursor.createList(listed)


def end_item(cursor: QTextCursor) -> None:
    """Take the cursor's line out of its list."""
    listed = cursor.block().textList()
    if listed:
        listed.remove(cursor.block())
        cursor.setBlockFormat(block_look())


def lead_to(cursor: QTextCursor, address: str) -> None:
    """Let the chosen words, pills among them, lead to ``address``; nowhere when it is empty."""
    _relook(cursor, cursor.selectionStart(), cursor.selectionEnd(), lambda look: look._replace(link=address))


def tint_links(document: QTextDocument) -> None:
    """Draw the links in the colour of the palette in use."""
    _relook(QTextCursor(document), 0, document.characterCount() - 1, lambda look: look)


def block_look() -> QTextBlockFormat:
    """The format of a line: high enough for a pill, so that lines stand still when one comes."""
    made = QTextBlockFormat()
    made.setLineHeight(24, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return made


def lines_in(document: QTextDocument, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """The lines between two places of the document, pills as what they stand for."""
    last = document.characterCount() - 1 if end is None else end
    lines: list[Line] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() <= last:
        lines.append(Line(tuple(_runs_in(block, start, last)), block.textList() is not None))
        block = block.next()
    return tuple(lines)


def part(text: str, start: int, end: int) -> str:
    """A part of ``text`` by places as Qt counts them, in units of UTF-16."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "ignore")


def places_in(text: str) -> int:
    """How many places ``text`` takes up, as Qt counts them."""
    return len(text.encode("utf-16-le")) // 2


def _relook(cursor: QTextCursor, start: int, end: int, change: Callable[[Run], Run]) -> None:
    """Give what lies between two places the looks that ``change`` makes of its own; pills stay pills."""
    parts = [
        (max(first, start), min(past, end), format_)
        for first, past, format_ in _fragments(cursor.document())
        if first < end and past > start
    ]
    writing = QTextCursor(cursor.document())
    writing.beginEditBlock()
    for first, past, format_ in parts:
        look, source = look_of(change(look_in(format_))), source_in(format_)
        writing.setPosition(first)
        writing.setPosition(past, QTextCursor.MoveMode.KeepAnchor)
        writing.setCharFormat(pill_format(source, look) if source else look)
    writing.endEditBlock()


def _fragments(document: QTextDocument) -> Iterator[tuple[int, int, QTextCharFormat]]:
    block = document.begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            yield fragment.position(), fragment.position() + fragment.length(), fragment.charFormat()
            iterator += 1
        block = block.next()


def _insert_run(cursor: QTextCursor, run: Run, known: Collection[str]) -> None:
    look = look_of(run)
    end = 0
    for found in LIQUID.finditer(run.text):
        field = field_of(found[0])
        if field and field.key in known:
            cursor.insertText(run.text[end : found.start()], look)
            cursor.insertText(LETTER, pill_format(found[0], look))
            end = found.end()
    cursor.insertText(run.text[end:], look)


def _runs_in(block: QTextBlock, start: int, end: int) -> Iterator[Run]:
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        iterator += 1
        first, past = max(fragment.position(), start), min(fragment.position() + fragment.length(), end)
        if first >= past:
            continue
        words = part(fragment.text(), first - fragment.position(), past - fragment.position())
        source = source_in(fragment.charFormat())
        if source:
            words = words.replace(LETTER, source)
        yield look_in(fragment.charFormat())._replace(text=words)
