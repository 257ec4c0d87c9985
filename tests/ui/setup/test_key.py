"""The SendGrid key: refused in place, kept, looked at, forgotten, and nowhere to be seen."""

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from shopmail.keychain import Place, Secret, api_key, keep_for_session, place_of
from shopmail.ui.setup.key import KeyForm
from tests.standin import faults
from tests.test_keychain import Vault
from tests.ui.setup.room import Room, focused, typed


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
        assert room.seen().count("may do this") == 6
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
