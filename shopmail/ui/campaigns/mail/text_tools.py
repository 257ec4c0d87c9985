"""The tools of the text that is open: bold, italic, link, list, and a field to put in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from shopmail.ui.campaigns.mail import document
from shopmail.ui.campaigns.mail.field_text import FieldText
from shopmail.ui.widgets.buttons import Button, IconButton
from shopmail.wording import _


class TextTools(QWidget):
    """They work on ``text``, which keeps the keyboard meanwhile; without ``looks``, fields only."""

    def __init__(self, text: FieldText, *, looks: bool = True) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.bold = self._tool("bold", _("Bold (Ctrl+B)"))
        self.italic = self._tool("italic", _("Italic (Ctrl+I)"))
        self.link = self._tool("link", _("Link (Ctrl+K)"))
        self.list = self._tool("list", _("Bulleted list"))
        self.field = Button(_("Insert field"), icon="plus", small=True)
        self.bold.clicked.connect(text.toggle_bold)
        self.italic.clicked.connect(text.toggle_italic)
        self.link.clicked.connect(text.ask_link)
        self.list.clicked.connect(text.toggle_list)
        for tool in (self.bold, self.italic, self.list):
            # What it does decides how it looks, not that it was clicked.
            tool.clicked.connect(self._show_looks)
        self.field.clicked.connect(text.insert_field)
        for tool in (self.bold, self.italic, self.link):
            tool.setVisible(looks)
        self.list.setVisible(text.lists)
        self._text = text
        for tool in (self.bold, self.italic, self.list):
            tool.setCheckable(True)
        text.currentCharFormatChanged.connect(lambda _look: self._show_looks())
        text.cursorPositionChanged.connect(self._show_looks)
        for part in (self.bold, self.italic, self.link, self.list, self.field):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _show_looks(self) -> None:
        """Press down what the words at the cursor look like."""
        look = document.look_in(self._text.currentCharFormat())
        self.bold.setChecked(look.bold)
        self.italic.setChecked(look.italic)
        self.list.setChecked(self._text.textCursor().block().textList() is not None)

    def _tool(self, icon: str, words: str) -> IconButton:
        made = IconButton(icon, words)
        # A click leaves the words chosen that it is about; Tab still comes by.
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
