"""From the button to the departure: sent once however it is pressed, paused, gone on with, taken back."""

import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopmail.campaigns import saving as campaigns
from shopmail.model import Campaign, Reason
from shopmail.segments import saving
from shopmail.sending.starting import send
from shopmail.storage.locking import Lock
from shopmail.storage.shop import Shop
from shopmail.ui.campaigns.page import CampaignsPage
from shopmail.ui.campaigns.sending.asking import RecallSheet
from shopmail.ui.campaigns.sending.who_gets_it import PeopleLine
from shopmail.ui.segments.people_sheet import PeopleSheet
from tests.builders import a_refusal
from tests.sending.ready import add_people, in_half_an_hour, live_mails, post_office, sends, the_counts
from tests.standin import StandIn, faults
from tests.ui.campaigns.sending.conftest import Enter
from tests.ui.campaigns.sending.room import Room, click
from tests.ui.settling import settle

EVERYBODY = ["p0@example.org", "p1@example.org", "p2@example.org"]

MANY_KINDS = """
name = "Autumn"
subject = "Autumn"

[[block]]
kind = "text"
text = '''{% if city %}a{% endif %}{% if first_name %}b{% endif %}{% if last_name %}c{% endif %}
{% if phone %}d{% endif %}'''
"""
"""Of each of sixteen people something else is known: sixteen requests, and SendGrid takes eight at once."""


def test_a_hundred_clicks_are_one_campaign(post: StandIn, enter: Enter) -> None:
    room = enter()
    sheet = room.open_sheet()
    assert sheet.primary is None
    assert "Autumn for ‹first name›" in room.words()
    assert "Květiny, shop@example.com" in room.words()
    click(sheet.send, 100)
    assert room.window.sheet is None
    room.wait_until_idle()
    assert room.state == "handed-over"
    assert room.counts() == {"accepted": 3}
    assert sends(post) == 1
    assert room.page.primary is None
    assert "Nobody has it yet; you can still take it back." in room.page.head.state
    assert room.page.countdown.isVisible()
    assert room.page.places.lines["at-post"].people == 3
    assert room.page.places.lines[""].people == 3
    # Asked for again by any way, it is refused in a sentence, and nobody is mailed.
    room.work.resume(room.campaign_id)
    room.wait_for("has been sent already; nobody gets it a second time.")
    room.press("Close")
    assert "a second time" not in room.words()
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY


def test_enter_sends_and_recalls_nothing(post: StandIn, enter: Enter) -> None:
    room = enter()
    sheet = room.open_sheet()
    assert sheet.when is not None
    for part in (sheet.when.soon, sheet.when.day, sheet.when.time):
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_Return)
    assert room.window.sheet is sheet
    assert sends(post) == 0
    sheet.send.setFocus()
    QTest.keyClick(sheet.send, Qt.Key.Key_Return)
    room.wait_until_idle()
    QTest.keyClick(room.page, Qt.Key.Key_Return)
    assert not room.has_sheet
    assert room.counts() == {"accepted": 3}


def test_while_another_shopmail_sends_this_one_does_not(post: StandIn, enter: Enter) -> None:
    room = enter()
    with Lock(room.shop.path, "sender"):
        click(room.open_sheet().send)
        room.wait_for("Another shopmail is sending for this shop.")
    assert room.state == "draft"
    assert sends(post) == 0
    room.press("Close")
    room.press("Open the draft")
    click(room.open_sheet().send)
    room.wait_until_idle()
    assert room.counts() == {"accepted": 3}


def test_two_windows_on_one_draft_send_it_once(post: StandIn, enter: Enter) -> None:
    """The other one, in a process of its own, was quicker; this one has the sheet open."""
    room = enter()
    sheet = room.open_sheet()
    command = [sys.executable, "-m", "shopmail", "--shop", str(room.shop.path), "campaign", "send"]
    subprocess.run([*command, str(room.campaign_id)], check=True, capture_output=True, timeout=60)
    click(sheet.send)
    room.wait_for("nobody gets it a second time")
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY
    assert room.open_sheet().send.isEnabled() is False
    assert "has been sent already" in room.words()


def test_what_has_changed_since_it_was_looked_at_is_not_sent(post: StandIn, enter: Enter) -> None:
    room = enter()
    sheet = room.open_sheet()
    with Shop(room.shop.path) as other:
        add_people(other, ["new@example.org"])
    click(sheet.send)
    room.wait_for("You agreed to 3 recipients; by now there are 4.")
    room.wait_for("This campaign has not been sent")
    assert room.state == "draft"
    assert sends(post) == 0


def test_who_says_no_at_the_last_moment_is_left_out(post: StandIn, enter: Enter) -> None:
    room = enter()
    sheet = room.open_sheet()
    post.unsubscribe_globally("p0@example.org")
    with Shop(room.shop.path) as other, other.transaction() as session:
        a_refusal(session, other, "p1@example.org", Reason.LEFT)
    click(sheet.send)
    room.wait_until_idle()
    post.clock.advance(7200)
    assert live_mails(post) == ["p2@example.org"]
    assert room.stand().left_out == 2


