"""A death at any point of settling or recalling: SendGrid's word and the file's agree in the end."""

import contextlib
from pathlib import Path

import pytest

from shopmail.errors import CampaignRefused, DeliveryError
from shopmail.model import CampaignState, DeliveryState
from shopmail.sending.recalling import recall
from shopmail.sending.starting import send, settle
from shopmail.storage.shop import Shop
from tests.crashing import Death, Forge
from tests.crashing.stage import ONE_MINUTE, PEOPLE, Stage
from tests.sending.ready import counted, in_half_an_hour, post_office, states
from tests.standin import StandIn, faults


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """One request accepted, the answer to the other lost, and no way to cancel: before each death."""
    stage = Stage(tmp_path)

    def half_sent(shop: Shop, post: StandIn) -> None:
        post.fail("/v3/mail/send", faults.drop_after_accept(), after=1)
        post.fail("/v3/user/scheduled_sends", faults.status(403))
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), stage.campaign_id, in_half_an_hour)
        assert set(states(shop, stage.campaign_id).values()) == {
            DeliveryState.ACCEPTED,
            DeliveryState.UNKNOWN,
        }

    stage.begin(half_sent)
    return stage


def nothing_wrong(_post: StandIn) -> None:
    """Every request is answered."""


def test_recalling(forge: Forge, stage: Stage) -> None:
    """Whoever the owner took back gets nothing, whichever of ``settle`` and ``recall`` comes next."""

    def look(post: StandIn, death: Death, after: int) -> None:
        with stage.reopened(post, after) as shop:
            asked_for = counted(shop, stage.campaign_id).state is CampaignState.RECALLED
            if death.point % 2 and asked_for:
                settle(shop, post_office(post, shop.clock))
            else:
                recall(shop, post_office(post, shop.clock), stage.campaign_id)
            with contextlib.suppress(CampaignRefused):
                if asked_for:
                    send(shop, post_office(post, shop.clock), stage.campaign_id, in_half_an_hour)
            found = stage.account_for_everybody(shop, post)
            assert len(post.mails) == len(PEOPLE), "nothing was handed over anew"
            if after == ONE_MINUTE:
                assert set(found.values()) == {DeliveryState.RECALLED}

    assert stage.every_death(forge, "recall_campaign", nothing_wrong, look) > 8


def test_settling(forge: Forge, stage: Stage) -> None:
    def look(post: StandIn, _death: Death, after: int) -> None:
        with stage.reopened(post, after) as shop:
            settle(shop, post_office(post, shop.clock))
            with contextlib.suppress(CampaignRefused):
                send(shop, post_office(post, shop.clock), stage.campaign_id, in_half_an_hour)
            found = stage.account_for_everybody(shop, post)
            assert DeliveryState.RECALLED not in found.values()
            if after == ONE_MINUTE:
                assert set(found.values()) == {DeliveryState.ACCEPTED}

    assert stage.every_death(forge, "settle_all", nothing_wrong, look) > 40
