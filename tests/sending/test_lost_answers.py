"""Answers that are lost: cancelled and handed over anew while there is time, and never repeated by guess."""

from pathlib import Path

import pytest

from shopmail.errors import DeliveryError, OutcomeUnknown
from shopmail.model import CampaignState
from shopmail.sending.settling import Settled
from shopmail.sending.starting import send, settle
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock
from tests.sending.ready import (
    DRAFT,
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
    states,
    the_counts,
)
from tests.standin import StandIn, faults

EVERYBODY = ["p0@example.org", "p1@example.org", "p2@example.org"]

LOST = [
    faults.drop_after_accept(),
    faults.drop_before_accept(),
    faults.hang_up(),
    faults.status(500),
    faults.status(502, accepted=True),
    faults.status(503),
    faults.status(504, accepted=True),
    faults.cut_off(accepted=False),
    faults.cut_off_headers(accepted=True),
    faults.html_page(accepted=True),
    faults.html_page(accepted=False),
    faults.garbage(200, accepted=True),
    faults.redirect("http://127.0.0.1:9/"),
]


@pytest.mark.parametrize("fault", LOST, ids=lambda fault: fault.label)
def test_everybody_gets_exactly_one_mail(post: StandIn, tmp_path: Path, fault: faults.Fault) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", fault)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
        assert counted(shop, campaign_id).state is CampaignState.HANDED_OVER
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY
    assert [request.path for request in post.requests].count("/v3/mail/batch") == 2


def test_a_time_out_is_a_lost_answer(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.slow(3.0))
        send(shop, post_office(post, deadline=0.5, clock=ClockThatRuns()), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY


class ClockThatRuns(AClock):
    """Deadlines are real; only the wall clock stands still."""

    def monotonic(self) -> float:
        from shopmail.clock import Clock

        return Clock().monotonic()


def lost_for_good(post: StandIn, shop: Shop, fault: faults.Fault, draft: str = DRAFT) -> int:
    """A campaign whose first answer is lost while SendGrid refuses to cancel."""
    campaign_id = a_campaign(shop, draft)
    post.fail("/v3/mail/send", fault)
    post.fail("/v3/user/scheduled_sends", faults.status(403))
    with pytest.raises(DeliveryError):
        send(shop, post_office(post), campaign_id, in_half_an_hour)
    post.clear_faults()
    assert counted(shop, campaign_id).state is CampaignState.STOPPED
    return campaign_id


@pytest.mark.parametrize("fault", [faults.drop_after_accept(), faults.drop_before_accept()])
def test_settling_cancels_and_hands_over_anew(post: StandIn, tmp_path: Path, fault: faults.Fault) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = lost_for_good(post, shop, fault)
        assert the_counts(shop, campaign_id) == {"unknown": 3}
        assert settle(shop, post_office(post)) == Settled(requeued=3, unknown=0)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
        assert counted(shop, campaign_id).state is CampaignState.HANDED_OVER
        assert settle(shop, post_office(post)) == Settled(0, 0)
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY


def test_who_was_accepted_in_the_same_wave_is_handed_over_anew_too(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, ["q@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        post.fail("/v3/mail/send", faults.drop_after_accept(), after=1)
        post.fail("/v3/user/scheduled_sends", faults.status(403))
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"accepted": 1, "unknown": 1}
        assert settle(shop, post_office(post)) == Settled(2, 0)
    post.clock.advance(7200)
    assert live_mails(post) == ["p0@example.org", "q@example.org"]


@pytest.mark.parametrize(
    ("fault", "mails"), [(faults.drop_after_accept(), EVERYBODY), (faults.drop_before_accept(), [])]
)
@pytest.mark.parametrize("late", [18 * 60, 25 * 60, 4 * 86_400])
def test_too_late_to_cancel_stays_unknown_and_is_never_resent(
    post: StandIn, tmp_path: Path, fault: faults.Fault, mails: list[str], late: int
) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = lost_for_good(post, shop, fault)
        before = sends(post)
        post.clock.advance(late)
        clock.moment += late
        for _again in range(2):
            assert settle(shop, post_office(post, clock)) == Settled(0, 3)
            send(shop, post_office(post, clock), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"unknown": 3}
        assert counted(shop, campaign_id).state is CampaignState.HANDED_OVER
        assert sends(post) == before
    post.clock.advance(7200)
    assert live_mails(post) == mails


def test_a_second_before_the_fence_closes_there_is_still_time(post: StandIn, tmp_path: Path) -> None:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        lost_for_good(post, shop, faults.drop_after_accept())
        post.clock.advance(18 * 60 - 1)
        clock.moment += 18 * 60 - 1
        assert settle(shop, post_office(post, clock)) == Settled(3, 0)
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY


def test_an_answer_that_is_lost_again_and_again_ends_the_tries(post: StandIn, tmp_path: Path) -> None:
    """Each try takes one of the account's ten places for cancelled batches."""
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.drop_after_accept(), times=100)
        with pytest.raises(OutcomeUnknown):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert sends(post) == 3
        assert the_counts(shop, campaign_id) == {"queued": 3}
        post.clear_faults()
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
    post.clock.advance(7200)
    assert live_mails(post) == EVERYBODY


def test_two_places_for_cancelled_batches_are_kept_for_the_owner(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.drop_before_accept(), times=100)
        for _try in range(3):
            with pytest.raises(OutcomeUnknown):
                send(shop, post_office(post), campaign_id, in_half_an_hour)
        holds = sum(
            request.path == "/v3/user/scheduled_sends" and request.status == 201 for request in post.requests
        )
        assert holds == 8
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"unknown": 1}


