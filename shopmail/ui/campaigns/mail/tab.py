"""The tab Mail: the editor at the left, the live mail at the right, in a narrow window over the editor."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopmail.ui.campaigns.draft.tab import Tab
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.campaigns.mail import reading
from shopmail.ui.campaigns.mail.block_list import BlockList
from shopmail.ui.campaigns.mail.history import History
from shopmail.ui.campaigns.mail.own_html import OwnHtml
from shopmail.ui.campaigns.mail.starting import EMPTY, OWN_HTML, Starting
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button, IconButton
from shopmail.ui.widgets.menu import Act, menu_of
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.campaigns.blocks.block import Block
    from shopmail.ui.campaigns.preview.pane import PreviewPane

_LEAST = 920
"""Pixels of the tab below which the preview lies over it: at 1180 of the window."""
_PREVIEW, _LEAST_PREVIEW, _APART = 464, 404, 24
_EDITOR = 520
"""Pixels that the editor wants; in a window that is none too wide, the preview is narrower for it."""
_REST = 400
"""Milliseconds without a change after which is asked what of own HTML is taken out."""


class State(NamedTuple):
    """What undo gives back."""

    html: str | None
    blocks: "tuple[Block, ...]"


class MailTab(Tab):
    """Blocks, or HTML of the owner's own; an empty mail begins with a choice."""

    TITLE = N_("Mail")

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(desk, keeper)
        self.history = History(self._written())
        self.pane: PreviewPane | None = None
        """Made when the tab comes in sight for the first time."""
        self._starts: tuple[reading.Start, ...] = ()
        self._is_choosing = self._is_empty_wanted = False
        self._was_done = self.is_done()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._around = self.latest("reading")
        self._starting = self.latest("reading")
        self._removing = self.latest("reading")
        self._furnish()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._ask_removed)
        keeper.changed.connect(self._kept_changed)
        self._show()

    def enter(self) -> None:
        written = self.keeper.written
        self._around.ask(
            self.desk.reading(lambda session, _settings: reading.surroundings(session, written)),
            self.blocks.show_around,
        )
        if not self._starts:
            starts = self.desk.reading(lambda _session, settings: reading.starts(settings))
            self._starting.ask(starts, self._show_starts)
        if self.pane is None:
            self._make_pane()
        elif self.pane:
            self.pane.refresh()
        if self.keeper.written.html is not None:
            self._ask_removed()

    def leave(self) -> None:
        self.preview.setChecked(False)

    def is_done(self) -> bool:
        return reading.is_written(self.keeper.written)

    def first(self) -> QWidget:
        shown = self._stack.currentWidget()
        if shown is self.starting:
            return self.starting.first()
        return self.own_html.source if shown is self.own_html else self.blocks.first()

    def undo(self) -> None:
        self._give_back(self.history.undo())

    def redo(self) -> None:
        self._give_back(self.history.redo())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.preview.isChecked():
            self.preview.setChecked(False)
        elif event.key() == Qt.Key.Key_Escape and self._is_choosing:
            self._choose(choosing=False)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _furnish(self) -> None:
        self.undo_button = Button(_("Undo"), "quiet", "arrow-back-up", small=True)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button = Button(_("Redo"), "quiet", "arrow-forward-up", small=True)
        self.redo_button.clicked.connect(self.redo)
        self.preview = Button(_("Preview"), icon="eye", small=True)
        self.preview.setCheckable(True)
        self.preview.toggled.connect(self._turn_preview)
        self.more = IconButton("dots", _("More"))
        menu_of(self.more, self._acts)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setSpacing(4)
        self._tool_row = row
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        row.addStretch(1)
        row.addWidget(self.preview)
        row.addWidget(self.more)
        self.starting, self.blocks, self.own_html = Starting(), BlockList(self.desk), OwnHtml(self.desk)
        self.starting.chosen.connect(self._begin)
        self.starting.cancelled.connect(lambda: self._choose(choosing=False))
        self.blocks.edited.connect(lambda blocks, field: self._edit(State(None, blocks), field))
        self.own_html.edited.connect(self._edit_html)
        self.own_html.left.connect(self._leave_html)
        self._stack = QStackedWidget()
        for part in (self.starting, self.blocks, self.own_html):
            self._stack.addWidget(part)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self._tools)
        left.addWidget(self._stack, 1)
        self.column.addLayout(left, 1)

    def _make_pane(self) -> None:
        from shopmail.ui.campaigns.preview.pane import PreviewPane

        self.pane = PreviewPane(self.desk, self.keeper)
        self.pane.setParent(self)
        self._place()

    def _turn_preview(self, on: bool) -> None:
        self.preview.setText(_("Hide preview") if on else _("Preview"))
        self._place()

    def _place(self) -> None:
        """The preview at the right, or over the right part of the editor while it is wanted."""
        is_wide = self.width() >= _LEAST
        self.preview.setVisible(not is_wide)
        width = min(_PREVIEW, self.width())
        if is_wide:
            width = max(_LEAST_PREVIEW, min(_PREVIEW, self.width() - _APART - _EDITOR))
        self.column.setContentsMargins(0, 0, width + _APART if is_wide else 0, 0)
        if self.pane is None:
            return
        # Over the editor it leaves the tools free, with the button that puts it away again.
        top = 0 if is_wide else self._tools.height() + 4
        self.pane.setGeometry(self.width() - width, top, width, self.height() - top)
        self.pane.setVisible(is_wide or self.preview.isChecked())
        self.pane.raise_()

    def _written(self) -> State:
        return State(self.keeper.written.html, self.keeper.written.blocks)

    def _edit(self, state: State, field: str = "") -> None:
        self.history.edit(state, field, self._clock.elapsed() / 1000)
        self.keeper.change(html=state.html, blocks=state.blocks)
        self._show()

    def _edit_html(self, html: str, field: str) -> None:
        # A file comes late: the owner may have gone back to blocks.
        if self.history.now.html is not None:
            self._edit(State(html, ()), field)

    def _give_back(self, state: State) -> None:
        self._is_choosing = False
        self.keeper.change(html=state.html, blocks=state.blocks)
        self._show()

    def _kept_changed(self) -> None:
        """Something of the draft is another now; the mail itself only where somebody else has changed it."""
        if self._written() != self.history.now:
            self.history.edit(self._written())
            self._show()
        if self.is_done() != self._was_done:
            self._was_done = self.is_done()
            self.changed.emit()

    def _show(self) -> None:
        html, blocks = self.history.now
        self.undo_button.setEnabled(self.history.can_undo)
        self.redo_button.setEnabled(self.history.can_redo)
        is_blank = html is None and not blocks and not self._is_empty_wanted
        self.starting.show_keep(possible=not is_blank)
        is_choosing = is_blank or self._is_choosing
        self.more.setVisible(not is_choosing)
        # The dots stand over those of the blocks; without them, the preview reaches to the edge.
        self._tool_row.setContentsMargins(0, 0, 0 if is_choosing else 8, 0)
        if is_choosing:
            self._stack.setCurrentWidget(self.starting)
        elif html is not None:
            self.own_html.show_html(html)
            self._stack.setCurrentWidget(self.own_html)
            self._timer.start()
        else:
            if self.blocks.blocks != blocks:
                self.blocks.show_blocks(blocks)
            self._stack.setCurrentWidget(self.blocks)

    def _show_starts(self, starts: tuple[reading.Start, ...]) -> None:
        self._starts = starts
        self.starting.show_starts(starts)

    def _begin(self, key: str) -> None:
        self._is_choosing = False
        self._is_empty_wanted = key == EMPTY
        if key == OWN_HTML:
            self._edit(State("", ()))
        else:
            blocks = next((start.blocks for start in self._starts if start.key == key), ())
            self._edit(State(None, blocks))
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_html(self) -> None:
        self._is_empty_wanted = False
        self._edit(State(None, ()))

    def _choose(self, *, choosing: bool) -> None:
        self._is_choosing = choosing
        self._show()
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _acts(self) -> tuple[Act, ...]:
        return ((_("Begin with something else…"), lambda: self._choose(choosing=True)),)

    def _ask_removed(self) -> None:
        written, letters = self.keeper.written, self.keeper.letters
        if written.html is None:
            return
        self._removing.ask(
            self.desk.reading(lambda session, _settings: reading.removed(session, written, letters)),
            self.own_html.show_removed,
        )