def test_paused_and_gone_on_with(post: StandIn, enter: Enter) -> None:
    room = enter(0, MANY_KINDS)
    add_sixteen(room)
    post.fail("/v3/mail/send", faults.slow(0.6), times=8)
    click(room.open_sheet().send)
    room.wait(lambda: sends(post) >= 8)
    room.wait(lambda: room.page.attention.strip.isVisible())
    room.press("Pause")
    assert room.work.under_way(room.campaign_id) is not None
    room.wait_until_idle()
    assert room.state == "stopped"
    assert room.counts() == {"accepted": 8, "queued": 8}
    assert "8 people are still waiting; nobody gets it twice when you go on." in room.words()
    room.press("Go on")
    room.wait_until_idle()
    assert room.state == "handed-over"
    assert room.counts() == {"accepted": 16}
    post.clock.advance(7200)
    assert live_mails(post) == sorted(f"k{number}@example.org" for number in range(16))


def test_recalled_while_it_is_being_handed_over(post: StandIn, enter: Enter) -> None:
    room = enter(0, MANY_KINDS)
    add_sixteen(room)
    post.fail("/v3/mail/send", faults.slow(0.6), times=8)
    click(room.open_sheet().send)
    room.wait(lambda: sends(post) >= 8)
    room.wait(lambda: room.page.recall.isVisible())
    click(room.page.recall)
    click(_recall_sheet(room).go)
    room.wait_until_idle()
    assert room.state == "recalled"
    assert room.counts() == {"recalled": 16}
    post.clock.advance(7200)
    assert live_mails(post) == []


def test_what_a_recalled_hand_over_met_is_no_news(post: StandIn, enter: Enter) -> None:
    room = enter()
    post.fail("/v3/mail/send", faults.slow(0.6))
    click(room.open_sheet().send)
    room.wait(lambda: sends(post) == 1)
    post.fail("/v3/user/scheduled_sends", faults.status(403))
    room.work.recall(room.campaign_id)
    room.work.recall(room.campaign_id)
    room.wait_until_idle()
    room.work.recall(room.campaign_id)
    room.wait_until_idle()
    assert room.counts() == {"recalled": 3}
    assert room.page.attention.notice is None
    post.clock.advance(7200)
    assert live_mails(post) == []


def test_a_draft_that_was_deleted_elsewhere_leads_back(post: StandIn, enter: Enter) -> None:
    room = enter()
    room.open_page()
    with Shop(room.shop.path) as other:
        campaigns.delete(other, room.campaign_id)
    room.page.refresh()
    room.wait(lambda: isinstance(room.window.page, CampaignsPage))
    toast = room.window.toast
    assert toast is not None
    assert "No campaign has the number 1." in toast.words


def add_sixteen(room: Room) -> None:
    """People who differ in what is known of them."""
    keys = ("city", "first_name", "last_name", "phone")
    for number in range(16):
        known = {key: "x" if number & 1 << place else "" for place, key in enumerate(keys)}
        add_people(room.shop, [f"k{number}@example.org"], **known)


def _recall_sheet(room: Room) -> RecallSheet:
    sheet = room.sheet
    assert isinstance(sheet, RecallSheet)
    assert sheet.primary is None
    return sheet


def test_recalled_until_the_last_moment_and_not_after_it(post: StandIn, enter: Enter) -> None:
    room = enter()
    click(room.open_sheet().send)
    room.wait_until_idle()
    click(room.page.recall)
    assert "3 people will not get it." in room.words()
    QTest.keyClick(room.sheet, Qt.Key.Key_Return)
    assert room.counts() == {"accepted": 3}
    click(_recall_sheet(room).go, 5)
    room.wait_until_idle()
    assert room.counts() == {"recalled": 3}
    assert room.page.recall.isHidden()
    assert "Recalled." in room.page.head.state
    post.clock.advance(7200)
    assert live_mails(post) == []


def test_too_late_is_said(post: StandIn, enter: Enter) -> None:
    """SendGrid's clock is past the fence: it is asked, nothing is promised."""
    room = enter()
    click(room.open_sheet().send)
    room.wait_until_idle()
    post.clock.advance(25 * 60)
    click(room.page.recall)
    click(_recall_sheet(room).go)
    room.wait_until_idle()
    assert room.counts() == {"accepted": 3}
    toast = room.window.toast
    assert toast is not None
    assert "Too late for: 3 people." in toast.words


def test_a_refusal_says_what_was_kept_and_how_to_go_on(post: StandIn, enter: Enter) -> None:
    room = enter()
    post.fail("/v3/mail/send", faults.wrong_key())
    click(room.open_sheet().send)
    room.wait_until_idle()
    for fault, words in ((faults.no_credits(), "key"), (faults.status(403), "credits"), (None, "right")):
        assert words in room.words().casefold()
        assert room.state == "stopped"
        assert room.counts() == {"queued": 3}
        assert "3 people are still waiting; nobody gets it twice when you go on." in room.words()
        if fault:
            post.fail("/v3/mail/send", fault)
        room.press("Go on")
        room.wait_until_idle()
    assert room.page.attention.notice is None
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY


