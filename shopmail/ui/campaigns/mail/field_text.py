"""The text with fields that the owner writes into: the subject, a heading, paragraphs of a mail."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)

from shopmail.campaigns.blocks.markup import Line, Run
from shopmail.ui.campaigns.mail import document, places
from shopmail.ui.campaigns.mail.field_popup import FieldPopup, LinkPopup
from shopmail.ui.campaigns.mail.pill import LETTER, Field, field_of, pill_format, source_in, source_of
from shopmail.ui.campaigns.mail.pill_text import PillText
from shopmail.ui.widgets.buttons import ENTER

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class FieldText(PillText):
    """A ``PillText`` with its keys and acts: bold, italic, links, lists, and fields that are asked for.

    Ctrl+B, Ctrl+I and Ctrl+K as everywhere; a pill that is clicked, or chosen, is changed.
    """

    def toggle_bold(self) -> None:
        """Make the chosen words bold, or what is written next; or plain again."""
        look = QTextCharFormat()
        bold = self.currentCharFormat().fontWeight() >= QFont.Weight.DemiBold
        look.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.DemiBold)
        self.mergeCurrentCharFormat(look)

    def toggle_italic(self) -> None:
        """Make the chosen words italic, or what is written next; or plain again."""
        look = QTextCharFormat()
        look.setFontItalic(not self.currentCharFormat().fontItalic())
        self.mergeCurrentCharFormat(look)

    def toggle_list(self) -> None:
        """Put the chosen lines into a list, or out of it."""
        chosen = self.textCursor()
        out = chosen.block().textList() is not None
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().findBlock(chosen.selectionStart())
        while block.isValid() and block.position() <= chosen.selectionEnd():
            cursor.setPosition(block.position())
            if out:
                document.end_item(cursor)
            elif block.textList() is None:
                document.make_item(cursor)
            block = block.next()
        cursor.endEditBlock()

    def insert_field(self) -> FieldPopup:
        """Ask for a field below the cursor and put it in; or change the one that is chosen."""
        popup = FieldPopup(self.fields, places.chosen_field(self.textCursor()), self)
        popup.chosen.connect(self._put_in)
        popup.open_at(self._below_cursor(), popup.field)
        return popup

    def ask_link(self) -> LinkPopup:
        """Ask where the chosen words, or those of the link that the cursor is in, are to lead."""
        cursor = self.textCursor()
        now = document.look_in(self.currentCharFormat()).link
        if not cursor.hasSelection():
            # Not by the format alone: it outlives the words of a link that were deleted.
            start, end = places.around_link(cursor)
            now = places.link_at(self.document(), start) if start < end else ""
            if now:
                self._choose(start, end)
            else:
                cursor.select(QTextCursor.SelectionType.WordUnderCursor)
                self.setTextCursor(cursor)
        popup = LinkPopup(now, self)
        popup.chosen.connect(self._lead_to)
        popup.open_at(self._below_cursor(), popup.address)
        return popup

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if not self.own_undo and any(event.matches(keys) for keys in _UNDO):
                # Undo is the page's: its shortcut is to have the key.
                event.ignore()
                return True
            if self._look_key(event):
                event.accept()
                return True
        if event.type() == QEvent.Type.PaletteChange and self._source:
            self.tint_links()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        look = self._look_key(event)
        if look:
            look()
        elif event.key() in ENTER and self.one_line:
            event.ignore()
        elif event.key() in ENTER:
            self._break_line()
        elif event.key() == Qt.Key.Key_Backspace and self._at_start_of_item():
            document.end_item(self.textCursor())
        elif event.text() == " " and self._begins_item():
            self._begin_item()
        else:
            if event.text().isprintable() and event.text():
                self._leave_link()
            super().keyPressEvent(event)
            if event.text() == "}":
                self._dress_field()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            place = self.pill_at(event.position())
            if place is not None:
                self._choose(place, place + 1)
                self.insert_field()

    def pill_at(self, point: QPointF) -> int | None:
        """The place of the pill under ``point`` of the widget; None where there is none."""
        inside = point + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        if not source_in(self.document().documentLayout().formatAt(inside)):
            return None
        cursor = self.cursorForPosition(point.toPoint())
        is_behind = self.cursorRect(cursor).left() > point.x()
        return cursor.position() - 1 if is_behind else cursor.position()

    def _look_key(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key with Ctrl does to the looks of the words."""
        if not self.rich or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return None
        looks = {
            Qt.Key.Key_B: self.toggle_bold,
            Qt.Key.Key_I: self.toggle_italic,
            Qt.Key.Key_K: self.ask_link,
        }
        return looks.get(Qt.Key(event.key()))

    def _break_line(self) -> None:
        cursor = self.textCursor()
        if cursor.block().textList() and cursor.block().length() == 1:
            document.end_item(cursor)
        else:
            cursor.insertBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _at_start_of_item(self) -> bool:
        cursor = self.textCursor()
        return not cursor.hasSelection() and cursor.atBlockStart() and cursor.block().textList() is not None

    def _begins_item(self) -> bool:
        """Whether the blank that is being written makes the line an item: “- ” at its start."""
        cursor = self.textCursor()
        is_dash = cursor.positionInBlock() == 1 and self.document().characterAt(cursor.position() - 1) == "-"
        return self.lists and is_dash and not cursor.hasSelection() and cursor.block().textList() is None

    def _begin_item(self) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.deletePreviousChar()
        document.make_item(cursor)
        cursor.endEditBlock()

    def _leave_link(self) -> None:
        """What is written behind a link does not belong to it."""
        if not self.textCursor().hasSelection() and places.is_behind_link(self.textCursor()):
            look = document.look_in(self.currentCharFormat())
            self.setCurrentCharFormat(document.look_of(look._replace(link="")))

    def _dress_field(self) -> None:
        """A field that was written by hand becomes a pill when its braces are closed."""
        cursor = self.textCursor()
        before = document.part(cursor.block().text(), 0, cursor.positionInBlock())
        start = before.rfind("{{")
        source = before[start:]
        field = field_of(source) if start >= 0 else None
        if field and field.key in dict(self.fields):
            self._choose(cursor.position() - document.places_in(source), cursor.position())
            self._write_pill(source)

    def _put_in(self, field: Field) -> None:
        self._write_pill(source_of(field))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_pill(self, source: str) -> None:
        cursor = self.textCursor()
        look = document.look_of(document.look_in(self.currentCharFormat()))
        cursor.insertText(LETTER, pill_format(source, look))
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(look)

    def _lead_to(self, address: str) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            if address:
                document.insert(cursor, (Line((Run(address, link=address),)),), ())
            return
        document.lead_to(cursor, address)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _below_cursor(self) -> QPoint:
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart())
        return self.viewport().mapToGlobal(self.cursorRect(cursor).bottomLeft() + QPoint(0, 4))
