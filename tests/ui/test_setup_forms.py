"""Key, sender, backup place, test mail: by mouse and keyboard, against the stand-in, refusals in place."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopmail.keychain import Place, Secret, api_key, forget_api_key, keep_for_session, place_of
from shopmail.ui.application import Application
from shopmail.ui.desk import Desk
from shopmail.ui.setup import test_mail
from shopmail.ui.setup.backup import BackupForm
from shopmail.ui.setup.form import SetupForm, open_form
from shopmail.ui.setup.key import KeyForm
from shopmail.ui.setup.sender import NOT_CHECKED, NOT_VERIFIED, VERIFIED, SenderForm
from tests.standin import StandIn, faults
from tests.test_keychain import Vault
from tests.ui.conftest import Open

Form = TypeVar("Form", bound=SetupForm)


class Room:
    """An open window, the forms over it, and a stand-in for SendGrid."""

    def __init__(self, application: Application, post: StandIn, qtbot: QtBot) -> None:
        assert application.shop is not None
        self.application, self.post, self.qtbot = application, post, qtbot
        self.shop = application.shop

    @property
    def desk(self) -> Desk:
        assert self.application.window.page is not None
        return self.application.window.page.desk

    def open(self, kind: type[Form]) -> Form:
        sheet = open_form(self.desk, kind)
        (form,) = sheet.findChildren(kind)
        return form

    def press(self, words: str) -> None:
        """Click the button of the sheet that says so."""
        found = [button for button in self.buttons() if button.text() == words]
        assert len(found) == 1, [button.text() for button in self.buttons()]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def can_save(self) -> bool:
        """Whether the primary button of the sheet can be pressed."""
        (primary,) = (button for button in self.buttons() if button.property("kind") == "primary")
        return primary.isEnabled()

    def buttons(self) -> list[QPushButton]:
        sheet = self.application.window.sheet
        assert sheet is not None
        return [button for button in sheet.findChildren(QPushButton) if button.isVisible()]

    def seen(self) -> str:
        """All words of the sheet."""
        sheet = self.application.window.sheet
        assert sheet is not None
        return "\n".join(words.text() for words in sheet.findChildren(QLabel) if words.isVisible())

    def wait_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.seen())

    def wait_until_closed(self) -> None:
        self.qtbot.waitUntil(lambda: self.application.window.sheet is None)

    @property
    def said(self) -> str:
        toast = self.application.window.toast
        return toast.words if toast and toast.isVisible() else ""


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn() as running:
        monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", running.url)
        yield running


@pytest.fixture
def room(open_window: Open, tmp_path: Path, post: StandIn, qtbot: QtBot) -> Iterator[Room]:
    application = open_window(tmp_path / "shop.shopmail")
    made = Room(application, post, qtbot)
    yield made
    forget_api_key(made.shop.id)


@pytest.fixture
def vault() -> Iterator[Vault]:
    before, store = keyring.get_keyring(), Vault()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


def typed(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


class TestKey:
    def test_a_wrong_key_is_told_under_the_field(self, room: Room) -> None:
        form = room.open(KeyForm)
        assert not form.ready
        typed(form.key, "SG.wrong")
        room.press("Check and keep")
        room.qtbot.waitUntil(lambda: form.field.error != "", timeout=20_000)
        assert "does not know the key" in form.field.error
        assert "SG.wrong" not in room.seen()
        assert place_of(room.shop.id) is None
        QTest.keyClick(form.key, Qt.Key.Key_X)
        assert form.field.error == ""

    def test_what_is_no_key_never_leaves_this_computer(self, room: Room) -> None:
        form = room.open(KeyForm)
        typed(form.key, "SG.two words")
        room.press("Check and keep")
        room.qtbot.waitUntil(lambda: form.field.error != "", timeout=20_000)
        assert room.post.requests == []

    def test_by_keyboard_alone(self, room: Room) -> None:
        form = room.open(KeyForm)
        assert form.key.hasFocus()
        QTest.keyClicks(form.key, room.post.key)
        QTest.keyClick(form.key, Qt.Key.Key_Return)
        room.wait_for("SendGrid is connected")
        room.wait_for("holds it until you close the window")
        found = api_key(room.shop.id)
        assert found is not None
        assert found.reveal() == room.post.key
        assert form.key.text() == ""
        assert room.seen().count("may do this") == 5
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        room.wait_until_closed()

    def test_where_there_is_a_key_store_nothing_is_left_to_read(self, room: Room, vault: Vault) -> None:
        form = room.open(KeyForm)
        typed(form.key, room.post.key)
        room.press("Check and keep")
        room.wait_until_closed()
        assert room.said == "SendGrid is connected."
        assert list(vault.kept.values()) == [room.post.key]
        again = room.open(KeyForm)
        room.wait_for("kept in this computer's key store")
        assert again.key.text() == ""

    def test_missing_rights_are_named_by_what_they_are_for(self, room: Room) -> None:
        form = room.open(KeyForm)
        typed(form.key, room.post.new_key(["mail.send"]))
        room.press("Check and keep")
        room.wait_for("the key lacks rights")
        seen = room.seen()
        assert "Hold mails back for half an hour, and recall them" in seen
        assert seen.count("may do this") == 1
        assert "lacks the right “Suppressions”" in seen
        assert place_of(room.shop.id) is Place.SESSION
        room.press("Done")
        room.wait_until_closed()

    def test_without_a_connection_it_can_be_kept_unchecked(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", "https://sendgrid.invalid")
        form = room.open(KeyForm)
        typed(form.key, "SG.canary")
        room.press("Check and keep")
        room.wait_for("not checked yet")
        assert place_of(room.shop.id) is None
        room.press("Keep it unchecked")
        room.qtbot.waitUntil(lambda: place_of(room.shop.id) is Place.SESSION)

    def test_nobody_has_to_wait(self, room: Room) -> None:
        room.post.fail("/v3/scopes", faults.slow(0.6))
        form = room.open(KeyForm)
        typed(form.key, room.post.key)
        room.press("Check and keep")
        room.wait_for("Asking SendGrid what the key may do")
        assert not room.can_save()
        room.press("Stop waiting")
        assert room.can_save()
        QTest.qWait(800)
        assert place_of(room.shop.id) is None, "an answer that nobody waited for keeps nothing"

    def test_disconnecting_asks_first(self, room: Room) -> None:
        keep_for_session(room.shop.id, Secret(room.post.key))
        form = room.open(KeyForm)
        room.qtbot.waitUntil(form.forget.isVisible)
        room.wait_for("may do this")
        room.press("Disconnect …")
        assert place_of(room.shop.id) is Place.SESSION
        room.wait_for("Disconnect SendGrid?")
        room.press("Disconnect")
        room.wait_until_closed()
        assert place_of(room.shop.id) is None
        assert "forgotten" in room.said

    def test_the_key_is_hidden_until_it_is_asked_for(self, room: Room) -> None:
        form = room.open(KeyForm)
        typed(form.key, "SG.x")
        assert form.key.echoMode() is QLineEdit.EchoMode.Password
        form.shown.setFocus()
        QTest.keyClick(form.shown, Qt.Key.Key_Space)
        assert form.key.echoMode() is QLineEdit.EchoMode.Normal

    def test_a_key_from_outside_is_shown_as_that(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SENDGRID_API_KEY", room.post.key)
        form = room.open(KeyForm)
        room.wait_for("SENDGRID_API_KEY")
        assert not form.field.isVisible()
        assert not form.forget.isVisible()
        room.wait_for("may do this")
        monkeypatch.delenv("SENDGRID_API_KEY")


class TestCanary:
    @pytest.mark.logs
    def test_the_key_is_nowhere_but_in_the_request(
        self, room: Room, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Kept, refused, echoed by the server: not in the shop file, beside it, in the log or on screen."""
        caplog.set_level(logging.DEBUG)
        key = room.post.key
        form = room.open(KeyForm)
        typed(form.key, key)
        room.press("Check and keep")
        room.wait_for("SendGrid is connected")
        room.press("Done")
        room.wait_until_closed()
        echo = faults.status(401, f"unknown key {key}")
        room.post.fail("/v3/scopes", echo)
        room.open(KeyForm)
        room.wait_for("SendGrid refused the API key")
        assert key not in room.seen()
        assert key not in caplog.text
        for file in room.shop.path.parent.iterdir():
            if file.is_file():
                assert key.encode() not in file.read_bytes(), file.name


