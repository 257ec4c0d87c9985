"""The screen that the mail is looked at on: its head as an inbox shows it, and the mail below."""

from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedWidget, QVBoxLayout

from shopmail.ui.campaigns.preview.mail_view import MailView
from shopmail.ui.campaigns.preview.reading import Sight
from shopmail.ui.widgets.card import hairline
from shopmail.ui.widgets.text import ElidedLabel, restyle
from shopmail.wording import _

WIDTHS = {"phone": 375, "desktop": 640}
"""CSS pixels across: a usual phone; a usual mail, which is 600 wide, with the room that programs leave it."""

_BORDERS, _ANY_WIDTH = 2, 16_777_215


class Device(QFrame):
    """A phone is as wide as one, where there is room; a desktop's mail is drawn smaller to fit."""

    def __init__(self) -> None:
        super().__init__()
        self.subject = ElidedLabel("", "strong")
        self.from_to = ElidedLabel("", "small")
        self.preview_text = ElidedLabel("", "small")
        head = QVBoxLayout()
        head.setContentsMargins(15, 11, 15, 10)
        head.setSpacing(2)
        for line in (self.subject, self.preview_text, self.from_to):
            head.addWidget(line)
        self.view = MailView()
        self.text = QPlainTextEdit()
        self.text.setProperty("kind", "mail")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The mail as plain text"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self._stack, 1)
        self.show_on("phone", "light")

    def show_head(self, sight: Sight) -> None:
        """Subject, the line that inboxes show behind it, and from whom to whom."""
        drawn, person = sight.drawn, sight.person
        self.subject.say(drawn.subject or _("No subject yet"))
        self.preview_text.say(drawn.preview_text)
        self.preview_text.setVisible(bool(drawn.preview_text))
        to = (person.name or person.email) if person else drawn.to
        self.from_to.say(_("{sender} · to {person}", sender=_name(drawn.sender), person=to))

    def show_on(self, kind: str, look: str) -> None:
        """Look at it on a phone or a desktop (``WIDTHS``); ``look`` is a key of ``controls.LOOKS``."""
        restyle(self, "screen", kind)
        self.setMaximumWidth(WIDTHS[kind] + _BORDERS if kind == "phone" else _ANY_WIDTH)
        self.view.show_width(WIDTHS[kind])
        if look == "text":
            self._stack.setCurrentWidget(self.text)
        else:
            self._stack.setCurrentWidget(self.view)
            self.view.show_as(dark=look == "dark", pictures=look != "no-pictures")


def _name(sender: str) -> str:
    """What an inbox shows of ``Name <address>``."""
    return sender.rpartition(" <")[0] or sender
