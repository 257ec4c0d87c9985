"""The test mail to oneself."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopmail.keychain import Secret, keep_for_session
from shopmail.ui.setup import test_mail
from shopmail.ui.setup.sender import SenderForm
from tests.standin import StandIn, faults
from tests.ui.setup.room import Room, typed


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
