"""One block in the list: its first line, and below it, while it is open, what the owner writes into."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopmail.ui.campaigns.mail.block_head import BlockHead
from shopmail.ui.campaigns.mail.editors import BlockEditor
from shopmail.ui.campaigns.mail.kinds import KINDS, Kind
from shopmail.ui.campaigns.mail.summary import Summary
from shopmail.ui.widgets.buttons import IconButton
from shopmail.ui.widgets.card import hairline
from shopmail.ui.widgets.menu import Act, menu_of
from shopmail.ui.widgets.text import restyle
from shopmail.wording import _


class BlockLine(QFrame):
    """``wanted`` carries an act of the owner's on this block, as ``BlockHead`` names them, and ``close``.

    A line is used again for another block when the list changes.
    """

    wanted = Signal(str)

    def __init__(self, kind: Kind = KINDS[0], *, is_fixed: bool = False) -> None:
        super().__init__()
        self.setObjectName("card")
        self.head = BlockHead(kind, is_fixed=is_fixed)
        self.head.wanted.connect(self.wanted)
        self.more = IconButton("dots", _("More"))
        self.more.setVisible(not is_fixed)
        menu_of(self.more, self._acts)
        self.editor: BlockEditor | None = None
        self.shown: object = None
        """What the first line was made from, so that it is not made again for nothing."""
        self._line = hairline()
        self._line.hide()
        self._top = QHBoxLayout()
        self._top.setContentsMargins(0, 0, 7, 0)
        self._top.setSpacing(4)
        self._top.addWidget(self.head, 1)
        self._top.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 1, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._top)
        self._column.addWidget(self._line)

    def show_block(self, kind: Kind, summary: Summary) -> None:
        """Be the line of this block."""
        self.head.show_block(kind, summary, is_open=self.editor is not None)
        self.more.setAccessibleName(_("More about: {block}", block=self.head.accessibleName()))

    def open_with(self, editor: BlockEditor) -> None:
        """Stand open, with ``editor`` below the first line and its tools in it."""
        if self.editor is editor:
            return
        self.close_editor()
        self.editor = editor
        if editor.tools:
            self._top.insertWidget(1, editor.tools)
            editor.tools.show()
        self._line.show()
        self._column.addWidget(editor)
        editor.show()
        restyle(self, "open", "true")

    def close_editor(self) -> None:
        """Be one line again; the editor is free for another block."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        # They stay this line's children until another one takes them, so that they end with the page.
        for part in (editor, editor.tools):
            if part:
                part.hide()
        self._line.hide()
        restyle(self, "open", "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.editor:
            self.wanted.emit("close")
        else:
            super().keyPressEvent(event)

    def _acts(self) -> Sequence[Act]:
        def act(name: str) -> Callable[[], object]:
            return lambda: self.wanted.emit(name)

        return (
            (_("Move up"), act("up")),
            (_("Move down"), act("down")),
            (_("Duplicate"), act("duplicate")),
            (_("Delete"), act("delete")),
        )
