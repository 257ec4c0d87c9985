"""The sender: the address and name people see, picked from those that SendGrid has verified."""

from typing import TYPE_CHECKING

from shopmail.delivery.mailbox_services import is_mailbox_service
from shopmail.errors import DeliveryError
from shopmail.ui.desk import Desk
from shopmail.ui.setup import sender_choices
from shopmail.ui.setup.online import OnlineForm
from shopmail.ui.setup.sender_choices import Checked, Filled
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import Choice, TextInput
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.state_chip import StateLabel
from shopmail.ui.widgets.states import State
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.delivery.senders import Senders

VERIFIED = State("good", "circle-check", N_("Verified by SendGrid"))
NOT_VERIFIED = State("warn", "alert-triangle", N_("Not verified by SendGrid"))
NOT_CHECKED = State("quiet", "help-circle", N_("Not checked yet"))

_OTHER = "other"


class SenderForm(OnlineForm):
    """An address can be typed without a key as well; it is checked as soon as there is one."""

    TITLE = N_("Sender address")
    SENTENCE = N_("The name and address that people see as the sender of your mails.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reading = self.latest("reading")
        self._checking = self.latest("reading")
        self._senders: Senders | None = None
        self.known = Choice()
        self.known.chosen.connect(self._pick)
        self.known_field = Field(_("Verified in your SendGrid account"), self.known)
        self.email = TextInput(_("for example {email}", email="shop@example.com"))
        self.email_field = Field(_("Address"), self.email)
        self.state = StateLabel(NOT_CHECKED)
        self.name = TextInput()
        self.name_field = Field(_("Name"), self.name, _("People read it before anything else."))
        self.reply_to = TextInput()
        self.reply_field = Field(_("Answers go to"), self.reply_to, _("Leave it empty for the same address."))
        self.warning: Notice | None = None
        self._warned_of = ""
        for line in (self.email, self.name, self.reply_to):
            line.textEdited.connect(self._typed)
        for part in (self.waiting, self.known_field, self.email_field, self.state):
            self.column.addWidget(part)
        self.column.addWidget(self.name_field)
        self.column.addWidget(self.reply_field)
        self.known_field.hide()
        self._show_state()

    def can_save(self) -> bool:
        return bool(self.email.text().strip())

    def follow(self) -> None:
        # Nobody has to wait for SendGrid's answer to save what was typed.
        self.set_ready(self.can_save())

    def fill(self) -> None:
        shop = self.desk.shop
        self._reading.ask(lambda: sender_choices.read(shop), self._filled)

    def save(self) -> None:
        email, reply_to = self.email.text(), self.reply_to.text()
        self._checking.ask(lambda: sender_choices.checked(email, reply_to), self._save)

    def _filled(self, found: Filled) -> None:
        if not self.touched:
            self.email.setText(found.sender.email)
            # Where nothing is set yet, the shop's own name is what people know.
            self.name.setText(found.sender.name or ("" if found.sender.email else found.shop_name))
            self.reply_to.setText(found.sender.reply_to)
        self.name.setPlaceholderText(found.shop_name)
        self._show_state()
        self.follow()
        if found.has_key and self._senders is None and not self.asks:
            shop = self.desk.shop
            self.ask(
                _("Asking SendGrid which addresses are verified …"),
                lambda: sender_choices.ask_senders(shop),
                self._show_senders,
                self._not_told,
            )

    def _save(self, checked: Checked) -> None:
        if checked.email_error or checked.reply_error:
            for field, error in (
                (self.reply_field, checked.reply_error),
                (self.email_field, checked.email_error),
            ):
                if error:
                    field.show_error(error)
                    field.control.setFocus()
            return
        self.stop_waiting()
        self.write_settings(
            {
                "sender.email": checked.email,
                "sender.name": self.name.text(),
                "sender.reply_to": checked.reply_to,
            },
            _("The sender is {email} now.", email=checked.email),
        )

    # ---- what SendGrid says ----

    def _show_senders(self, senders: "Senders | None") -> None:
        self._senders = senders
        choices = sender_choices.choices(senders) if senders else []
        self.known_field.setVisible(bool(choices))
        self.known.fill([*choices, (_OTHER, _("Another address"))])
        if choices and not self.email.text():
            self._pick(choices[0][0])
        self._show_state()

    def _not_told(self, problem: Exception) -> None:
        if isinstance(problem, DeliveryError):
            self._warn(problem.title, problem.message, problem.remedy)
        else:
            self.show_failure(problem)

    def _pick(self, key: str) -> None:
        if key == _OTHER or self._senders is None:
            self.email.setFocus()
            return
        sender_choices.put_in(key, self._senders, self.email, self.name)
        self._typed()

    # ---- what the owner writes ----

    def _typed(self) -> None:
        self.touch()
        self.email_field.clear_error()
        self.reply_field.clear_error()
        self._show_state()
        self.follow()

    def _show_state(self) -> None:
        email = self.email.text().strip()
        domain = email.rpartition("@")[2]
        self.state.setVisible("@" in email)
        hint = ""
        if self._senders is None:
            self.state.show_state(NOT_CHECKED)
        elif self._senders.may_send_as(email):
            self.state.show_state(VERIFIED)
            keys = [self.known.itemData(row) for row in range(self.known.count())]
            self.known.choose(email if email in keys else f"@{domain}")
        else:
            self.state.show_state(NOT_VERIFIED)
            self.known.choose(_OTHER)
            hint = _("Verify the address or its domain in SendGrid (Settings, Sender Authentication).")
        self.email_field.show_hint(hint if "@" in email else "")
        self._warn_of(domain if "@" in email else "")

    def _warn_of(self, domain: str) -> None:
        """Mails in the name of a mailbox service do not arrive, whatever SendGrid says."""
        wanted = domain if is_mailbox_service(domain) else ""
        if wanted == self._warned_of:
            return
        self._warned_of = wanted
        self._warn("")
        if wanted:
            self._warn(
                _("Mails in the name of {domain} will not arrive", domain=wanted),
                _(
                    "Mailbox services ask the world to refuse mails in their name that they did not send"
                    " themselves (DMARC). Use an address of your shop's own domain."
                ),
            )

    def _warn(self, title: str, *sentences: str) -> None:
        if self.warning:
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None
        if title:
            self.warning = Notice("warn", title, *sentences)
            self.column.insertWidget(self.column.indexOf(self.name_field), self.warning)
