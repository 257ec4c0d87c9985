"""The test of a draft to oneself: what was written last is what is sent, and nothing of it counts."""

from sqlalchemy import text

from shopmail.campaigns import saving
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.campaigns.sending import test_sheet
from tests.builders import a_refusal
from tests.standin import StandIn, faults
from tests.ui.campaigns.sending.conftest import Enter
from tests.ui.campaigns.sending.room import Room, click
from tests.ui.settling import settle


def opened(room: Room) -> tuple[test_sheet.TestSheet, Keeper]:
    room.window.go("campaigns", "")
    with room.shop.reading() as session:
        keeper = Keeper(room.desk, saving.opened(session, room.campaign_id))
    sheet = test_sheet.TestSheet(room.desk, keeper)
    room.desk.open_sheet(sheet)
    settle(room.application)
    return sheet, keeper


def test_the_mail_as_somebody_gets_it_with_what_was_just_written(post: StandIn, enter: Enter) -> None:
    room = enter()
    sheet, keeper = opened(room)
    assert (sheet.to.text(), sheet.somebody.text()) == ("shop@example.com", "p0@example.org")
    assert sheet.primary is None
    keeper.change(subject="Winter for {{ first_name | default: 'you' }}")
    click(sheet.send, 20)
    room.wait_for("Handed over to SendGrid")
    (mail,) = post.mails
    assert mail.to == "shop@example.com"
    assert mail.subject.endswith("Winter for Žofie 0")
    assert mail.subject.startswith("[Test]")
    assert room.state == "draft"
    assert room.can_press("Done")
    # Once more: to several, and as somebody of whom nothing is known.
    sheet.to.setText("shop@example.com, me@example.com")
    sheet.somebody.clear()
    click(sheet.send)
    room.wait(lambda: len(post.mails) == 3)
    room.wait_for("me@example.com")
    assert sorted(mail.to for mail in post.mails[1:]) == ["me@example.com", "shop@example.com"]
    assert post.mails[1].subject == "[Test] Winter for you"


def test_what_is_refused_is_told_in_the_sheet(post: StandIn, enter: Enter) -> None:
    room = enter()
    with room.shop.transaction() as session:
        a_refusal(session, room.shop, "left@example.com")
    sheet, _keeper = opened(room)
    for typed, words in (("nobody", "has no @"), ("left@example.com", "must not be mailed")):
        sheet.to.setText(typed)
        click(sheet.send)
        room.wait(lambda: bool(sheet.to_field.error))
        assert words in sheet.to_field.error
        sheet.to.textEdited.emit(typed)
        assert sheet.to_field.error == ""
    sheet.to.setText("shop@example.com")
    sheet.somebody.setText("stranger@example.org")
    click(sheet.send)
    room.wait_for("Nobody in your contacts has the address")
    assert post.mails == []


def test_what_sendgrid_refuses_or_never_answers(post: StandIn, enter: Enter) -> None:
    room = enter()
    sheet, _keeper = opened(room)
    for fault, words in (
        (faults.wrong_key(), "does not know the key"),
        (faults.drop_after_accept(), "look into your mailbox before you try again"),
    ):
        post.fail("/v3/mail/send", fault)
        click(sheet.send)
        room.wait_for(words)
        assert sheet.send.isEnabled()
    post.fail("/v3/mail/send", faults.slow(0.6))
    click(sheet.send)
    room.wait(lambda: sheet.waiting.isVisible())
    click(sheet.waiting.stop)
    room.wait_for("shopmail waits no longer")
    settle(room.application)
    assert "Handed over" not in room.words()


def test_without_a_key_it_is_rehearsed(enter: Enter) -> None:
    room = enter()
    sheet, _keeper = opened(room)
    room.wait_for("SendGrid is not set up yet")
    click(sheet.send)
    room.wait_for("The mail lies in the rehearsal outbox")


def test_a_draft_that_was_sent_meanwhile_is_not_tested_as_it_stands(enter: Enter) -> None:
    """What is on screen could not be kept, so nothing is sent."""
    room = enter()
    sheet, keeper = opened(room)
    with room.shop.transaction() as session:
        session.execute(text("UPDATE campaign SET state = 'handed-over'"))
    keeper.change(subject="Winter")
    click(sheet.send)
    room.wait(lambda: sheet.send.isEnabled())
    assert "lies in the rehearsal outbox" not in room.words()
