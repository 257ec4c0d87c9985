"""Lost answers in the window: told, settled while that is possible, left alone after that unless asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from shopmail.clock import Clock
from shopmail.errors import DeliveryError
from shopmail.sending.deciding import unknown
from shopmail.sending.recalling import recall
from shopmail.sending.starting import send
from shopmail.ui.campaigns.sending.asking import AgainSheet
from tests.builders import AClock
from tests.sending.ready import (
    a_campaign,
    an_open_shop,
    at_once,
    in_half_an_hour,
    live_mails,
    post_office,
    sends,
)
from tests.standin import StandIn, faults
from tests.ui.campaigns.sending.conftest import Enter
from tests.ui.campaigns.sending.room import Room, click
from tests.ui.conftest import Open

EVERYBODY = ["p0@example.org", "p1@example.org", "p2@example.org"]
A_DAY = 86_400


@pytest.fixture
def yesterday(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """SendGrid, a day ago."""
    with StandIn(start=Clock().now() - A_DAY) as running:
        monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", running.url)
        monkeypatch.setenv("SENDGRID_API_KEY", running.key)
        yield running


def lost_yesterday(
    post: StandIn, folder: Path, open_window: Open, qtbot: QtBot, *, fenced: bool, accepted: bool = True
) -> Room:
    """A window, today, on a campaign whose answer was lost a day ago."""
    clock = AClock(Clock().now() - A_DAY)
    fault = faults.drop_after_accept() if accepted else faults.drop_before_accept()
    with an_open_shop(folder, clock=clock) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", fault)
        post.fail("/v3/user/scheduled_sends", faults.status(403))
        with pytest.raises(DeliveryError):
            send(shop, post_office(post, clock), campaign_id, in_half_an_hour if fenced else at_once)
        post.clear_faults()
    post.clock.advance(A_DAY)
    room = Room(open_window(shop.path), campaign_id, qtbot)
    room.open_page()
    return room


def test_leaving_it_is_the_default(
    yesterday: StandIn, tmp_path: Path, open_window: Open, qtbot: QtBot
) -> None:
    room = lost_yesterday(yesterday, tmp_path, open_window, qtbot, fenced=True)
    room.window.activateWindow()
    before = sends(yesterday)
    # The owner goes on with what was stopped: nobody is waiting, and nobody is mailed by guess.
    room.press("Go on")
    room.wait_until_idle()
    room.wait_for("Of 3 people nobody can tell whether the mail reaches them")
    room.wait_for("You can leave it like this: there is nothing to do.")
    assert room.page.places.lines["unknown"].people == 3
    room.press("Mail them again …")
    sheet = room.sheet
    assert isinstance(sheet, AgainSheet)
    assert room.window.focusWidget() is sheet.leave
    assert sheet.primary is None
    QTest.keyClick(sheet.leave, Qt.Key.Key_Return)
    assert room.window.sheet is None
    room.press("Mail them again …")
    QTest.keyClick(room.sheet, Qt.Key.Key_Escape)
    assert room.counts() == {"unknown": 3}
    assert sends(yesterday) == before
    assert live_mails(yesterday) == EVERYBODY


def test_mailed_again_when_the_owner_wants_it_and_only_then(
    yesterday: StandIn, tmp_path: Path, open_window: Open, qtbot: QtBot
) -> None:
    room = lost_yesterday(yesterday, tmp_path, open_window, qtbot, fenced=False, accepted=False)
    yesterday.unsubscribe_globally("p1@example.org")
    room.press("Go on")
    room.wait_until_idle()
    room.wait_for("You can leave it like this")
    room.press("Mail them again …")
    sheet = room.sheet
    assert isinstance(sheet, AgainSheet)
    click(sheet.go, 20)
    room.wait_until_idle()
    # That p1 left tells that the mail had arrived there.
    assert room.counts() == {"accepted": 2, "delivered": 1}
    assert room.page.places.lines["arrived"].isVisible()
    yesterday.clock.advance(A_DAY)
    assert live_mails(yesterday) == ["p0@example.org", "p2@example.org"]


def test_what_can_still_be_found_out_is(post: StandIn, enter: Enter) -> None:
    room = enter()
    post.fail("/v3/mail/send", faults.drop_after_accept())
    post.fail("/v3/user/scheduled_sends", faults.status(403))
    click(room.open_sheet().send)
    room.wait_until_idle()
    assert room.counts() == {"unknown": 3}
    assert room.page.attention.notice is not None
    room.press("Go on")
    room.wait_until_idle()
    assert room.counts() == {"accepted": 3}
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY


def test_another_campaign_settles_this_one_too(post: StandIn, enter: Enter) -> None:
    """Handed over, answer lost, fence far: the notice offers to find out, and nobody is mailed twice."""
    room = enter()
    click(room.open_sheet().send)
    room.wait_until_idle()
    with room.shop.transaction() as session:
        session.execute(text("DROP TRIGGER delivery_moves"))
        session.execute(text("UPDATE delivery SET state = 'unknown'"))
    room.open_page()
    room.wait_for("SendGrid can still throw the mails away in time")
    room.press("Find out now")
    room.wait_until_idle()
    assert room.counts() == {"accepted": 3}
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY


def test_a_recalled_campaign_is_never_mailed_again(
    yesterday: StandIn, tmp_path: Path, open_window: Open, qtbot: QtBot
) -> None:
    room = lost_yesterday(yesterday, tmp_path, open_window, qtbot, fenced=False, accepted=False)
    with room.shop.transaction() as session:
        for trigger in ("delivery_moves", "delivery_fence"):
            session.execute(text(f"DROP TRIGGER {trigger}"))
        session.execute(text("UPDATE delivery SET state = 'queued' WHERE id = 1"))
    recall(room.shop, post_office(yesterday, Clock()), room.campaign_id)
    room.work.send_again(room.campaign_id, frozenset(_ids(room)))
    room.wait_until_idle()
    room.wait_for("was recalled.")
    assert room.counts() == {"recalled": 1, "unknown": 2}
    assert live_mails(yesterday) == []


def _ids(room: Room) -> list[str]:
    with room.shop.reading() as session:
        return [doubt.recipient_id for doubt in unknown(session, room.campaign_id, room.desk.now())]
