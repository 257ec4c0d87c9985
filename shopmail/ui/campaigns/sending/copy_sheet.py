"""A copy of the mail that one recipient got, or will get, to look at."""

from shopmail.ui.campaigns.outbox.reading import Opened
from shopmail.ui.campaigns.preview import leading
from shopmail.ui.campaigns.preview.mail_view import MailView
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _

_HIGH = 420


class CopySheet(Sheet):
    """A pressed link tells where it leads, and is not followed."""

    def __init__(self, mail: Opened) -> None:
        told = _("To {address}, written with what is known of them today.", address=mail.to)
        super().__init__(mail.subject, told, width=720)
        self.view = MailView()
        self.view.setFixedHeight(_HIGH)
        self.view.link_pressed.connect(self._tell_link)
        card = Card(margins=(1, 1, 1, 1))
        card.column.addWidget(self.view)
        self.body.addWidget(card)
        self._leads = label("", "small", wrap=True)
        self._leads.hide()
        self.body.addWidget(self._leads)
        self.primary = self.add_button(Button(_("Close")))
        self.primary.clicked.connect(self.close_sheet)
        self.view.show_html(mail.html)

    def _tell_link(self, address: str) -> None:
        self._leads.setText(leading.words(address))
        self._leads.show()
