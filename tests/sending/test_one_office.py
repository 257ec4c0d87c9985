"""A campaign stays with the post office that took the first of it, whatever key comes or goes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import CampaignRefused, DeliveryError, Stopped
from shopmail.model import CampaignState
from shopmail.sending.recalling import Recalled, recall
from shopmail.sending.starting import send, settle
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
from tests.standin import StandIn, faults


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
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.drop_after_accept())
        post.fail("/v3/user/scheduled_sends", faults.status(500), times=20)
        with pytest.raises(DeliveryError):
            send(shop, post_office(post, clock), campaign_id, in_half_an_hour)

        with pytest.raises(CampaignRefused, match="there is no SendGrid key"):
            settle(shop, RehearsalOutbox(tmp_path / "outbox", clock))
        assert the_counts(shop, campaign_id) == {"unknown": 3}

        post.clear_faults()
        settle(shop, post_office(post, clock))
        assert the_counts(shop, campaign_id) == {"accepted": 3}
    post.clock.advance(7200)
    assert len(live_mails(post)) == 3


def after_one() -> Callable[[], bool]:
    """Asks to stop when it is asked for the second time."""
    asked = iter([False])
    return lambda: next(asked, True)
