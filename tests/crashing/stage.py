"""One shop whose campaign goes to two people in two requests; each death happens to a fresh copy of it."""

import shutil
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from shopmail.model import DeliveryState
from shopmail.reports.campaign import campaign_report
from shopmail.storage.checking import check
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock
from tests.crashing.dump import dump
from tests.crashing.forge import Death, Forge
from tests.sending.ready import TWO_KINDS, a_campaign, add_people, an_open_shop, states
from tests.standin import StandIn

PEOPLE = ("a@example.org", "b@example.org")

ONE_MINUTE, TOO_LATE, DAYS = COMES_BACK = (60, 25 * 60, 4 * 86_400)
"""When the owner comes back; mails leave after thirty minutes, and can be cancelled until twelve before."""

Prepare = Callable[[StandIn], None]
Look = Callable[[StandIn, Death, int], None]
"""Looks at what a death has left behind; the number says after how many seconds the owner comes back."""


class Stage:
    """Copies of that shop, and a stand-in for each of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shop = an_open_shop(folder, people=0)
        add_people(shop, PEOPLE[:1])
        add_people(shop, PEOPLE[1:], city="")
        self.campaign_id = a_campaign(shop, TWO_KINDS)
        shop.close()
        self.original = shop.path
        self.file = folder / "copy.shopmail"
        self._posted: tuple[Any, ...] | None = None

    def begin(self, prologue: Callable[[Shop, StandIn], None]) -> None:
        """Have ``prologue`` happen before each death; it is played once, and copied."""
        with StandIn(start=NOON, ticking=False) as post:
            with Shop(self.original, AClock()) as shop:
                prologue(shop, post)
            account = post.account
            self._posted = deepcopy((account.schedule, account.mails, account.suppressions))

    def every_death(
        self,
        forge: Forge,
        act: str,
        prepare: Prepare,
        look: Look,
        first: int = 1,
        comes_back: tuple[int, ...] = COMES_BACK,
    ) -> int:
        """Die at each point from ``first`` on and look; how many points there are.

        A death that leaves the file and the post office as another one did, for an owner who comes back
        after the same time, is not looked at a second time.
        """
        looked_at: set[object] = set()
        for point in range(first, 1000):
            with StandIn(start=NOON, ticking=False) as post:
                death = self.one_death(forge, act, prepare, post, point)
                after = comes_back[point % len(comes_back)]
                left_behind = (
                    self._fingerprint(),
                    str(post.counts()),
                    len(post.account.schedule.holds),
                    after,
                )
                if left_behind not in looked_at:
                    looked_at.add(left_behind)
                    look(post, death, after)
            if not death.killed:
                return death.passed
        raise AssertionError("endless")

    def one_death(self, forge: Forge, act: str, prepare: Prepare, post: StandIn, point: int) -> Death:
        for old in self.folder.glob("copy*"):
            old.unlink()
        shutil.copy(self.original, self.file)
        if self._posted is not None:
            account = post.account
            account.schedule, account.mails, account.suppressions = deepcopy(self._posted)
        prepare(post)
        details: dict[str, Any] = {"shop": str(self.file), "key": post.key, "url": post.url}
        if act != "settle_all":
            details["campaign_id"] = self.campaign_id
        death = forge.die(act, point, **details)
        post.clear_faults()
        return death

    def reopened(self, post: StandIn, after: int) -> Shop:
        """The shop as the owner finds it ``after`` seconds."""
        assert check(self.file).problems == []
        post.clock.advance(after)
        return Shop(self.file, AClock(NOON + after))

    def account_for_everybody(self, shop: Shop, post: StandIn) -> dict[str, DeliveryState]:
        """Long after: nobody got two mails, and what the file says of each person is true."""
        post.clock.advance(5 * 3600)
        got = Counter(mail.to for mail in post.mails if mail.state == "delivered")
        assert post.counts()["delivered"] + post.counts()["cancelled"] == len(post.mails)
        found = states(shop, self.campaign_id)
        assert set(found) == set(PEOPLE)
        for email, state in found.items():
            assert got[email] <= 1
            if state is not DeliveryState.UNKNOWN:
                assert (state, got[email]) in ((DeliveryState.ACCEPTED, 1), (DeliveryState.RECALLED, 0))
        with shop.reading() as session:
            listed = campaign_report(session, self.campaign_id).table("unknown").people
        assert {person.email for person in listed} == {
            email for email, state in found.items() if state is DeliveryState.UNKNOWN
        }
        return found

    def _fingerprint(self) -> str:
        """Everything in the file but random numbers, and how far lists are read (see ``test_syncing``)."""
        found = dump(self.file, frozenset(("sync_mark",)))
        for table, random in (("wave", (3,)), ("delivery", (5,)), ("chunk", (3,))):
            found[table] = [
                tuple(bool(value) if place in random else value for place, value in enumerate(row))
                for row in found[table]
            ]
        return repr(found)
