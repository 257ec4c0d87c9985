"""The tab From: the shop's sender or one of this campaign's own, and where the answers go."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.delivery.mailbox_services import is_mailbox_service
from shopmail.errors import DeliveryError
from shopmail.ui.campaigns.draft import reading
from shopmail.ui.campaigns.draft.reading import Senders
from shopmail.ui.campaigns.draft.scrolled import Scrolled
from shopmail.ui.campaigns.draft.tab import Tab
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.desk import Desk
from shopmail.ui.setup import sender_choices
from shopmail.ui.setup.sender_choices import Checked
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import Choice, Radio, TextInput
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.text import ElidedLabel
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.delivery.senders import Senders as Verified

_OTHER = "other"
_WIDEST = 480


class FromTab(Tab):
    """An address that is none is kept as it was written, named under its field, and refused by the checks."""

    TITLE = N_("From")

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(desk, keeper)
        self._reading, self._checking = self.latest("reading"), self.latest("reading")
        self._asking = self.latest("sending")
        self._senders: Senders | None = None
        self._verified: Verified | None = None
        self._has_asked = False
        self._checked = Checked()
        self.warning: Notice | None = None
        self._warned_of = ""
        self.shops = Radio(_("The shop's sender"))
        self._shops_words = ElidedLabel("", "muted")
        self.settings = Button(_("Change it in the settings"), "quiet", small=True)
        self.own = Radio(_("Another one for this campaign"))
        self.known = Choice()
        self.known_field = Field(_("Verified in your SendGrid account"), self.known)
        self.name, self.email = TextInput(), TextInput(_("for example {email}", email="shop@example.com"))
        self.name_field = Field(_("Name"), self.name, _("People read it before anything else."))
        self.email_field = Field(_("Address"), self.email)
        self.reply_to = TextInput()
        self.reply_field = Field(_("Answers go to"), self.reply_to)
        self._own_part = QWidget()
        self._lay_out()
        self._connect()
        self._show_written()

    def enter(self) -> None:
        shop = self.desk.shop
        self._reading.ask(lambda: reading.senders(shop), self._filled)

    def leave(self) -> None:
        # Chosen, but nothing written: it is the shop's.
        if not self.keeper.written.sender:
            self.shops.setChecked(True)
            self._own_part.hide()

    def is_done(self) -> bool:
        return bool(self._email()) and not self._checked.email_error and not self._checked.reply_error

    def first(self) -> QWidget:
        return self.own if self.own.isChecked() else self.shops

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        group.addButton(self.shops)
        group.addButton(self.own)
        card = Card()
        card.column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.shops)
        row.addWidget(self._shops_words, 1)
        row.addWidget(self.settings)
        card.column.addLayout(row)
        card.column.addWidget(self.own)
        self._own_column = QVBoxLayout(self._own_part)
        self._own_column.setContentsMargins(24, 4, 0, 8)
        self._own_column.setSpacing(12)
        own = QHBoxLayout()
        own.setSpacing(16)
        self._own_column.addLayout(own)
        for field in (self.known_field, self.name_field, self.email_field):
            field.setMaximumWidth(_WIDEST)
            own.addWidget(field, 1)
        card.column.addWidget(self._own_part)
        card.column.addSpacing(8)
        card.column.addWidget(hairline())
        card.column.addSpacing(8)
        self.reply_field.setMaximumWidth(_WIDEST)
        card.column.addWidget(self.reply_field)
        scrolled = Scrolled(_("From whom it comes"))
        self.column.addWidget(scrolled)
        scrolled.column.addWidget(card)
        self.known_field.hide()

    def _connect(self) -> None:
        self.shops.clicked.connect(self._use_shops)
        self.own.clicked.connect(self._use_own)
        self.settings.clicked.connect(lambda: self.wanted.emit("settings/sender"))
        self.known.chosen.connect(self._pick)
        for line in (self.name, self.email, self.reply_to):
            line.textEdited.connect(self._typed)
            line.editingFinished.connect(self._show_errors)
        self.keeper.changed.connect(self._follow)

    # ---- what is written ----

    def _use_shops(self) -> None:
        self._own_part.hide()
        self.keeper.change(sender="")
        self._check()

    def _use_own(self) -> None:
        self._own_part.show()
        self.email.setFocus()
        self._ask_verified()
        self._typed()

    def _typed(self) -> None:
        name, email = self.name.text().strip(), self.email.text().strip()
        if name and not email and self._senders:
            # Another name only, over the shop's own address.
            email = self._senders.shop.email
        sender = f"{name} <{email}>" if name and email else email
        self.keeper.change(
            sender=sender if self.own.isChecked() else "", reply_to=" ".join(self.reply_to.text().split())
        )
        self.email_field.clear_error()
        self.reply_field.clear_error()
        self._check()

    def _pick(self, key: str) -> None:
        if key == _OTHER or self._verified is None:
            self.email.setFocus()
            return
        sender_choices.put_in(key, self._verified, self.email, self.name)
        self._typed()

    def _email(self) -> str:
        """The address that the mail would come from."""
        if self.keeper.written.sender:
            return reading.parts_of(self.keeper.written.sender)[1]
        return self._senders.shop.email if self._senders else ""

    def _check(self) -> None:
        email, reply_to = self._email(), self.keeper.written.reply_to
        self._checking.ask(lambda: sender_choices.checked(email, reply_to), self._show_checked)

    def _show_checked(self, checked: Checked) -> None:
        self._checked = checked
        self._warn_of(self._email().rpartition("@")[2] if self.keeper.written.sender else "")
        self._show_errors()
        self.changed.emit()

    def _warn_of(self, domain: str) -> None:
        """Mails in the name of a mailbox service do not arrive, whatever SendGrid says."""
        wanted = domain if is_mailbox_service(domain) else ""
        if wanted == self._warned_of:
            return
        self._warned_of = wanted
        if self.warning:
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None
        if wanted:
            self.warning = Notice(
                "warn",
                _("Mails in the name of {domain} will not arrive", domain=wanted),
                _(
                    "Mailbox services ask the world to refuse mails in their name that they did not send"
                    " themselves (DMARC). Use an address of your shop's own domain."
                ),
            )
            self._own_column.addWidget(self.warning)

    def _show_errors(self) -> None:
        """Under its field, once that is left: nobody is told while still writing."""
        own = bool(self.keeper.written.sender)
        for field, line, error in (
            (self.email_field, self.email, self._checked.email_error if own else ""),
            (self.reply_field, self.reply_to, self._checked.reply_error),
        ):
            if not error or not line.hasFocus():
                field.show_error(error)

    # ---- what is shown ----

    def _follow(self) -> None:
        """Somebody else has changed the draft; what is just being typed is what it holds already."""
        if not any(line.hasFocus() for line in (self.name, self.email, self.reply_to)):
            self._show_written()
            self._check()

    def _show_written(self) -> None:
        written = self.keeper.written
        name, email = reading.parts_of(written.sender)
        own = bool(written.sender) or (self.own.isChecked() and self.isVisible())
        (self.own if own else self.shops).setChecked(True)
        self._own_part.setVisible(own)
        if written.sender:
            self.name.setText(name)
            self.email.setText(email)
        self.reply_to.setText(written.reply_to)

    def _filled(self, senders: Senders) -> None:
        self._senders = senders
        shop = senders.shop
        name = shop.name or senders.shop_name
        words = f"{name}, {shop.email}" if name and shop.email else shop.email
        self._shops_words.say(words or _("No sender is set yet."))
        self.name.setPlaceholderText(name)
        if shop.email:
            self.email.setPlaceholderText(shop.email)
        self.reply_to.setPlaceholderText(shop.reply_to or shop.email)
        hint = _("Leave it empty for {address}.", address=shop.reply_to) if shop.reply_to else ""
        self.reply_field.show_hint(hint or _("Leave it empty for the same address."))
        self._check()
        if self.own.isChecked():
            self._ask_verified()

    def _ask_verified(self) -> None:
        """Once, and only when another sender is wanted: it goes over the network."""
        if self._senders is None or not self._senders.has_key or self._has_asked:
            return
        self._has_asked = True
        shop = self.desk.shop
        self._asking.ask(lambda: sender_choices.ask_senders(shop), self._show_verified, self._not_told)

    def _show_verified(self, verified: "Verified | None") -> None:
        self._verified = verified
        choices = sender_choices.choices(verified) if verified else []
        self.known_field.setVisible(bool(choices))
        self.known.fill([*choices, (_OTHER, _("Another address"))])
        self.known.choose(_OTHER)

    def _not_told(self, problem: Exception) -> None:
        """The list is a help only: without it, an address is typed."""
        if not isinstance(problem, DeliveryError):
            self.desk.background.unforeseen(problem)
