"""A death at any point of sending: nobody gets two mails, nobody is lost in silence."""

import contextlib
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopmail.errors import CampaignRefused
from shopmail.model import CampaignState, DeliveryState
from shopmail.reports.campaign import campaign_report
from shopmail.sending.starting import send, settle
from shopmail.storage.checking import check
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock
from tests.crashing import Death, Forge
from tests.sending.ready import (
    TWO_KINDS,
    a_campaign,
    add_people,
    an_open_shop,
    counted,
    in_half_an_hour,
    post_office,
    sends,
    states,
)
from tests.standin import StandIn, faults

PEOPLE = ("a@example.org", "b@example.org")

ONE_MINUTE, TOO_LATE, DAYS = 60, 25 * 60, 4 * 86_400
"""When the owner comes back; mails leave after thirty minutes, and can be cancelled until twelve before."""

COMES_BACK = (ONE_MINUTE, ONE_MINUTE, TOO_LATE, ONE_MINUTE, DAYS)


class Stage:
    """Copies of one shop whose campaign goes to two people in two requests, and a stand-in for each copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shop = an_open_shop(folder, people=0)
        add_people(shop, PEOPLE[:1])
        add_people(shop, PEOPLE[1:], city="")
        self.campaign_id = a_campaign(shop, TWO_KINDS)
        shop.close()
        self.original = shop.path
        self.file = folder / "copy.shopmail"

    def copy(self) -> None:
        for old in self.folder.glob("copy*"):
            old.unlink()
        shutil.copy(self.original, self.file)

    def details(self, post: StandIn) -> dict[str, Any]:
        return {"shop": str(self.file), "key": post.key, "url": post.url, "campaign_id": self.campaign_id}

    def reopened(self, post: StandIn, after: int) -> Shop:
        assert check(self.file).problems == []
        post.clear_faults()
        post.clock.advance(after)
        return Shop(self.file, AClock(NOON + after))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def every_death(
    forge: Forge,
    stage: Stage,
    prepare: Callable[[StandIn], None],
    look: Callable[[StandIn, Death], None],
    first: int = 1,
) -> int:
    """Send from point ``first`` on, each death on its own stage; how many points there are."""
    for point in range(first, 1000):
        stage.copy()
        with StandIn(start=NOON, ticking=False) as post:
            prepare(post)
            death = forge.die("send_campaign", point, **stage.details(post))
            look(post, death)
        if not death.killed:
            return death.passed
    raise AssertionError("endless")


def nothing_wrong(_post: StandIn) -> None:
    """Every request is answered."""


def answer_lost_after_accepting(post: StandIn) -> None:
    post.fail("/v3/mail/send", faults.drop_after_accept())


def answer_lost_before_accepting(post: StandIn) -> None:
    post.fail("/v3/mail/send", faults.drop_before_accept())


def test_sending(forge: Forge, stage: Stage) -> None:
    untouched: list[int] = []

    def look(post: StandIn, death: Death) -> None:
        if not come_back(stage, post, after=COMES_BACK[death.point % len(COMES_BACK)]):
            untouched.append(death.point)

    points = every_death(forge, stage, nothing_wrong, look)
    assert points > 60
    assert untouched == list(range(1, len(untouched) + 1)), "first a draft, then never again"


@pytest.mark.parametrize("prepare", [answer_lost_after_accepting, answer_lost_before_accepting])
def test_sending_with_a_lost_answer(forge: Forge, stage: Stage, prepare: Callable[[StandIn], None]) -> None:
    """What comes before the first request is as above; from there on it settles by itself, or dies."""
    seen: list[bool] = []

    def look(post: StandIn, death: Death) -> None:
        seen.append(come_back(stage, post, after=COMES_BACK[death.point % len(COMES_BACK)]))

    points = every_death(forge, stage, prepare, look, first=first_request(forge, stage))
    assert len(seen) > 30
    assert all(seen)
    assert points > 60


def first_request(forge: Forge, stage: Stage) -> int:
    """The last point before the first mail is handed over."""
    low, high = 1, 100
    while low < high:
        middle = (low + high) // 2
        stage.copy()
        with StandIn(start=NOON, ticking=False) as post:
            forge.die("send_campaign", middle, **stage.details(post))
            low, high = (low, middle) if sends(post) else (middle + 1, high)
    return low - 1


def come_back(stage: Stage, post: StandIn, after: int) -> bool:
    """The owner comes back ``after`` seconds, settles and sends again; False: it was still a draft."""
    with stage.reopened(post, after) as shop:
        if counted(shop, stage.campaign_id).state is CampaignState.DRAFT:
            assert (states(shop, stage.campaign_id), post.mails) == ({}, [])
            return False
        settle(shop, post_office(post, shop.clock))
        with contextlib.suppress(CampaignRefused):  # settling was all that was left to do
            send(shop, post_office(post, shop.clock), stage.campaign_id, in_half_an_hour)
        assert counted(shop, stage.campaign_id).state is CampaignState.HANDED_OVER
        account_for_everybody(shop, post, stage.campaign_id)
        if after == ONE_MINUTE:
            assert set(states(shop, stage.campaign_id).values()) == {DeliveryState.ACCEPTED}
        return True


def account_for_everybody(shop: Shop, post: StandIn, campaign_id: int) -> None:
    post.clock.advance(5 * 3600)
    got = Counter(mail.to for mail in post.mails if mail.state == "delivered")
    assert sum(post.counts().values()) == post.counts()["delivered"] + post.counts()["cancelled"]
    assert all(count == 1 for count in got.values()), got
    found = states(shop, campaign_id)
    assert set(found) == set(PEOPLE)
    for email, state in found.items():
        if state is not DeliveryState.UNKNOWN:
            assert (state, got[email]) == (DeliveryState.ACCEPTED, 1)
    with shop.reading() as session:
        listed = campaign_report(session, campaign_id).table("unknown").people
    assert {person.email for person in listed} == {
        email for email, state in found.items() if state is DeliveryState.UNKNOWN
    }
