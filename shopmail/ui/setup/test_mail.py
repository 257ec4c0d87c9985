"""A test mail to oneself: to see what customers will see, and that it arrives."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from shopmail.errors import InputRefused, OutcomeUnknown
from shopmail.ui.desk import Desk
from shopmail.ui.setup.form import open_form
from shopmail.ui.setup.online import OnlineForm
from shopmail.ui.setup.sender import SenderForm
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.sending.test_mail import Tested
    from shopmail.storage.shop import Shop


@dataclass(frozen=True)
class Ready:
    """Who would send it, and whether through SendGrid."""

    sender: str
    has_key: bool


class TestMailForm(OnlineForm):
    """It sends, so Enter in the field does not; what became of the mail is read in the form."""

    TITLE = N_("A test mail to yourself")
    SENTENCE = N_("A short mail with your shop's footer. It is marked as a test and counts in no report.")
    ENTER_SAVES = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reading = self.latest("reading")
        self._ready: Ready | None = None
        self._sent = False
        self.notice: Notice | None = None
        self.to = TextInput(_("for example {email}", email="you@example.com"))
        self.to.textEdited.connect(self._typed)
        self.field = Field(_("To"), self.to, _("An address of your own, whose mailbox you can look into."))
        self.column.addWidget(self.field)
        self.column.addWidget(self.waiting)
        self.follow()

    @property
    def over(self) -> bool:
        return self._sent

    @property
    def save_words(self) -> str:
        return _("Done") if self._sent else _("Send the test mail")

    def can_save(self) -> bool:
        can_send = self._ready is not None and bool(self._ready.sender) and bool(self.to.text().strip())
        return self._sent or can_send

    def fill(self) -> None:
        shop = self.desk.shop
        self._reading.ask(lambda: _read(shop), self._filled)

    def refill(self) -> None:
        if not (self._sent or self.asks):
            super().refill()

    def save(self) -> None:
        if self._sent:
            self._sent = False
            self.follow()
            self.saved.emit()
            return
        shop, to = self.desk.shop, self.to.text()
        self.clear_problem()
        self.field.clear_error()
        self._say("")
        self.ask(_("Handing the mail over …"), lambda: _send(shop, to), self._show_sent, self._not_sent)

    def stop_waiting(self) -> None:
        super().stop_waiting()
        self._say(
            "warn",
            _("shopmail waits no longer"),
            _("The mail may be on its way: look into your mailbox before you try again."),
        )

    def _typed(self) -> None:
        self.touch()
        self.field.clear_error()
        self.follow()

    def _filled(self, ready: Ready) -> None:
        self._ready = ready
        self.to.setText(self.to.text() or ready.sender)
        if not ready.sender:
            step = Button(_("Choose the sender"), small=True)
            step.clicked.connect(self._choose_sender)
            self._say("warn", _("Your shop has no sender address yet"), _("A mail needs one."), step=step)
        elif not ready.has_key:
            self._say(
                "quiet",
                _("SendGrid is not set up yet"),
                _(
                    "The mail goes to the rehearsal outbox, where you can open and look at it. Nobody gets"
                    " it."
                ),
            )
        else:
            self._say("")
        self.follow()

    def _choose_sender(self) -> None:
        desk = self.desk
        self.saved.emit()
        open_form(desk, SenderForm)

    def _show_sent(self, tested: "Tested") -> None:
        self._sent, self.touched = True, False
        file = tested.file
        if file is None:
            self._say(
                "good",
                _("Handed over to SendGrid"),
                _(
                    "Look into the mailbox of {email}: it should be there in a few minutes. If it is not,"
                    " look among the spam.",
                    email=tested.to,
                ),
            )
        else:
            step = Button(_("Open it"), small=True)
            step.clicked.connect(lambda: _open(file))
            self._say(
                "good",
                _("The mail lies in the rehearsal outbox"),
                _("Open it in your mail program to see what your customers will see."),
                step=step,
            )
        self.follow()
        self.desk.changed()

    def _not_sent(self, problem: Exception) -> None:
        if isinstance(problem, OutcomeUnknown):
            self._say(
                "warn",
                problem.title,
                problem.message,
                _("The mail may be on its way: look into your mailbox before you try again."),
            )
        elif isinstance(problem, InputRefused):
            self.field.show_error(f"{problem.message} {problem.remedy}")
            self.to.setFocus()
        else:
            self.show_failure(problem)

    def _say(self, state: str, title: str = "", *sentences: str, step: Button | None = None) -> None:
        if self.notice:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None
        if state:
            self.notice = Notice(state, title, *sentences, step=step)
            self.column.addWidget(self.notice)


def _read(shop: "Shop") -> Ready:
    from shopmail import keychain

    return Ready(shop.settings().sender.email, keychain.place_of(shop.id) is not None)


def _send(shop: "Shop", to: str) -> "Tested":
    from shopmail.sending.post_office import post_office
    from shopmail.sending.test_mail import send_test_mail

    return send_test_mail(shop, post_office(shop), to)


def _open(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
