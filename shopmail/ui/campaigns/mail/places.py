"""Places in a text with fields: where a link reaches to, which pill is chosen, where an item begins."""

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from shopmail.ui.campaigns.mail.document import look_in
from shopmail.ui.campaigns.mail.pill import LETTER, Field, field_of, source_in


def link_at(document: QTextDocument, place: int) -> str:
    """The address that the letter at ``place`` leads to; empty for none."""
    return look_in(_format_at(document, place)).link


def pill_source_at(document: QTextDocument, place: int) -> str:
    """What the pill at ``place`` stands for; empty where there is none."""
    is_letter = document.characterAt(place) == LETTER
    return source_in(_format_at(document, place)) if is_letter else ""


def chosen_field(cursor: QTextCursor) -> Field | None:
    """The field whose pill, and nothing else, is chosen."""
    if cursor.selectionEnd() - cursor.selectionStart() != 1:
        return None
    return field_of(pill_source_at(cursor.document(), cursor.selectionStart()))


def around_link(cursor: QTextCursor) -> tuple[int, int]:
    """From where to where the link goes that the cursor is in; nothing lies between where there is none."""
    document, place = cursor.document(), cursor.position()
    link = link_at(document, place - 1) or link_at(document, place)
    start = end = place
    if not link:
        return start, end
    while start > 0 and link_at(document, start - 1) == link:
        start -= 1
    while link_at(document, end) == link:
        end += 1
    return start, end


def is_behind_link(cursor: QTextCursor) -> bool:
    """Whether what is written here would go on with a link that has ended."""
    document, place = cursor.document(), cursor.position()
    before = link_at(document, place - 1)
    return bool(before) and link_at(document, place) != before


def _format_at(document: QTextDocument, place: int) -> QTextCharFormat:
    """The format of the letter at ``place``; of nothing where a line ends."""
    block = document.findBlock(place)
    if place < 0 or not block.isValid() or place >= block.position() + block.length() - 1:
        return QTextCharFormat()
    iterator = block.begin()
    while not iterator.atEnd():
        if iterator.fragment().contains(place):
            return iterator.fragment().charFormat()
        iterator += 1
    return QTextCharFormat()
