"""A campaign stays with the post office it was given to, whatever key comes or goes."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from shopmail.campaigns.composing import Frozen
from shopmail.delivery.message import Bundle
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import CampaignRefused, DeliveryError, OutcomeUnknown, Stopped
from shopmail.model import Campaign, CampaignState, Delivery
from shopmail.sending.deciding import send_again
from shopmail.sending.people import stand
from shopmail.sending.queueing import queue
from shopmail.sending.recalling import Recalled, recall
from shopmail.sending.settling import Settled
from shopmail.sending.starting import send, settle
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock
from tests.sending.ready import (
    TWO_KINDS,
    a_campaign,
    add_people,
    an_answer_that_got_lost,
    an_open_shop,
    at_once,
    counted,
    in_half_an_hour,
    live_mails,
    post_office,
    sends,
    the_counts,
)
from tests.standin import StandIn


def test_an_interrupted_rehearsal_is_never_mailed(post: StandIn, tmp_path: Path) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        add_people(shop, ["nowhere@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        outbox = RehearsalOutbox(tmp_path / "outbox", clock)
        with pytest.raises(Stopped):
            send(shop, outbox, campaign_id, at_once, stopped=after_one())
        assert the_counts(shop, campaign_id) == {"accepted": 3, "queued": 1}

        with pytest.raises(CampaignRefused, match="was a rehearsal"):
            send(shop, post_office(post, clock), campaign_id, at_once)
        assert sends(post) == 0
        assert counted(shop, campaign_id).state is CampaignState.STOPPED

        send(shop, outbox, campaign_id, at_once)
        assert the_counts(shop, campaign_id) == {"accepted": 4}


def test_what_sendgrid_has_can_only_be_recalled_there(post: StandIn, tmp_path: Path) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post, clock), campaign_id, in_half_an_hour)

        with pytest.raises(CampaignRefused, match="there is no SendGrid key"):
            recall(shop, RehearsalOutbox(tmp_path / "outbox", clock), campaign_id)
        assert the_counts(shop, campaign_id) == {"accepted": 3}

        assert recall(shop, post_office(post, clock), campaign_id) == Recalled(3, 0)
    post.clock.advance(7200)
    assert live_mails(post) == []


def test_a_lost_answer_is_not_settled_by_the_rehearsal_outbox(post: StandIn, tmp_path: Path) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = an_answer_that_got_lost(shop, post, clock)
        outbox = RehearsalOutbox(tmp_path / "outbox", clock)
        assert settle(shop, outbox) == Settled(requeued=0, unknown=3, elsewhere=1)
        assert the_counts(shop, campaign_id) == {"unknown": 3}

        assert settle(shop, post_office(post, clock)) == Settled(requeued=3, unknown=0)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
    post.clock.advance(7200)
    assert len(live_mails(post)) == 3


def test_a_rehearsal_in_doubt_keeps_no_real_campaign_from_being_settled(
    post: StandIn, tmp_path: Path
) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        rehearsed = a_rehearsal_in_doubt(shop, tmp_path, clock)
        real = an_answer_that_got_lost(shop, post, clock)
        assert rehearsed < real, "it would be the first to be settled"

        assert settle(shop, post_office(post, clock)) == Settled(requeued=3, unknown=3, elsewhere=1)
        assert the_counts(shop, real) == {"accepted": 3}
        assert the_counts(shop, rehearsed) == {"unknown": 3}

        assert settle(shop, RehearsalOutbox(tmp_path / "outbox", clock)) == Settled(requeued=3, unknown=0)
        assert the_counts(shop, rehearsed) == {"accepted": 3}
    post.clock.advance(7200)
    assert len(live_mails(post)) == 3


def test_nothing_is_asked_of_sendgrid_for_a_rehearsal_alone(post: StandIn, tmp_path: Path) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        a_rehearsal_in_doubt(shop, tmp_path, clock)
        assert settle(shop, post_office(post, clock)) == Settled(requeued=0, unknown=3, elsewhere=1)
    assert post.requests == []


def test_the_office_is_kept_with_the_recipients(post: StandIn, tmp_path: Path) -> None:
    """The program may die right after they are fixed, before anything is handed over."""
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = a_campaign(shop)
        outbox = RehearsalOutbox(tmp_path / "outbox", clock)
        assert queue(shop, campaign_id, at_once(NOON), None, outbox.name) == 3
        assert kept(shop, campaign_id) == "rehearsal"
        assert is_rehearsed(shop, campaign_id)

        with pytest.raises(CampaignRefused, match="was a rehearsal"):
            send(shop, post_office(post, clock), campaign_id, at_once)
        assert post.requests == []
        assert counted(shop, campaign_id).state is CampaignState.SENDING

        send(shop, outbox, campaign_id, at_once)
        assert the_counts(shop, campaign_id) == {"accepted": 3}


@pytest.mark.parametrize("rehearsal", [True, False])
def test_a_campaign_of_an_older_file_is_known_by_what_its_office_answered(
    post: StandIn, tmp_path: Path, rehearsal: bool
) -> None:
    """Older files tell of no office. Only the rehearsal outbox's message ids say whose they are."""
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        add_people(shop, ["nowhere@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        office = RehearsalOutbox(tmp_path / "outbox", clock) if rehearsal else post_office(post, clock)
        office.connections = 1
        with pytest.raises(Stopped):
            send(shop, office, campaign_id, at_once, stopped=after_one())
        forget(shop, campaign_id)
        assert is_rehearsed(shop, campaign_id) is rehearsal

        if rehearsal:
            with pytest.raises(CampaignRefused, match="was a rehearsal"):
                send(shop, post_office(post, clock), campaign_id, at_once)
            assert post.requests == []
        send(shop, office, campaign_id, at_once)
        assert the_counts(shop, campaign_id) == {"accepted": 4}
        assert kept(shop, campaign_id) == office.name
        assert is_rehearsed(shop, campaign_id) is rehearsal


def test_a_rehearsal_in_doubt_is_not_really_mailed_again(post: StandIn, tmp_path: Path) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = a_rehearsal_in_doubt(shop, tmp_path, clock)
        clock.moment += 86_400
        post.clock.advance(86_400)
        with shop.reading() as session:
            everybody = session.query(Delivery.recipient_id).filter_by(campaign_id=campaign_id).all()
        chosen = [row[0] for row in everybody]
        with pytest.raises(CampaignRefused, match="was a rehearsal"):
            send_again(shop, post_office(post, clock), campaign_id, chosen)
        assert post.requests == []
        assert the_counts(shop, campaign_id) == {"unknown": 3}

        assert send_again(shop, RehearsalOutbox(tmp_path / "outbox", clock), campaign_id, chosen) == 3


def test_sending_again_of_another_office_marks_nothing(post: StandIn, tmp_path: Path) -> None:
    """It is refused before anything else: also what a dead process left under way stays as it is."""
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = an_answer_that_got_lost(shop, post, clock)
        with shop.transaction() as session:
            session.execute(text("UPDATE chunk SET state = 'in-flight' WHERE state = 'unknown'"))
        with pytest.raises(CampaignRefused, match="there is no SendGrid key"):
            send_again(shop, RehearsalOutbox(tmp_path / "outbox", clock), campaign_id, [])
        with shop.reading() as session:
            assert session.execute(text("SELECT DISTINCT state FROM chunk")).all() == [("in-flight",)]


class Unsure(RehearsalOutbox):
    """The disk is gone while it writes, and while it throws away: nobody can tell what is there."""

    def hand_over(self, bundle: Bundle) -> str:
        raise OutcomeUnknown("Nobody can tell", f"{len(bundle.recipients)} mails.")

    def cancel(self, batch_id: str) -> None:
        raise DeliveryError("Not thrown away", batch_id)


def a_rehearsal_in_doubt(shop: Shop, folder: Path, clock: AClock) -> int:
    """The number of a campaign to everybody whose rehearsal left all of them unknown."""
    campaign_id = a_campaign(shop)
    with pytest.raises(DeliveryError):
        send(shop, Unsure(folder / "outbox", clock), campaign_id, in_half_an_hour)
    assert set(the_counts(shop, campaign_id)) == {"unknown"}
    return campaign_id


def kept(shop: Shop, campaign_id: int) -> str:
    with shop.reading() as session:
        return msgspec.convert(session.get_one(Campaign, campaign_id).frozen, Frozen).post_office


def forget(shop: Shop, campaign_id: int) -> None:
    """As a file that was written before the office was kept."""
    with shop.transaction() as session:
        campaign = session.get_one(Campaign, campaign_id)
        assert campaign.frozen is not None
        campaign.frozen = {key: value for key, value in campaign.frozen.items() if key != "post_office"}


def is_rehearsed(shop: Shop, campaign_id: int) -> bool:
    with shop.reading() as session:
        return stand(session, campaign_id, NOON).rehearsed


def after_one() -> Callable[[], bool]:
    """Asks to stop when it is asked for the second time."""
    asked = iter([False])
    return lambda: next(asked, True)