def test_at_once_has_no_fence_and_stays_unknown(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.drop_after_accept())
        with pytest.raises(OutcomeUnknown):
            send(shop, post_office(post), campaign_id, at_once)
        assert settle(shop, post_office(post)) == Settled(0, 3)
        send(shop, post_office(post), campaign_id, at_once)
        assert the_counts(shop, campaign_id) == {"unknown": 3}
        assert sends(post) == 1
    assert live_mails(post) == EVERYBODY
    (request,) = [request for request in post.requests if request.path == "/v3/mail/send"]
    assert not {"batch_id", "send_at"} & request.body.keys()
    assert "/v3/mail/batch" not in {request.path for request in post.requests}


def test_at_once_leaves_at_once(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, at_once)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
    assert [mail.state for mail in post.mails] == ["delivered"] * 3


def test_a_death_after_the_cancelling_is_found_out_even_when_it_is_too_late_to_cancel(
    post: StandIn, tmp_path: Path
) -> None:
    """Cancelled at SendGrid, not noted here: else the wave would count as on its way, and get nothing."""
    clock = AClock()
    with an_open_shop(tmp_path, 1, clock) as shop:
        add_people(shop, ["q@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        post.fail("/v3/mail/send", faults.drop_after_accept(), after=1)
        post.fail("/v3/user/scheduled_sends", faults.status(403))
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        post_office(post).cancel(post.mails[0].batch_id)
        post.clock.advance(86_400)
        clock.moment += 86_400
        assert settle(shop, post_office(post, clock)) == Settled(2, 0)
        assert the_counts(shop, campaign_id) == {"accepted": 2}
    post.clock.advance(7200)
    assert live_mails(post) == ["p0@example.org", "q@example.org"]


def test_nobody_is_queued_again_while_the_lists_cannot_be_read(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = lost_for_good(post, shop, faults.drop_after_accept())
        post.fail("/v3/suppression/bounces", faults.status(403))
        with pytest.raises(DeliveryError):
            settle(shop, post_office(post))
        assert the_counts(shop, campaign_id) == {"unknown": 3}
        post.unsubscribe_globally("p1@example.org")
        assert settle(shop, post_office(post)) == Settled(3, 0)
        assert {email: state.value for email, state in states(shop, campaign_id).items()} == {
            "p0@example.org": "accepted", "p1@example.org": "held", "p2@example.org": "accepted"
        }  # fmt: skip


def test_the_time_is_sendgrids_not_this_computers(post: StandIn, tmp_path: Path) -> None:
    """A computer that is an hour slow, or fast, sends at the right time, and waits the right time."""
    for hour in (-3600, 3600):
        folder = tmp_path / str(hour)
        folder.mkdir()
        with an_open_shop(folder, 1, AClock(NOON + hour)) as shop:
            send(shop, post_office(post, shop.clock), a_campaign(shop), in_half_an_hour)
    assert [mail.send_at for mail in post.mails] == [NOON + 1800] * 2
