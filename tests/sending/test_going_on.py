"""A campaign that was interrupted goes on: nobody a second time, nobody who said no, the mail as it was."""

from pathlib import Path

import pytest

from shopmail.errors import DeliveryError, Stopped
from shopmail.model import CampaignState
from shopmail.sending.starting import send
from tests.builders import AClock
from tests.sending.ready import (
    SHOP,
    TWO_KINDS,
    a_campaign,
    add_people,
    an_open_shop,
    counted,
    in_half_an_hour,
    live_mails,
    post_office,
    sends,
    states,
    the_counts,
)
from tests.standin import StandIn, faults


def test_the_lists_are_read_again_before_it_goes_on(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.wrong_key())
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        post.fail("/v3/suppression", faults.status(403), times=10)
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert (the_counts(shop, campaign_id), sends(post)) == ({"queued": 3}, 1)


def test_stop_keeps_the_rest_queued_and_a_second_send_goes_on(post: StandIn, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with an_open_shop(tmp_path, 2) as shop:
        add_people(shop, ["q@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        one_at_a_time = post_office(post)
        one_at_a_time.connections = 1
        with pytest.raises(Stopped):
            send(
                shop, one_at_a_time, campaign_id, in_half_an_hour,
                stopped=lambda: sends(post) > 0, progress=lambda done, total: seen.append((done, total)),
            )  # fmt: skip
        assert the_counts(shop, campaign_id) == {"accepted": 2, "queued": 1}
        assert counted(shop, campaign_id).state is CampaignState.STOPPED
        send(
            shop, post_office(post), campaign_id, in_half_an_hour,
            progress=lambda done, total: seen.append((done, total)),
        )  # fmt: skip
        assert the_counts(shop, campaign_id) == {"accepted": 3}
    assert seen == [(2, 3), (3, 3)]
    assert len(live_mails(post)) == 3


def test_a_send_that_goes_on_too_late_moves_the_rest_to_a_later_wave(post: StandIn, tmp_path: Path) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, 1, clock) as shop:
        add_people(shop, ["q@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        one_at_a_time = post_office(post)
        one_at_a_time.connections = 1
        with pytest.raises(Stopped):
            send(shop, one_at_a_time, campaign_id, in_half_an_hour, stopped=lambda: sends(post) > 0)
        post.clock.advance(19 * 60)
        clock.moment += 19 * 60
        send(shop, post_office(post, clock), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"accepted": 2}
    first, second = post.mails
    assert first.batch_id != second.batch_id
    assert second.send_at == clock.moment + 20 * 60


def test_the_fence_is_measured_again_in_the_middle_of_a_wave(post: StandIn, tmp_path: Path) -> None:
    """The computer slept: the next request of the wave would be too late to be recalled."""
    clock = AClock()

    def asleep(_done: int, _total: int) -> None:
        if clock.moment < post.clock.now() + 1 and len(post.mails) == 1:
            clock.moment += 19 * 60
            post.clock.advance(19 * 60)

    with an_open_shop(tmp_path, 1, clock) as shop:
        add_people(shop, ["q@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        provider = post_office(post, clock)
        provider.connections = 1
        send(shop, provider, campaign_id, in_half_an_hour, progress=asleep)
    first, second = post.mails
    assert (first.send_at, second.send_at) == (post.clock.now() + 11 * 60, post.clock.now() + 20 * 60)


def test_everybody_gets_the_mail_as_it_was_when_it_was_sent(post: StandIn, tmp_path: Path) -> None:
    """Settings that change in between belong to the next campaign."""
    with an_open_shop(tmp_path, 1) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.wrong_key())
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        shop.change_settings({"shop.name": "Other", "sender.name": "Other", "tracking.opens": "yes"})
        send(shop, post_office(post), campaign_id, in_half_an_hour)
    body = post.requests[-1].body
    assert body["from"]["name"] == SHOP["sender__name"]
    assert SHOP["shop__name"] in body["content"][1]["value"]
    assert body["tracking_settings"]["open_tracking"] == {"enable": False}


def test_if_everybody_left_since_all_are_held_and_nothing_is_sent(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 2) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.wrong_key())
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        for email in states(shop, campaign_id):
            post.unsubscribe_globally(email)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"held": 2}
        assert counted(shop, campaign_id).state is CampaignState.HANDED_OVER
    assert sends(post) == 1
