"""The sender: picked from SendGrid's list or typed, checked, warned of."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopmail.keychain import Secret, keep_for_session
from shopmail.ui.setup import sender_choices
from shopmail.ui.setup.sender import NOT_CHECKED, NOT_VERIFIED, VERIFIED, SenderForm
from tests.ui.setup.room import Room, focused, typed


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


@pytest.mark.parametrize(
    ("reply_to", "kept"),
    [
        ("", ""),
        ("Shop@Example.COM", "Shop@example.com"),
        ("Květiny, Písek <info@example.com>", "Květiny, Písek <info@example.com>"),
    ],
)
def test_answers_go_to_an_address_with_any_name_before_it(reply_to: str, kept: str) -> None:
    checked = sender_choices.checked("shop@example.com", reply_to)
    assert (checked.reply_to, checked.email_error, checked.reply_error) == (kept, "", "")
    assert sender_choices.checked("shop@example.com", "Info <info>").reply_error
