"""The subject as it is met with: a line of an inbox on a phone, cut where a phone cuts it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.text import label, plain_tooltip
from shopmail.wording import _

PHONE = 343
"""Pixels: a screen of 375, with the margins of a mail program."""


class Inbox(Card):
    """Sender, subject and preview text below each other, each on one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(PHONE + 34)
        self.setAccessibleName(_("In an inbox on a phone"))
        self.column.addWidget(label(_("In an inbox on a phone"), "small"))
        self.column.addSpacing(8)
        self._sender, self._subject, self._preview = label("", "strong"), label(""), label("", "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self._sender, self._subject, self._preview):
            words.addWidget(part)
        self.column.addLayout(words)

    def show_mail(self, sender: str, subject: str, preview: str) -> None:
        """What the mail program shows of it."""
        for line, words in (
            (self._sender, sender or _("No sender yet")),
            (self._subject, subject or _("No subject yet")),
            (self._preview, preview or _("The beginning of the mail stands here")),
        ):
            line.ensurePolished()
            fitting = line.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, PHONE)
            line.setText(fitting)
            line.setToolTip("" if fitting == words else plain_tooltip(words))
