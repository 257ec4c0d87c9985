"""One rehearsed mail in its card: who would get it from whom, its subject, and the mail or its plain text."""

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout

from shopmail.ui.campaigns.outbox.reading import Opened
from shopmail.ui.campaigns.preview import leading
from shopmail.ui.campaigns.preview.mail_view import MailView
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.chips import Toggle
from shopmail.ui.widgets.text import ElidedLabel, label
from shopmail.wording import _


class MailCard(Card):
    """``show_mail`` shows one; a pressed link tells where it leads, and is not followed.

    ``toggle`` stands where whoever shows the card has room for it.
    """

    def __init__(self) -> None:
        super().__init__(margins=(1, 12, 1, 1))
        self._subject = label("", "strong", wrap=True)
        self._to, self._sender = ElidedLabel("", "muted"), ElidedLabel("", "muted")
        self.toggle = Toggle((("mail", _("Mail")), ("text", _("Plain text"))), "mail", _("What is shown"))
        self.toggle.chosen.connect(self._turn)
        self.view, self.text = MailView(), QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Plain text"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.text)
        self._leads = label("", "small", wrap=True)
        self._leads.setContentsMargins(16, 8, 16, 8)
        self._leads.hide()
        self.view.link_pressed.connect(self._tell_link)
        words = QVBoxLayout()
        words.setContentsMargins(16, 0, 16, 12)
        words.setSpacing(2)
        words.addWidget(self._subject)
        # The moment has a place of its own: however long an address is, it is to be read.
        self._when = label("", "muted")
        to = QHBoxLayout()
        to.setSpacing(16)
        to.addWidget(self._to, 1)
        to.addWidget(self._when)
        words.addLayout(to)
        words.addWidget(self._sender)
        self.column.addLayout(words)
        self.column.addWidget(hairline())
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(self._leads)

    def show_mail(self, mail: Opened, when: str) -> None:
        """``when`` it leaves, in words; empty: at once."""
        self._subject.setText(mail.subject)
        self._to.say(_("To {address}", address=mail.to))
        self._when.setText(when)
        self._sender.say(_("From {address}", address=mail.sender))
        self._leads.hide()
        self.view.show_html(mail.html)
        self.text.setPlainText(mail.text)

    def _turn(self, key: str) -> None:
        self._stack.setCurrentWidget(self.view if key == "mail" else self.text)

    def _tell_link(self, address: str) -> None:
        self._leads.setText(leading.words(address))
        self._leads.show()
