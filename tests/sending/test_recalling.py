"""Taking a campaign back: before, in between, after, and again."""

import contextlib
from pathlib import Path

import pytest

from shopmail.errors import CampaignRefused, DeliveryError, KeyRefused, ShopFileBusy
from shopmail.model import CampaignState
from shopmail.sending.recalling import Recalled, recall
from shopmail.sending.settling import Settled
from shopmail.sending.starting import send, settle
from shopmail.storage.locking import Lock
from tests.builders import AClock
from tests.sending.ready import (
    TWO_KINDS,
    a_campaign,
    add_people,
    an_open_shop,
    at_once,
    counted,
    in_half_an_hour,
    live_mails,
    post_office,
    sends,
    the_counts,
)
from tests.standin import Limits, StandIn, faults


def test_before_its_time_nobody_gets_it(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert recall(shop, post_office(post), campaign_id) == Recalled(3, 0)
        assert the_counts(shop, campaign_id) == {"recalled": 3}
        assert counted(shop, campaign_id).state is CampaignState.RECALLED
        assert recall(shop, post_office(post), campaign_id) == Recalled(3, 0)
        with pytest.raises(CampaignRefused, match="was recalled"):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
    post.clock.advance(7200)
    assert live_mails(post) == []
    assert len(post.mails) == 3


@pytest.mark.parametrize("late", [18 * 60, 31 * 60])
def test_when_it_is_too_late_it_says_so(post: StandIn, tmp_path: Path, late: int) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post, clock), campaign_id, in_half_an_hour)
        post.clock.advance(late)
        clock.moment += late
        assert recall(shop, post_office(post, clock), campaign_id) == Recalled(0, 3)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
        assert counted(shop, campaign_id).state is CampaignState.HANDED_OVER
    assert not [
        request for request in post.requests if request.method == "POST" and "scheduled" in request.path
    ]


def test_at_once_can_not_be_recalled(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, at_once)
        assert recall(shop, post_office(post), campaign_id) == Recalled(0, 3)
        assert counted(shop, campaign_id).state is CampaignState.HANDED_OVER


def test_a_draft_is_refused(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        with pytest.raises(CampaignRefused, match="has not been sent"):
            recall(shop, post_office(post), campaign_id)
        assert counted(shop, campaign_id).state is CampaignState.DRAFT


def test_a_campaign_that_was_interrupted(post: StandIn, tmp_path: Path) -> None:
    """One request accepted, one answer lost, somebody still queued: all are taken back."""
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, ["q@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        post.fail("/v3/mail/send", faults.drop_after_accept(), after=1)
        post.fail("/v3/user/scheduled_sends", faults.status(403))
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        post.clear_faults()
        assert the_counts(shop, campaign_id) == {"accepted": 1, "unknown": 1}
        assert recall(shop, post_office(post), campaign_id) == Recalled(2, 0)
        assert settle(shop, post_office(post)) == Settled(0, 0)
    post.clock.advance(7200)
    assert live_mails(post) == []


def test_people_still_queued_need_no_network(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.wrong_key())
        with pytest.raises(KeyRefused):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        before = len(post.requests)
        assert recall(shop, post_office(post), campaign_id) == Recalled(3, 0)
        assert len(post.requests) == before


@pytest.mark.parametrize("goes_on", ["settle", "recall"])
def test_a_recall_that_is_not_confirmed_is_not_forgotten(post: StandIn, tmp_path: Path, goes_on: str) -> None:
    """Whoever asked to take a campaign back does not want a later ``settle`` to hand it over anew."""
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, ["q@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        post.fail("/v3/mail/send", faults.drop_after_accept(), after=1)
        post.fail("/v3/user/scheduled_sends", faults.status(403), times=2)
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        with pytest.raises(DeliveryError):
            recall(shop, post_office(post), campaign_id)
        before = sends(post)
        with pytest.raises(CampaignRefused, match="was recalled"):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        if goes_on == "settle":
            assert settle(shop, post_office(post)) == Settled(0, 0)
        else:
            assert recall(shop, post_office(post), campaign_id) == Recalled(2, 0)
        assert the_counts(shop, campaign_id) == {"recalled": 2}
        assert sends(post) == before
    post.clock.advance(7200)
    assert live_mails(post) == []


def test_a_death_after_the_cancelling_is_found_out(post: StandIn, tmp_path: Path) -> None:
    """SendGrid cancelled, the program died before it wrote that down, and came back days later."""
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        post.fail("/v3/user/scheduled_sends", faults.drop_after_accept(), times=20)
        with pytest.raises(DeliveryError):
            recall(shop, post_office(post, clock), campaign_id)
        post.clear_faults()
        post.clock.advance(2 * 86_400)
        clock.moment += 2 * 86_400
        assert recall(shop, post_office(post, clock), campaign_id) == Recalled(3, 0)
        assert the_counts(shop, campaign_id) == {"recalled": 3}


def test_a_batch_that_somebody_cancelled_elsewhere_proves_nothing(post: StandIn, tmp_path: Path) -> None:
    """They may have done so too late: then the mails have left, although SendGrid says cancelled."""
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        post.clock.advance(25 * 60)
        clock.moment += 25 * 60
        batch_id = post.mails[0].batch_id
        with contextlib.suppress(DeliveryError):
            post_office(post, clock).cancel(batch_id)
        assert post_office(post, clock).is_cancelled(batch_id)
        post.clock.advance(86_400)
        clock.moment += 86_400
        assert recall(shop, post_office(post, clock), campaign_id) == Recalled(0, 3)
    assert [mail.state for mail in post.mails] == ["delivered"] * 3


def test_no_place_left_for_another_cancelled_batch(tmp_path: Path) -> None:
    no_place = StandIn(start=AClock().now(), ticking=False, limits=Limits(held_batches=0))
    with no_place as post, an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        with pytest.raises(DeliveryError):
            recall(shop, post_office(post), campaign_id)
        assert the_counts(shop, campaign_id) == {"accepted": 3}


def test_not_while_it_is_being_handed_over(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        with Lock(shop.path, "sender"), pytest.raises(ShopFileBusy):
            recall(shop, post_office(post), campaign_id)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
