"""The six lines of "Getting ready": what each says of the shop as it stands."""

from collections.abc import Callable
from dataclasses import dataclass

from shopmail.keychain import Place
from shopmail.ui import numbers
from shopmail.ui.desk import Desk
from shopmail.ui.setup.form import SetupForm
from shopmail.ui.setup.language import LANGUAGE_NAMES
from shopmail.ui.start.readiness import Readiness
from shopmail.ui.widgets.states import State
from shopmail.wording import N_, _

DONE = State("good", "circle-check", N_("Done"))
TO_DO = State("quiet", "clock", N_("To do"))
OLD = State("warn", "alert-triangle", N_("Too old"))
FOR_NOW = State("warn", "clock", N_("For now"))

_STALE = 3 * 86_400
"""Seconds after which a missed daily copy is worth a word."""


@dataclass(frozen=True)
class Line:
    """One line. ``words`` are what is set, or what it is while nothing is; ``act`` is on the button."""

    key: str
    icon: str
    title: str
    words: str
    state: State
    act: str

    @property
    def done(self) -> bool:
        """Whether nothing is left to do here."""
        return self.state is DONE


def lines(ready: Readiness, now: int) -> list[Line]:
    """All six, in the order in which they are shown; no one waits for another."""
    return [
        _details(ready),
        _language(ready, now),
        _backup(ready, now),
        _key(ready),
        _sender(ready),
        _test(ready, now),
    ]


def form_of(key: str) -> Callable[[Desk], SetupForm]:
    """The form that a line opens."""
    from shopmail.ui.setup.backup import BackupForm
    from shopmail.ui.setup.key import KeyForm
    from shopmail.ui.setup.language import LanguageForm
    from shopmail.ui.setup.sender import SenderForm
    from shopmail.ui.setup.shop_details import ShopDetailsForm
    from shopmail.ui.setup.test_mail import TestMailForm

    forms: dict[str, Callable[[Desk], SetupForm]] = {
        "details": ShopDetailsForm,
        "language": LanguageForm,
        "backup": BackupForm,
        "key": KeyForm,
        "sender": SenderForm,
        "test": TestMailForm,
    }
    return forms[key]


def _details(ready: Readiness) -> Line:
    shop = ready.settings.shop
    whole = all(text.strip() for text in (shop.name, shop.address, shop.company_number))
    place = ", ".join(part.strip() for part in (shop.name, *shop.address.splitlines()) if part.strip())
    if whole:
        words = _("{place} · company number {number}", place=place, number=shop.company_number)
    elif place:
        words = _("{place} · something is still missing", place=place)
    else:
        words = _("Name, address and company number; the law wants them in every mail")
    return _line(
        "details", "building-store", _("Shop details"), words, DONE if whole else TO_DO, _("Fill in")
    )


def _language(ready: Readiness, now: int) -> Line:
    shop = ready.settings.shop
    words = _(
        "{language}, dates as {day}",
        language=dict(LANGUAGE_NAMES)[shop.language],
        day=numbers.day(now, 0, shop.timezone),  # with its year, as in 1970 it would be
    )
    return _line("language", "world", _("Language"), words, DONE, _("Change"))


def _backup(ready: Readiness, now: int) -> Line:
    folder, zone = ready.settings.backup.folder, ready.settings.shop.timezone
    if not folder or not ready.backup_at:
        words = _("A USB stick or a folder on another disk; a copy every day")
        return _line("backup", "device-floppy", _("Backup place"), words, TO_DO, _("Choose place"))
    when = numbers.day_and_time(ready.backup_at, now, zone)
    words = _("{folder} · newest copy {when}", folder=folder, when=when)
    fresh = now - ready.backup_at <= _STALE
    return _line("backup", "device-floppy", _("Backup place"), words, DONE if fresh else OLD, _("Copy now"))


def _key(ready: Readiness) -> Line:
    words = {
        None: _("The post office that delivers your mails; the rights are checked at once"),
        Place.STORE: _("Kept in this computer's key store"),
        Place.SESSION: _("Held until shopmail is closed"),
        Place.ENVIRONMENT: _("Given to shopmail from outside"),
    }[ready.key]
    state = {None: TO_DO, Place.SESSION: FOR_NOW}.get(ready.key, DONE)
    return _line("key", "key", _("SendGrid key"), words, state, _("Change") if ready.key else _("Paste key"))


def _sender(ready: Readiness) -> Line:
    sender = ready.settings.sender
    if not sender.email:
        words = _("The name and address that people see; best one that SendGrid has verified")
        return _line("sender", "at", _("Sender address"), words, TO_DO, _("Choose"))
    words = f"{sender.name} · {sender.email}" if sender.name else sender.email
    return _line("sender", "at", _("Sender address"), words, DONE, _("Change"))


def _test(ready: Readiness, now: int) -> Line:
    title = _("A test mail to yourself")
    if not ready.tested_at:
        return _line("test", "send", title, _("To see what your customers will see"), TO_DO, _("Send test"))
    when = numbers.day_and_time(ready.tested_at, now, ready.settings.shop.timezone)
    if ready.tested_by == "sendgrid":
        return _line("test", "send", title, _("Sent {when}", when=when), DONE, _("Send again"))
    if ready.key:
        words = _("Only rehearsed so far; send one through SendGrid")
        return _line("test", "send", title, words, TO_DO, _("Send test"))
    return _line("test", "send", title, _("Rehearsed {when}", when=when), DONE, _("Send again"))


def _line(key: str, icon: str, title: str, words: str, state: State, act: str) -> Line:
    return Line(key, icon, title, words, state, _("Change") if state is DONE and key != "test" else act)
