"""The blocks of the mail below each other: opened, added, moved, duplicated and deleted."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopmail.ui.campaigns.mail import arranging, kinds
from shopmail.ui.campaigns.mail.block_line import BlockLine
from shopmail.ui.campaigns.mail.editors import (
    BlockEditor,
    ButtonEditor,
    DividerEditor,
    SpacingEditor,
    WordsEditor,
)
from shopmail.ui.campaigns.mail.kinds import FOOTER, KINDS, kind_of
from shopmail.ui.campaigns.mail.picture_editor import PictureEditor
from shopmail.ui.campaigns.mail.reading import Surroundings
from shopmail.ui.campaigns.mail.summary import Summary, summary
from shopmail.ui.desk import Desk
from shopmail.ui.importing.dropping import FileDrops
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.text import label
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.campaigns.blocks.block import Block

_RIM = 2
"""Pixels above and below the lines."""
_MARK = 2


class BlockList(QScrollArea):
    """``edited`` carries all blocks as they are now, and a name for the field that was written into.

    One block is open at a time, so there is one editor of each kind, handed from line to line.
    """

    edited = Signal(tuple, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._around = Surroundings((), {})
        self._editors: dict[str, BlockEditor] = {}
        self.blocks: tuple[Block, ...] = ()
        self.opened: int | None = None
        """The place of the block that is open."""
        self.lines: list[BlockLine] = []
        """Those in use come first; the others wait to be used again."""
        self._drop_at: int | None = None
        self._furnish()

    def show_blocks(self, blocks: "tuple[Block, ...]") -> None:
        """Show these blocks; the one that is open stays so where it can be found again."""
        self._set_open(self._still_open(blocks))
        self.blocks = blocks
        self._show()

    def show_around(self, around: Surroundings) -> None:
        """What the blocks are shown with: fields and pictures."""
        if around == self._around:
            return
        self._around = around
        for editor in self._editors.values():
            self._tell(editor)
        self._show()

    def open_block(self, place: int) -> None:
        """Open the block at ``place``, the keyboard in it."""
        self._set_open(place)
        self._show()
        editor = self.lines[place].editor
        target = (editor.first() if editor else None) or self.lines[place].head
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        # Below the last line there is room only when the open block has got its height.
        self._inside.adjustSize()
        self.ensureWidgetVisible(self.lines[place], 0, 24)

    def close_block(self) -> None:
        """Close what is open; the keyboard goes to its first line."""
        place = self.opened
        self._set_open(None)
        self._show()
        if place is not None and place < len(self.blocks):
            self._focus(place)

    def add(self, key: str) -> None:
        """A new block of this kind behind the one that is open, or at the end."""
        place = len(self.blocks) if self.opened is None else self.opened + 1
        self._change(arranging.put(self.blocks, place, kinds.new(key)), place)
        self.open_block(place)

    def _add_picture(self, path: str) -> None:
        """A picture was dropped beside all that would take it: a new block for it."""
        self.add("picture")
        editor = self._editors["picture"]
        if isinstance(editor, PictureEditor):
            editor.take(path)

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.lines[0].head if self.blocks else self.adding[KINDS[0].key]

    def _furnish(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, _RIM, 0, _RIM)
        self._column.setSpacing(8)
        self.footer = BlockLine(FOOTER, is_fixed=True)
        self.footer.show_block(FOOTER, Summary("", _("Your details and the unsubscribe link, always there")))
        self._column.addWidget(self.footer)
        self.adding: dict[str, Button] = {}
        self._column.addWidget(self._add_row())
        self._column.addStretch(1)
        self._mark = QFrame(self._inside)
        self._mark.setProperty("mark", "drop")
        self._mark.hide()
        self.setWidget(self._inside)
        drops = FileDrops(self)
        drops.dropped.connect(self._add_picture)

    def _add_row(self) -> QWidget:
        held = QWidget()
        around = QHBoxLayout(held)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(8)
        said = label(_("Add:"), "muted")
        said.setFixedHeight(28)
        around.addWidget(said, 0, Qt.AlignmentFlag.AlignTop)
        # The second line begins under the first kind, not under the word.
        kinds = QWidget()
        row = Flow()
        kinds.setLayout(row)
        around.addWidget(kinds, 1)
        for kind in KINDS:
            button = Button(_(kind.title), "quiet", kind.icon, small=True)
            button.setAccessibleName(_("Add: {kind}", kind=_(kind.title)))
            button.clicked.connect(partial(self.add, kind.key))
            self.adding[kind.key] = button
            row.addWidget(button)
        return held

    def _show(self) -> None:
        while len(self.lines) < len(self.blocks):
            self._make_line()
        titles = dict(self._around.fields)
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(self.blocks))
            if place >= len(self.blocks):
                line.close_editor()
                continue
            block = self.blocks[place]
            if place == self.opened:
                editor = self._editor_for(block)
                line.open_with(editor)
                editor.show_block(block)
            else:
                line.close_editor()
            if line.shown != (block, self._around, line.editor):
                line.shown = (block, self._around, line.editor)
                line.show_block(kind_of(block), summary(block, titles, self._around.pictures))

    def _make_line(self) -> None:
        line, place = BlockLine(), len(self.lines)
        line.wanted.connect(partial(self._act, place))
        line.head.dragged.connect(partial(self._drag, place))
        line.head.dropped.connect(partial(self._drop, place))
        self.lines.append(line)
        self._column.insertWidget(place, line)

    def _set_open(self, place: int | None) -> None:
        if self.opened is not None and self.opened != place:
            self.lines[self.opened].close_editor()
        self.opened = place

    def _editor_for(self, block: "Block") -> BlockEditor:
        key = kind_of(block).key
        if key not in self._editors:
            editor = self._editors[key] = self._made(key)
            editor.edited.connect(self._written)
            self._tell(editor)
        return self._editors[key]

    def _made(self, key: str) -> BlockEditor:
        fields = self._around.fields
        makers: Mapping[str, Callable[[], BlockEditor]] = {
            "heading": lambda: WordsEditor(fields, _("What this is about"), lists=False),
            "text": lambda: WordsEditor(fields, _("Write here"), lists=True),
            "button": lambda: ButtonEditor(fields),
            "picture": lambda: PictureEditor(self._desk),
            "divider": DividerEditor,
            "spacing": SpacingEditor,
        }
        return makers[key]()

    def _tell(self, editor: BlockEditor) -> None:
        editor.show_fields(self._around.fields)
        if isinstance(editor, PictureEditor):
            editor.show_known(self._around.pictures)

    def _written(self, was: "Block", block: "Block", key: str) -> None:
        place = self._place_of(was)
        if place is not None:
            self._change(arranging.replaced(self.blocks, place, block), self.opened, f"{place} {key}")

    def _place_of(self, block: "Block") -> int | None:
        """Where a block stands. A picture comes late: its block may be closed by then, moved or deleted."""
        if self.opened is not None and self.blocks[self.opened] == block:
            return self.opened
        return self.blocks.index(block) if block in self.blocks else None

    def _change(self, blocks: "tuple[Block, ...]", opened: int | None, field: str = "") -> None:
        self._set_open(opened)
        self.blocks = blocks
        self._show()
        self.edited.emit(blocks, field)

    def _still_open(self, blocks: "tuple[Block, ...]") -> int | None:
        """Where the block that is open stands in ``blocks``; None where it is not among them."""
        if self.opened is None:
            return None
        was = self.blocks[self.opened]
        if len(blocks) == len(self.blocks):
            return self.opened if kind_of(blocks[self.opened]) == kind_of(was) else None
        return blocks.index(was) if was in blocks else None

    def _act(self, place: int, act: str) -> None:
        last = len(self.blocks) - 1
        if act == "open":
            self.close_block() if place == self.opened else self.open_block(place)
        elif act == "close":
            self.close_block()
        elif act == "duplicate":
            self._duplicate(place)
        elif act == "delete":
            self._delete(place)
        elif act in ("up", "down"):
            self._move(place, max(0, place - 1) if act == "up" else min(last, place + 1))
        elif act in ("before", "after"):
            self._focus(max(0, place - 1) if act == "before" else min(last, place + 1))

    def _move(self, place: int, to: int) -> None:
        order = arranging.moved(tuple(range(len(self.blocks))), place, to)
        opened = None if self.opened is None else order.index(self.opened)
        self._change(arranging.moved(self.blocks, place, to), opened)
        self._focus(to)

    def _duplicate(self, place: int) -> None:
        opened = self.opened + 1 if self.opened is not None and self.opened > place else self.opened
        self._change(arranging.put(self.blocks, place + 1, self.blocks[place]), opened)
        self._focus(place + 1)

    def _delete(self, place: int) -> None:
        opened = None if self.opened in (None, place) else self.opened
        if opened is not None and opened > place:
            opened -= 1
        self._change(arranging.without(self.blocks, place), opened)
        if self.blocks:
            self._focus(min(place, len(self.blocks) - 1))
        else:
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus(self, place: int) -> None:
        self.lines[place].head.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.lines[place], 0, 24)

    def _drag(self, place: int, on_screen: int) -> None:
        """Show between which lines the block would come to stand."""
        here = self._inside.mapFromGlobal(QPoint(0, on_screen)).y()
        others = [line for at, line in enumerate(self.lines[: len(self.blocks)]) if at != place]
        to = sum(line.geometry().center().y() < here for line in others)
        self._drop_at = to
        below = others[to].geometry().top() - 5 if to < len(others) else self.footer.geometry().top() - 5
        self._mark.setGeometry(0, below, self._inside.width(), _MARK)
        self._mark.show()
        self._mark.raise_()
        self.ensureVisible(0, here, 0, 24)

    def _drop(self, place: int) -> None:
        to, self._drop_at = self._drop_at, None
        self._mark.hide()
        if to is not None and to != place:
            self._move(place, to)