class TestSender:
    def test_without_a_key_it_is_typed_and_not_checked(self, room: Room) -> None:
        form = room.open(SenderForm)
        typed(form.email, "Shop@Example.COM")
        assert form.state.accessibleName() == NOT_CHECKED.words
        QTest.keyClick(form.email, Qt.Key.Key_Tab)
        QTest.keyClicks(focused(), "Flowers")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        room.wait_until_closed()
        sender = room.shop.settings().sender
        assert (sender.email, sender.name) == ("Shop@example.com", "Flowers")
        assert room.post.requests == []

    def test_with_a_key_it_is_picked(self, room: Room) -> None:
        keep_for_session(room.shop.id, Secret(room.post.key))
        form = room.open(SenderForm)
        room.qtbot.waitUntil(form.known_field.isVisible)
        assert form.email.text() == "shop@example.com"
        assert form.state.accessibleName() == VERIFIED.words
        form.known.setFocus()
        QTest.keyClick(form.known, Qt.Key.Key_Down)
        assert (form.email.text(), form.email.selectedText()) == ("shop@example.com", "shop")
        QTest.keyClicks(focused(), "info")
        assert form.state.accessibleName() == VERIFIED.words
        assert form.known.currentText() == "Any address at example.com"
        room.press("Save")
        room.wait_until_closed()
        assert room.shop.settings().sender.email == "info@example.com"

    def test_not_verified_is_said_and_can_be_saved(self, room: Room) -> None:
        keep_for_session(room.shop.id, Secret(room.post.key))
        form = room.open(SenderForm)
        room.qtbot.waitUntil(form.known_field.isVisible)
        form.email.clear()
        typed(form.email, "new@example.net")
        assert form.state.accessibleName() == NOT_VERIFIED.words
        assert form.known.currentText() == "Another address"
        room.wait_for("Sender Authentication")
        room.press("Save")
        room.wait_until_closed()

    def test_a_key_that_may_not_ask(self, room: Room) -> None:
        keep_for_session(room.shop.id, Secret(room.post.new_key(["mail.send"])))
        form = room.open(SenderForm)
        room.wait_for("The key lacks the right “Sender Authentication”.")
        typed(form.email, "shop@example.com")
        assert form.ready

    @pytest.mark.parametrize(("email", "reply_to"), [("nobody", ""), ("shop@example.com", "nobody")])
    def test_what_is_no_address_is_told_under_its_field(self, room: Room, email: str, reply_to: str) -> None:
        form = room.open(SenderForm)
        typed(form.email, email)
        typed(form.reply_to, reply_to)
        room.press("Save")
        wrong = form.reply_field if reply_to else form.email_field
        room.qtbot.waitUntil(lambda: wrong.error != "")
        assert "has no @" in wrong.error
        assert wrong.control.hasFocus()
        assert room.shop.settings().sender.email == ""

    def test_a_mailbox_service_is_warned_of(self, room: Room) -> None:
        form = room.open(SenderForm)
        typed(form.email, "anna@seznam.cz")
        room.wait_for("Mails in the name of seznam.cz will not arrive")
        for _letter in range(3):
            QTest.keyClick(form.email, Qt.Key.Key_Backspace)
        assert form.warning is None

    def test_the_change_can_be_undone(self, room: Room) -> None:
        form = room.open(SenderForm)
        typed(form.email, "shop@example.com")
        room.press("Save")
        room.wait_until_closed()
        QTest.keyClick(room.application.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        room.qtbot.waitUntil(lambda: room.shop.settings().sender.email == "")


class TestBackup:
    def test_choosing_a_folder_and_copying(self, room: Room, tmp_path: Path) -> None:
        stick = tmp_path / "stick"
        stick.mkdir()
        form = room.open(BackupForm)
        assert not form.ready
        QTest.mouseClick(form.choose, Qt.MouseButton.LeftButton)
        (dialog,) = room.application.window.findChildren(QFileDialog)
        dialog.selectFile(str(stick))
        dialog.accept()
        room.wait_for("on the same disk as your shop")
        assert list(stick.iterdir()) == [], "choosing writes nothing"
        room.press("Make a copy now")
        room.wait_until_closed()
        (copy,) = stick.iterdir()
        assert copy.name in room.said
        assert room.shop.settings().backup.folder == str(stick)
        again = room.open(BackupForm)
        room.wait_for("1 copy is there")
        assert again.folder.text() == str(stick)

    def test_a_folder_that_is_gone_is_told_in_the_form(self, room: Room, tmp_path: Path) -> None:
        form = room.open(BackupForm)
        form.choose_folder(str(tmp_path / "gone"))
        room.press("Make a copy now")
        room.wait_for("No copy was made")
        assert "There is no folder" in room.seen()
        assert form.ready
        assert room.shop.settings().backup.folder == ""

    def test_a_stick_that_is_not_plugged_in(self, room: Room, tmp_path: Path) -> None:
        room.shop.change_settings({"backup.folder": str(tmp_path / "stick")})
        form = room.open(BackupForm)
        room.wait_for("The folder is not there now")
        assert form.ready
        assert not form.open.isVisible()


class TestTestMail:
    def test_without_a_key_it_lies_in_the_outbox(self, room: Room) -> None:
        room.shop.change_settings({"sender.email": "shop@example.com"})
        form = room.open(test_mail.TestMailForm)
        room.wait_for("SendGrid is not set up yet")
        assert form.to.text() == "shop@example.com"
        room.press("Send the test mail")
        room.wait_for("The mail lies in the rehearsal outbox")
        outbox = room.shop.path.with_name("shop-outbox")
        assert len(list(outbox.glob("*.eml"))) == 1
        assert "Open it" in [button.text() for button in room.buttons()]
        room.press("Done")
        room.wait_until_closed()

    def test_with_a_key_it_is_handed_over(self, room: Room) -> None:
        form = self.ready(room)
        form.to.clear()
        typed(form.to, "me@example.org")
        QTest.keyClick(form.to, Qt.Key.Key_Return)
        assert room.post.mails == [], "Enter sends nothing"
        room.press("Send the test mail")
        room.wait_for("Look into the mailbox of me@example.org")
        assert len(room.post.mails_to("me@example.org")) == 1

    def test_without_a_sender_it_leads_there(self, room: Room) -> None:
        form = room.open(test_mail.TestMailForm)
        room.wait_for("Your shop has no sender address yet")
        assert not form.ready
        room.press("Choose the sender")
        sheet = room.application.window.sheet
        assert sheet is not None
        assert sheet.findChildren(SenderForm)

    @pytest.mark.parametrize(
        ("arrange", "told"),
        [
            (lambda post: post.fail("/v3/mail/send", faults.wrong_key()), "SendGrid refused the API key"),
            (lambda post: post.set_limit("credits", 0), "The SendGrid account has no credits left"),
            (lambda post: post.fail("/v3/mail/send", faults.too_many()), "SendGrid asks to wait"),
        ],
        ids=["key", "credits", "wait"],
    )
    def test_a_refusal_is_told_with_its_remedy(
        self, room: Room, arrange: Callable[[StandIn], None], told: str
    ) -> None:
        form = self.ready(room)
        arrange(room.post)
        room.press("Send the test mail")
        room.wait_for(told)
        assert form.ready
        assert form.save_words == "Send the test mail"

    def test_a_lost_answer_says_look_first(self, room: Room) -> None:
        self.ready(room)
        room.post.fail("/v3/mail/send", faults.drop_after_accept())
        room.press("Send the test mail")
        room.wait_for("look into your mailbox before you try again")
        assert len(room.post.mails) == 1

    def test_waiting_no_longer_says_look_first(self, room: Room) -> None:
        form = self.ready(room)
        room.post.fail("/v3/mail/send", faults.slow(0.5))
        room.press("Send the test mail")
        room.wait_for("Handing the mail over")
        room.press("Stop waiting")
        room.wait_for("look into your mailbox before you try again")
        assert form.ready

    def ready(self, room: Room) -> test_mail.TestMailForm:
        keep_for_session(room.shop.id, Secret(room.post.key))
        room.shop.change_settings({"sender.email": "shop@example.com"})
        room.post.new_group("Newsletter")
        form = room.open(test_mail.TestMailForm)
        room.qtbot.waitUntil(lambda: form.ready)
        return form


def test_every_form_has_names_and_stops_in_reading_order(room: Room) -> None:
    for kind in (KeyForm, SenderForm, BackupForm, test_mail.TestMailForm):
        form = room.open(kind)
        sheet = room.application.window.sheet
        assert sheet is not None
        for control in form.findChildren(QLineEdit):
            assert control.accessibleName(), kind.__name__
        sheet.close_sheet()