def test_when_the_lists_cannot_be_read_it_stays_a_draft(post: StandIn, enter: Enter) -> None:
    room = enter()
    post.fail("/v3/suppression", faults.status(403), times=10)
    click(room.open_sheet().send)
    room.wait_until_idle()
    assert room.state == "draft"
    assert sends(post) == 0
    assert room.page.attention.notice is not None
    # Going on never sends a draft: that is what the sheet is for.
    post.clear_faults()
    room.work.resume(room.campaign_id)
    room.wait_for("It is still a draft, and going on does not send a draft.")
    assert sends(post) == 0


def test_at_a_time_of_ones_own_and_at_once(post: StandIn, enter: Enter) -> None:
    room = enter()
    sheet = room.open_sheet()
    assert sheet.when is not None
    assert "Can be recalled until" in room.words()
    click(sheet.when.at_once)
    assert "It leaves at once. It can't be recalled." in room.words()
    sheet.when.time.setFocus()
    sheet.when.time.clear()
    QTest.keyClicks(sheet.when.time, "nine")
    assert sheet.when.later.isChecked()
    assert "Write a time such as 9:00 or 18:30." in room.words()
    assert not sheet.send.isEnabled()
    sheet.when.time.clear()
    QTest.keyClicks(sheet.when.time, "9.30")
    assert sheet.send.isEnabled()
    click(sheet.when.at_once)
    click(sheet.send)
    room.wait_until_idle()
    assert live_mails(post) == EVERYBODY
    assert room.page.recall.isHidden()
    assert room.page.countdown.isHidden()
    assert "Left at" in room.page.head.state


def test_more_than_five_hundred_are_typed(post: StandIn, enter: Enter) -> None:
    room = enter(501)
    sheet = room.open_sheet()
    assert sheet.typed is not None
    assert not sheet.send.isEnabled()
    QTest.keyClicks(sheet.typed, "50")
    assert not sheet.send.isEnabled()
    QTest.keyClicks(sheet.typed, "1")
    assert sheet.send.isEnabled()
    assert room.can_press("Send to 501 people")


def test_nobody_to_mail_can_not_be_sent(post: StandIn, enter: Enter) -> None:
    room = enter(0)
    assert not room.open_sheet().send.isEnabled()
    assert "None of them can be mailed" in room.words()


def test_names_behind_a_number_and_back(post: StandIn, enter: Enter) -> None:
    room = enter()
    with Shop(room.shop.path) as other, other.transaction() as session:
        a_refusal(session, other, "p1@example.org", Reason.LEFT)
    sheet = room.open_sheet()
    assert "1 is left out" in room.words()
    _everyone, left = sheet.findChildren(PeopleLine)
    left.setFocus()
    QTest.keyClick(left, Qt.Key.Key_Return)
    (names,) = room.window.findChildren(PeopleSheet)
    room.wait(lambda: names.isVisible())
    settle(room.application)
    QTest.keyClick(names, Qt.Key.Key_Escape)
    assert room.window.sheet is sheet
    assert sheet.isVisible()


def test_a_segment_that_is_gone_mails_nobody(post: StandIn, enter: Enter) -> None:
    room = enter()
    segment = saving.save(room.shop, "All", '{"version": 1, "where": {"all": []}}')
    with room.shop.transaction() as session:
        session.get_one(Campaign, room.campaign_id).segment_id = segment.id
    saving.delete(room.shop, segment.id)
    assert not room.open_sheet().send.isEnabled()
    assert "deleted" in room.words()


def test_the_hand_over_outlives_its_page_and_the_language(post: StandIn, enter: Enter) -> None:
    room = enter()
    post.fail("/v3/mail/send", faults.slow(0.6))
    click(room.open_sheet().send)
    room.window.go("contacts", "")
    room.window.speak_anew()
    room.wait(lambda: room.work.under_way(room.campaign_id) is None)
    room.open_page()
    assert room.counts() == {"accepted": 3}


def test_closing_the_window_stops_between_two_requests(post: StandIn, enter: Enter) -> None:
    room = enter(0, MANY_KINDS)
    add_sixteen(room)
    post.fail("/v3/mail/send", faults.slow(0.6), times=8)
    click(room.open_sheet().send)
    room.wait(lambda: sends(post) >= 8)
    room.application.close()
    with Shop(room.shop.path) as shop:
        assert the_counts(shop, room.campaign_id) == {"accepted": 8, "queued": 8}
        send(shop, post_office(post, shop.clock), room.campaign_id, in_half_an_hour)
    post.clock.advance(7200)
    assert live_mails(post) == sorted(f"k{number}@example.org" for number in range(16))
