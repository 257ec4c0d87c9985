"""The forms of setting up, each empty, refused and done, as far as that needs no SendGrid."""

from collections.abc import Callable

from PySide6.QtTest import QTest

from shopmail.ui.application import Application
from shopmail.ui.setup import test_mail
from shopmail.ui.setup.backup import BackupForm
from shopmail.ui.setup.form import SetupForm, open_form
from shopmail.ui.setup.key import KeyForm
from shopmail.ui.setup.sender import SenderForm
from tests.ui.settling import settle

Screen = Callable[[Application], object]


def _form(kind: type[SetupForm], act: Callable[[SetupForm], object] = lambda _form: None) -> Screen:
    def show(application: Application) -> None:
        application.window.go("start", "")
        settle(application)
        page = application.window.page
        assert page is not None
        (form,) = open_form(page.desk, kind).findChildren(kind)
        settle(application)
        act(form)

    return show


def _type_a_bad_key(form: SetupForm) -> None:
    assert isinstance(form, KeyForm)
    QTest.keyClicks(form.key, "SG.two words")
    form.save()


def _type_a_mailbox_service(form: SetupForm) -> None:
    assert isinstance(form, SenderForm)
    form.email.clear()
    QTest.keyClicks(form.email, "anna@gmail.com")


def _type_no_address(form: SetupForm) -> None:
    assert isinstance(form, SenderForm)
    form.email.clear()
    QTest.keyClicks(form.email, "anna")
    form.save()


def _copy_to(folder: str) -> Callable[[SetupForm], None]:
    def copy(form: SetupForm) -> None:
        assert isinstance(form, BackupForm)
        form.choose_folder(folder)
        form.save()

    return copy


def _choose_its_own_folder(form: SetupForm) -> None:
    assert isinstance(form, BackupForm)
    form.choose_folder(str(form.desk.shop.path.parent))


EMPTY: dict[str, Screen] = {
    "empty-key": _form(KeyForm),
    "empty-key-refused": _form(KeyForm, _type_a_bad_key),
    "empty-sender": _form(SenderForm),
    "empty-sender-refused": _form(SenderForm, _type_no_address),
    "empty-sender-mailbox-service": _form(SenderForm, _type_a_mailbox_service),
    "empty-backup": _form(BackupForm),
    "empty-backup-same-disk": _form(BackupForm, _choose_its_own_folder),
    "empty-backup-gone": _form(BackupForm, _copy_to("a folder that is not there")),
    "empty-test-mail": _form(test_mail.TestMailForm),
}
"""Of a shop that has just begun."""

SCREENS: dict[str, Screen] = {
    "sender": _form(SenderForm),
    "test-mail": _form(test_mail.TestMailForm),
    "test-mail-rehearsed": _form(test_mail.TestMailForm, lambda form: form.save()),
}
"""Of the sample shop, which has a sender."""
