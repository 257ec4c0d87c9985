"""What SendGrid says no to, and what becomes of everybody then."""

from pathlib import Path

import pytest
from sqlalchemy import select

from shopmail.errors import (
    CreditsUsedUp,
    DeliveryError,
    KeyRefused,
    MailRefused,
    RightMissing,
    SenderRefused,
    Stopped,
    TooMany,
)
from shopmail.model import CampaignState, Delivery
from shopmail.sending.starting import send
from tests.builders import AClock
from tests.sending.ready import (
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
from tests.standin import Limits, StandIn, faults

NO_RIGHT = faults.status(403, "access forbidden")
NOT_VERIFIED = faults.status(
    403, "The from address does not match a verified Sender Identity. Mail cannot be sent", "from"
)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.wrong_key(), KeyRefused),
        (faults.no_credits(), CreditsUsedUp),
        (NO_RIGHT, RightMissing),
        (NOT_VERIFIED, SenderRefused),
        (faults.status(400, "The content is not right", "content.0.value"), MailRefused),
        (faults.status(404), MailRefused),
        (faults.status(405), MailRefused),
    ],
)
def test_a_refusal_of_the_whole_stops_and_keeps_everybody_queued(
    post: StandIn, tmp_path: Path, fault: faults.Fault, error: type[DeliveryError]
) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", fault)
        with pytest.raises(error):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert sends(post) == 1
        assert the_counts(shop, campaign_id) == {"queued": 3}
        assert counted(shop, campaign_id).state is CampaignState.STOPPED
        assert counted(shop, campaign_id).stopped_because

        send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
        assert counted(shop, campaign_id).state is CampaignState.HANDED_OVER
        assert counted(shop, campaign_id).stopped_because == ""
    assert live_mails(post) == ["p0@example.org", "p1@example.org", "p2@example.org"]


def test_one_person_alone_is_not_blamed_for_what_is_about_the_whole(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.status(400, "The content is not right", "content"))
        with pytest.raises(MailRefused):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"queued": 1}


@pytest.mark.parametrize("bad", [(0,), (2,), (4,), (0, 2, 4), (0, 1, 2, 3, 4)])
def test_a_refused_person_is_parted_from_the_others(
    post: StandIn, tmp_path: Path, bad: tuple[int, ...]
) -> None:
    """First, middle, last, several, all: each is rejected, the others get theirs once."""
    refused = {f"p{number}@example.org" for number in bad}
    for email in refused:
        post.refuse(email)
    with an_open_shop(tmp_path, 5) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        found = states(shop, campaign_id)
        assert {email for email, state in found.items() if state.value == "rejected"} == refused
        assert live_mails(post) == sorted(set(found) - refused)
        assert sends(post) == len(refused) + (len(refused) < 5)
        assert counted(shop, campaign_id).state is CampaignState.HANDED_OVER
        with shop.reading() as session:
            reasons = session.scalars(select(Delivery.reason).where(Delivery.state == "rejected")).all()
        assert all("personalizations" in reason for reason in reasons)


def test_an_index_that_no_one_has_stops(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.bad_personalization(3))
        with pytest.raises(MailRefused):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"queued": 3}


def test_too_large_a_request_is_halved_until_it_fits(tmp_path: Path) -> None:
    with StandIn(ticking=False, start=1_795_345_200, limits=Limits(body_bytes=12_000)) as post:
        with an_open_shop(tmp_path, 32) as shop:
            campaign_id = a_campaign(shop)
            send(shop, post_office(post), campaign_id, in_half_an_hour)
            assert the_counts(shop, campaign_id) == {"accepted": 32}
        assert live_mails(post) == sorted(f"p{number}@example.org" for number in range(32))
        assert 413 in [request.status for request in post.requests]


def test_one_mail_that_is_too_large_by_itself_is_rejected(tmp_path: Path) -> None:
    with StandIn(ticking=False, start=1_795_345_200, limits=Limits(body_bytes=2_000)) as post:
        with an_open_shop(tmp_path, 2) as shop:
            campaign_id = a_campaign(shop)
            send(shop, post_office(post), campaign_id, in_half_an_hour)
            assert the_counts(shop, campaign_id) == {"rejected": 2}
        assert sends(post) == 3


class TheirClock(AClock):
    """Time passes only where somebody waits, and then for the stand-in too."""

    def __init__(self, post: StandIn) -> None:
        super().__init__()
        self.post = post
        self.waited = 0.0

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.waited += max(0.0, seconds)
        self.post.clock.advance(max(0.0, seconds))


def test_too_many_waits_as_long_as_the_answer_says(post: StandIn, tmp_path: Path) -> None:
    clock = TheirClock(post)
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.too_many(reset_in=40), times=3)
        send(shop, post_office(post, clock), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"accepted": 3}
    assert 3 * 40 <= clock.waited < 3 * 40 + 10
    assert sends(post) == 4


def test_too_many_for_too_long_stops_with_everybody_queued(post: StandIn, tmp_path: Path) -> None:
    clock = TheirClock(post)
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.too_many(reset_in=120), times=1000)
        with pytest.raises(TooMany):
            send(shop, post_office(post, clock), campaign_id, in_half_an_hour)
        assert the_counts(shop, campaign_id) == {"queued": 3}
        assert 15 * 60 <= clock.waited < 18 * 60
        post.clear_faults()
        send(shop, post_office(post, clock), campaign_id, in_half_an_hour)
    assert len(live_mails(post)) == 3


def test_waiting_can_be_stopped(post: StandIn, tmp_path: Path) -> None:
    clock = TheirClock(post)
    with an_open_shop(tmp_path, clock=clock) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.too_many(reset_in=600), times=1000)
        with pytest.raises(Stopped):
            send(
                shop, post_office(post, clock), campaign_id, in_half_an_hour,
                stopped=lambda: clock.waited >= 5,
            )  # fmt: skip
        assert clock.waited == 5
        assert the_counts(shop, campaign_id) == {"queued": 3}
        assert counted(shop, campaign_id).state is CampaignState.STOPPED


def test_data_that_breaks_one_mail_rejects_that_person_only(post: StandIn, tmp_path: Path) -> None:
    """The checks try every mail; data may change between them and the hand-over."""
    draft = """
name = "Autumn"
subject = "{% unless city == 'Nowhere' %}Autumn{% endunless %}"

[[block]]
kind = "text"
text = "Roses"
"""
    with an_open_shop(tmp_path, 2) as shop:
        campaign_id = a_campaign(shop, draft)
        post.fail("/v3/mail/send", faults.wrong_key())
        with pytest.raises(KeyRefused):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        with shop.transaction() as session:
            session.connection().exec_driver_sql(
                "UPDATE contact SET city = 'Nowhere' WHERE email = 'p0@example.org'"
            )
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        found = {email: state.value for email, state in states(shop, campaign_id).items()}
    assert found == {"p0@example.org": "rejected", "p1@example.org": "accepted"}
    assert live_mails(post) == ["p1@example.org"]


def test_somebody_who_left_since_is_held_and_the_others_get_theirs(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.wrong_key())
        with pytest.raises(KeyRefused):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        post.unsubscribe_globally("p1@example.org")
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        found = {email: state.value for email, state in states(shop, campaign_id).items()}
        assert found == {
            "p0@example.org": "accepted", "p1@example.org": "held", "p2@example.org": "accepted"
        }  # fmt: skip
        add_people(shop, ["later@example.org"])
        assert len(found) == 3, "whoever comes later is not in this campaign"
