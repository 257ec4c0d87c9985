"""The SendGrid key: pasted, checked for its rights at once, and kept where only this user can read it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from shopmail.errors import DeliveryError, KeyRefused
from shopmail.keychain import Place, Secret
from shopmail.ui.desk import Desk
from shopmail.ui.setup import keeping_key
from shopmail.ui.setup.keeping_key import Looked
from shopmail.ui.setup.online import OnlineForm
from shopmail.ui.setup.rights_list import RightsList
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import CheckBox, Choice, TextInput
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.delivery.rights import Feature

PLACES: dict[Place, tuple[str, str]] = {
    Place.STORE: ("good", N_("The key is kept in this computer's key store.")),
    Place.SESSION: (
        "warn",
        N_(
            "This computer has no safe place for a key, so shopmail holds it until you close the window."
            " After that, paste it again."
        ),
    ),
    Place.ENVIRONMENT: ("quiet", N_("The key is given to shopmail from outside, in SENDGRID_API_KEY.")),
}
"""The state, and where the key is, in a marked sentence."""


_REGIONS = (
    ("global", N_("Worldwide (usual)")),
    ("eu", N_("In the European Union (EU account)")),
)


class KeyForm(OnlineForm):
    """A key that lacks rights, or can't be kept for good, is told before the form goes."""

    TITLE = N_("SendGrid key")
    SENTENCE = N_(
        "SendGrid is the post office that delivers your mails; the key lets shopmail use your account."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reading = self.latest("reading")
        self._unchecked = False
        self._to_read = False
        self._shows: Place | None = None
        self.notice: Notice | None = None
        self.key = TextInput()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.textEdited.connect(self._typed)
        self.field = Field(
            _("Key"),
            self.key,
            _(
                "In SendGrid: Settings, API Keys, Create API Key, Restricted Access. Turn on Mail Send,"
                " Scheduled Sends, Unsubscribe Groups, Suppressions, Sender Authentication and"
                " User Account; then copy the key here."
            ),
        )
        self.region = Choice()
        self.region.fill([(key, _(words)) for key, words in _REGIONS])
        self.region.chosen.connect(self._choose_region)
        self.region_field = Field(_("Where the account is"), self.region)
        self.shown = CheckBox(_("Show the key"))
        self.shown.toggled.connect(self._show_key)
        self.forget = Button(_("Disconnect …"), "grave", small=True)
        self.forget.clicked.connect(self._ask_to_forget)
        self.rights = RightsList()
        self._lay_out()
        self._show_place(None)

    @property
    def over(self) -> bool:
        return self._to_read

    @property
    def save_words(self) -> str:
        if self._to_read:
            return _("Done")
        return _("Keep it unchecked") if self._unchecked else _("Check and keep")

    def can_save(self) -> bool:
        return self._to_read or bool(self.key.text().strip())

    def fill(self) -> None:
        shop = self.desk.shop
        self._reading.ask(
            lambda: (shop.settings().sendgrid.region, keeping_key.place_of_key(shop)), self._filled
        )

    def refill(self) -> None:
        if not (self._to_read or self.asks):
            super().refill()

    def save(self) -> None:
        if self._to_read:
            self._read()
        elif self._unchecked:
            self._keep(None)
        else:
            shop, key = self.desk.shop, Secret(self.key.text())
            self._say_nothing()
            self.ask(
                _("Asking SendGrid what the key may do …"),
                lambda: keeping_key.lacking(shop, key),
                self._keep,
                self._not_checked,
            )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.shown)
        row.addStretch(1)
        row.addWidget(self.forget)
        self.column.addWidget(self.field)
        self.column.addLayout(row)
        self.column.addWidget(self.region_field)
        self.column.addWidget(self.waiting)
        self.column.addWidget(self.rights)

    # ---- the key that is there ----

    def _filled(self, found: tuple[str, Place | None]) -> None:
        region, place = found
        self.region.choose(region)
        self._found(place)

    def _choose_region(self, region: str) -> None:
        """It holds at once, because the key is looked at there."""
        shop = self.desk.shop
        self._typed()
        self.write(lambda: shop.change_settings({"sendgrid.region": region}), lambda _nothing: self._moved())

    def _moved(self) -> None:
        self._shows = None
        self.touched = bool(self.key.text())
        self.desk.changed()
        self.fill()

    def _found(self, place: Place | None) -> None:
        if place is self._shows and self.notice:
            return  # news of something else: no reason to ask SendGrid again
        self._say_nothing()
        self._show_place(place)
        if place is None:
            return
        self._say(*self._kept_at(place))
        shop = self.desk.shop
        self.ask(
            _("Asking SendGrid what the key may do …"),
            lambda: keeping_key.look(shop),
            self._show_rights,
            self._not_looked,
        )

    def _show_place(self, place: Place | None) -> None:
        self._shows = place
        from_outside = place is Place.ENVIRONMENT
        self.field.setVisible(not from_outside)
        self.shown.setVisible(not from_outside)
        self.forget.setVisible(place in (Place.STORE, Place.SESSION))
        self.key.setPlaceholderText(
            _("Paste another key to replace the one that is kept") if place else "SG.…"
        )
        self.follow()

    def _show_rights(self, looked: Looked) -> None:
        self.rights.show_rights(looked.missing, looked.credits)

    def _not_looked(self, problem: Exception) -> None:
        if isinstance(problem, DeliveryError):
            self._say("warn", problem.title, problem.message, problem.remedy)
        else:
            self.show_failure(problem)

    # ---- a new one ----

    def _typed(self) -> None:
        self.touch()
        self._unchecked = self._to_read = False
        self.stop_waiting()
        self._say_nothing()
        self.follow()

    def _not_checked(self, problem: Exception) -> None:
        if isinstance(problem, KeyRefused):
            self.field.show_error(f"{problem.message} {problem.remedy}")
            self.key.setFocus()
        elif isinstance(problem, DeliveryError):
            self._unchecked = True
            self._say(
                "warn",
                problem.title,
                problem.message,
                _("The key is not checked yet. You can keep it all the same and have it checked later."),
            )
            self.follow()
        else:
            self.show_failure(problem)

    def _keep(self, lacks: "tuple[Feature, ...] | None") -> None:
        """``lacks`` None: nobody could be asked."""
        shop, key = self.desk.shop, Secret(self.key.text())
        self.write(lambda: keeping_key.keep(shop, key), lambda place: self._kept(place, lacks))

    def _kept(self, place: Place, lacks: "tuple[Feature, ...] | None") -> None:
        self.key.clear()
        self.shown.setChecked(False)
        self._show_place(place)
        if place is Place.STORE and not lacks:
            self._unchecked = False
            self.finish(_("The SendGrid key is kept.") if lacks is None else _("SendGrid is connected."))
            return
        self._say(*self._kept_at(place))
        if lacks is not None:
            self.rights.show_rights(lacks)
        if lacks:
            self._say(
                "warn",
                _("SendGrid is connected, but the key lacks rights"),
                _(
                    "What it may do works. Give it the others in SendGrid (Settings, API Keys) when you need"
                    " them."
                ),
                _(PLACES[place][1]) if place is Place.SESSION else "",
            )
        self.touched = False
        self._to_read = True
        self.follow()
        self.desk.changed()

    def _read(self) -> None:
        self._to_read = False
        self.follow()
        self.saved.emit()

    # ---- and away ----

    def _ask_to_forget(self) -> None:
        sure = Button(_("Disconnect"), "grave", small=True)
        sure.clicked.connect(self._forget)
        self._say(
            "warn",
            _("Disconnect SendGrid?"),
            _(
                "shopmail forgets the key. Mails go to the rehearsal outbox from then on; those that SendGrid"
                " has taken still leave."
            ),
            step=sure,
        )
        sure.setFocus()

    def _forget(self) -> None:
        shop = self.desk.shop
        self.stop_waiting()
        self.write(lambda: keeping_key.forget(shop), lambda _nothing: self._forgotten())

    def _forgotten(self) -> None:
        self._say_nothing()
        self._show_place(None)
        self.finish(_("SendGrid is disconnected; the key is forgotten."))

    # ---- words ----

    def _kept_at(self, place: Place) -> tuple[str, str, str]:
        state, sentence = PLACES[place]
        return state, _("SendGrid is connected"), _(sentence)

    def _say(self, state: str, title: str, *sentences: str, step: Button | None = None) -> None:
        self._say_nothing(keep_rights=True)
        self.notice = Notice(state, title, *sentences, step=step)
        self.column.insertWidget(0, self.notice)

    def _say_nothing(self, *, keep_rights: bool = False) -> None:
        self.field.clear_error()
        if self.notice:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None
        if not keep_rights:
            self.rights.clear()

    def _show_key(self, shown: bool) -> None:
        self.key.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
