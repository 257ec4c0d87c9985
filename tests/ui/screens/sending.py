"""The last sheet before sending, the page of a sending in all its states, and the rehearsal outbox."""

from collections.abc import Callable

from sqlalchemy import select, text

from shopmail.campaigns import saving
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import Stopped
from shopmail.model import Campaign, CampaignState
from shopmail.segments import saving as segments
from shopmail.sending.fence import in_minutes
from shopmail.sending.post_office import outbox_of
from shopmail.sending.starting import send
from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.campaigns.outbox.page import OutboxPage
from shopmail.ui.campaigns.preview.mail_view import MailView
from shopmail.ui.campaigns.sending import test_sheet
from shopmail.ui.campaigns.sending.asking import AgainSheet
from shopmail.ui.campaigns.sending.copy_sheet import CopySheet
from shopmail.ui.campaigns.sending.page import SendingPage
from shopmail.ui.campaigns.sending.sheet import SendSheet
from shopmail.ui.desk import Desk
from tests.ui.screens.kind import Screens
from tests.ui.settling import pause, settle

Show = Callable[[Application], object]
_NAME = "Vánoční vazby"


def _shop(application: Application) -> Shop:
    assert application.shop is not None
    return application.shop


def _desk(application: Application) -> Desk:
    assert application.window.page is not None
    return application.window.page.desk


def _draft(shop: Shop) -> int:
    with shop.reading() as session:
        query = select(Campaign.id).where(Campaign.state == CampaignState.DRAFT).order_by(Campaign.id)
        return session.scalars(query).first() or 0


def _handed_over(shop: Shop, name: str, *, office: str = "sendgrid", stops: bool = False) -> int:
    """A copy of the draft for 139 people, handed over, to leave in half an hour; or stopped before.

    What was handed over for a screen before is taken again.
    """
    with shop.reading() as session:
        there = session.scalar(select(Campaign.id).where(Campaign.name == name))
        pisek = segments.find(session, "Písek").id
    if there is not None:
        return there
    campaign_id = saving.duplicate(shop, _draft(shop))
    with shop.transaction() as session:
        campaign = session.get_one(Campaign, campaign_id)
        campaign.name, campaign.segment_id = name, pisek
    outbox = RehearsalOutbox(outbox_of(shop), shop.clock)
    outbox.name = office
    try:
        send(shop, outbox, campaign_id, lambda now: in_minutes(30, now), stopped=lambda: stops)
    except Stopped:
        assert stops
    return campaign_id


def _write(shop: Shop, sql: str, campaign_id: int) -> None:
    """What no act of the program does: to be at a state without its history."""
    with shop.transaction() as session:
        session.execute(text("DROP TRIGGER IF EXISTS delivery_moves"))
        session.execute(text("DROP TRIGGER IF EXISTS delivery_fence"))
        session.execute(text(sql), {"id": campaign_id})


def _page(application: Application, campaign_id: int) -> SendingPage:
    application.window.go("sending", str(campaign_id))
    settle(application)
    page = application.window.page
    assert isinstance(page, SendingPage)
    return page


def _sheet(application: Application) -> None:
    application.window.go("campaigns", "")
    desk = _desk(application)
    desk.open_sheet(SendSheet(desk, _draft(_shop(application))))


def _sheet_later(application: Application) -> None:
    _sheet(application)
    settle(application)
    sheet = application.window.sheet
    assert isinstance(sheet, SendSheet)
    assert sheet.when is not None
    sheet.when.later.setChecked(True)
    sheet.when.time.setText("neun")
    sheet.when.changed.emit()


def _waiting(application: Application) -> None:
    _page(application, _handed_over(_shop(application), _NAME))


def _recall(application: Application) -> None:
    _page(application, _handed_over(_shop(application), _NAME)).recall.click()


def _copy(application: Application) -> None:
    _page(application, _handed_over(_shop(application), _NAME)).copy.click()
    settle(application)
    sheet = application.window.sheet
    assert isinstance(sheet, CopySheet)
    _wait_for(sheet.view)


def _wait_for(view: MailView) -> None:
    patience = 100
    while view.is_busy and patience:
        pause(50)
        patience -= 1


def _stopped(application: Application) -> None:
    _page(application, _handed_over(_shop(application), "Věnce na dveře", stops=True))


def _unknown(application: Application) -> None:
    shop = _shop(application)
    campaign_id = _handed_over(shop, "Jarní cibuloviny")
    late = shop.clock.now() - 90_000
    _write(shop, f"UPDATE wave SET send_at = {late} WHERE campaign_id = :id", campaign_id)
    _write(
        shop,
        f"UPDATE delivery SET state = 'unknown', changed_at = {late} WHERE campaign_id = :id AND id % 40 = 0",
        campaign_id,
    )
    _page(application, campaign_id)


def _again(application: Application) -> None:
    application.window.go("campaigns", "")
    _desk(application).open_sheet(AgainSheet(3))


def _rehearsed(application: Application) -> None:
    _page(application, _handed_over(_shop(application), "Zkouška", office="rehearsal"))


def _unsent(application: Application) -> None:
    _page(application, _draft(_shop(application)))


def _test_sheet(application: Application) -> None:
    from shopmail.ui.campaigns.keeper import Keeper

    application.window.go("campaigns", "")
    shop, desk = _shop(application), _desk(application)
    with shop.reading() as session:
        opened = saving.opened(session, _draft(shop))
    keeper = Keeper(desk, opened)
    sheet = test_sheet.TestSheet(desk, keeper)
    sheet.closed.connect(keeper.end)
    desk.open_sheet(sheet)


def _outbox(application: Application) -> None:
    application.window.go("outbox", "")
    settle(application)
    page = application.window.page
    assert isinstance(page, OutboxPage)
    _wait_for(page.mail.view)


SCREENS: Screens = {
    "send-sheet": _sheet,
    "send-sheet-later": _sheet_later,
    "send-test": _test_sheet,
    "sending-waiting": _waiting,
    "sending-recall": _recall,
    "sending-copy": _copy,
    "sending-stopped": _stopped,
    "sending-unknown": _unknown,
    "sending-again": _again,
    "sending-rehearsed": _rehearsed,
    "sending-draft": _unsent,
    "outbox": _outbox,
}
"""Of the sample shop."""

EMPTY: Screens = {"empty-outbox": _outbox}
"""Of a shop that has just begun."""
