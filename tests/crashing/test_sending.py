"""A death at any point of sending: nobody gets two mails, nobody is lost in silence."""

import contextlib
from pathlib import Path

import pytest

from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import CampaignRefused, KeyRefused
from shopmail.model import CampaignState, DeliveryState
from shopmail.sending.starting import send, settle
from shopmail.storage.shop import Shop
from tests.builders import NOON
from tests.crashing import Death, Forge
from tests.crashing.stage import DAYS, ONE_MINUTE, Prepare, Stage
from tests.sending.ready import counted, in_half_an_hour, post_office, sends, states
from tests.standin import StandIn, faults


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def nothing_wrong(_post: StandIn) -> None:
    """Every request is answered."""


def answer_lost_after_accepting(post: StandIn) -> None:
    post.fail("/v3/mail/send", faults.drop_after_accept())


def answer_lost_before_accepting(post: StandIn) -> None:
    post.fail("/v3/mail/send", faults.drop_before_accept())


def test_sending(forge: Forge, stage: Stage) -> None:
    drafts: list[bool] = []

    def look(post: StandIn, _death: Death, after: int) -> None:
        drafts.append(not come_back(stage, post, after))

    assert stage.every_death(forge, "send_campaign", nothing_wrong, look) > 50
    assert drafts == sorted(drafts, reverse=True), "first a draft, then never again"
    assert len(drafts) > 20


@pytest.mark.parametrize("prepare", [answer_lost_after_accepting, answer_lost_before_accepting])
def test_sending_with_a_lost_answer(forge: Forge, stage: Stage, prepare: Prepare) -> None:
    """What comes before the first request is as above; from there on it settles by itself, or dies."""
    seen: list[bool] = []

    def queued(shop: Shop, post: StandIn) -> None:
        post.fail("/v3/mail/send", faults.wrong_key(), times=2)
        with pytest.raises(KeyRefused):
            send(shop, post_office(post), stage.campaign_id, in_half_an_hour)
        assert set(states(shop, stage.campaign_id).values()) == {DeliveryState.QUEUED}

    stage.begin(queued)

    def look(post: StandIn, _death: Death, after: int) -> None:
        seen.append(come_back(stage, post, after))

    first = first_request(forge, stage)
    points = stage.every_death(forge, "send_campaign", prepare, look, first, (ONE_MINUTE, DAYS))
    assert points - first > 25
    assert all(seen)
    assert len(seen) > 12


def first_request(forge: Forge, stage: Stage) -> int:
    """The last point before the first mail is handed over."""
    low, high = 1, 100
    while low < high:
        middle = (low + high) // 2
        with StandIn(start=NOON, ticking=False) as post:
            stage.one_death(forge, "send_campaign", nothing_wrong, post, middle)
            low, high = (low, middle) if sends(post) else (middle + 1, high)
    return low - 1


def come_back(stage: Stage, post: StandIn, after: int) -> bool:
    """The owner comes back, settles and sends again; False: it was still a draft, and nothing had left."""
    with stage.reopened(post, after) as shop:
        if counted(shop, stage.campaign_id).state is CampaignState.DRAFT:
            assert (states(shop, stage.campaign_id), post.mails) == ({}, [])
            return False
        outbox = RehearsalOutbox(stage.folder / "outbox", shop.clock)
        with pytest.raises(CampaignRefused):  # whenever it died, the campaign is SendGrid's
            send(shop, outbox, stage.campaign_id, in_half_an_hour)
        settle(shop, post_office(post, shop.clock))
        with contextlib.suppress(CampaignRefused):  # settling was all that was left to do
            send(shop, post_office(post, shop.clock), stage.campaign_id, in_half_an_hour)
        assert counted(shop, stage.campaign_id).state is CampaignState.HANDED_OVER
        found = stage.account_for_everybody(shop, post)
        assert DeliveryState.RECALLED not in found.values()
        if after == ONE_MINUTE:
            assert set(found.values()) == {DeliveryState.ACCEPTED}
        return True
