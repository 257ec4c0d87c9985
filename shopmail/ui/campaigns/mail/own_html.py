"""HTML of the owner's own: pasted, typed or from a file, and what of it is taken out before it is sent."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.background import Latest
from shopmail.ui.campaigns.mail import reading
from shopmail.ui.desk import Desk
from shopmail.ui.importing.dropping import FileDrops
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.file_dialogs import ask_for_file
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_NAMED = 8
"""Of what was taken out, so many are named."""


class HtmlInput(QPlainTextEdit):
    """The source itself. Undo is the page's matter; Tab goes on to the next control."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "input")
        self.setPlaceholderText(_("Paste the HTML here, or drop the file."))
        self.setAccessibleName(_("HTML of the mail"))
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        # A file that is dropped is to be read, not to leave its name in the text.
        self.setAcceptDrops(False)

    def source(self) -> str:
        """The text as it is; ``toPlainText`` would make blanks of what must not break."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and any(event.matches(keys) for keys in _UNDO)
        ):
            event.ignore()
            return True
        return super().event(event)


class OwnHtml(QWidget):
    """``edited`` carries the HTML as it is now, and a name for the field that was written into, or nothing.

    ``left`` comes when the owner wants blocks again.
    """

    edited = Signal(str, str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._taking: Latest = desk.latest("files", self)
        self._filling = False
        self.source = HtmlInput()
        self.source.textChanged.connect(self._changed)
        self.open = Button(_("Open a file…"), icon="folder-open", small=True)
        self.open.clicked.connect(self._choose)
        self.leave = Button(_("Back to blocks…"), "quiet", small=True)
        self.leave.clicked.connect(self._ask)
        self._refused = label("", "small", wrap=True)
        self._refused.setProperty("state", "bad")
        self._removed = label("", "small", wrap=True)
        for line in (self._refused, self._removed):
            line.hide()
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._refused)
        column.addWidget(self.source, 1)
        column.addWidget(self._removed)
        drops = FileDrops(self)
        drops.dropped.connect(self.take)

    @property
    def removed(self) -> str:
        """The sentence about what is taken out; empty for nothing."""
        return self._removed.text()

    @property
    def refused(self) -> str:
        """Why a file was not taken; empty while nothing is wrong."""
        return self._refused.text() if not self._refused.isHidden() else ""

    def show_html(self, html: str) -> None:
        """Show this source; the cursor stays where it was as far as there is such a place."""
        if self.source.source() == html:
            return
        cursor = self.source.textCursor()
        place = cursor.position()
        self._filling = True
        self.source.setPlainText(html)
        self._filling = False
        cursor.setPosition(min(place, self.source.document().characterCount() - 1))
        self.source.setTextCursor(cursor)

    def show_removed(self, removed: Sequence[str]) -> None:
        """What the owner wrote and nobody gets."""
        named = "\n".join(f"· {words}" for words in removed[:_NAMED])
        title = n_(
            "{count} thing is taken out before the mail is sent, because mail programs don't allow it:",
            "{count} things are taken out before the mail is sent, because mail programs don't allow them:",
            len(removed),
        )
        self._removed.setText(
            f"{title}\n{named}" + ("\n· …" if len(removed) > _NAMED else "") if removed else ""
        )
        self._removed.setVisible(bool(removed))

    def take(self, path: str) -> None:
        """Put the text of a file in the place of what is there."""
        self._refused.hide()
        self._taking.ask(lambda: reading.html_from(path), self._took, self._not_taken)

    def _took(self, html: str) -> None:
        self.show_html(html)
        self.edited.emit(self.source.source(), "")

    def _not_taken(self, problem: Exception) -> None:
        if not isinstance(problem, ShopmailError):
            raise problem
        self._refused.setText(" ".join(filter(None, (problem.message, problem.remedy))))
        self._refused.show()

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit(self.source.source(), "html")

    def _choose(self) -> None:
        ask_for_file(self.window(), _("Open HTML"), _("HTML (*.html *.htm)"), self.take)

    def _ask(self) -> None:
        sheet = Sheet(
            _("Back to blocks?"),
            _("The HTML is put away, and the mail begins with no blocks. Undo brings the HTML back."),
        )
        sheet.add_button(Button(_("Keep the HTML"), "quiet")).clicked.connect(sheet.close_sheet)
        sheet.primary = sheet.add_button(Button(_("Back to blocks"), "primary"))
        sheet.primary.clicked.connect(sheet.close_sheet)
        sheet.primary.clicked.connect(self.left)
        self._desk.open_sheet(sheet)
