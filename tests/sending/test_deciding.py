"""Lost answers that nothing can settle: left alone by default, mailed again only at the owner's wish."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import CampaignRefused, DeliveryError, ShopFileBusy
from shopmail.model import CampaignState, Delivery, DeliveryState, Reason, Wave
from shopmail.sending.deciding import PATIENCE_SECONDS, Doubt, send_again, unknown
from shopmail.sending.recalling import recall
from shopmail.sending.settling import Settled
from shopmail.sending.starting import send, settle
from shopmail.storage.locking import Lock
from shopmail.storage.shop import Shop
from tests.builders import AClock, a_refusal
from tests.sending.ready import (
    a_campaign,
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
from tests.sending.test_people import put_mails
from tests.standin import StandIn, faults

EVERYBODY = ["p0@example.org", "p1@example.org", "p2@example.org"]
A_DAY = 86_400


class Lost:
    """A shop whose one request got no answer, and a clock for it and for SendGrid together."""

    def __init__(self, post: StandIn, shop: Shop, clock: AClock) -> None:
        self.post, self.shop, self.clock = post, shop, clock
        self.campaign_id = 0

    def lose(self, fault: faults.Fault, *, now: bool = False) -> None:
        """Send; the answer is lost, and so is the one to cancelling."""
        self.campaign_id = self.campaign_id or a_campaign(self.shop)
        self.post.fail("/v3/mail/send", fault)
        self.post.fail("/v3/user/scheduled_sends", faults.status(403))
        office = post_office(self.post, self.clock)
        with pytest.raises(DeliveryError):
            send(self.shop, office, self.campaign_id, at_once if now else in_half_an_hour)
        self.post.clear_faults()

    def pass_time(self, seconds: int) -> None:
        self.clock.moment += seconds
        self.post.clock.advance(seconds)

    def doubts(self) -> list[Doubt]:
        with self.shop.reading() as session:
            return unknown(session, self.campaign_id, self.clock.now())

    def ids(self) -> list[str]:
        with self.shop.reading() as session:
            query = select(Delivery.recipient_id).where(Delivery.campaign_id == self.campaign_id)
            return list(session.scalars(query.order_by(Delivery.id)))

    def again(self, ids: list[str]) -> int:
        return send_again(self.shop, post_office(self.post, self.clock), self.campaign_id, ids)

    def go_on(self) -> None:
        send(self.shop, post_office(self.post, self.clock), self.campaign_id, in_half_an_hour)


@pytest.fixture
def lost(post: StandIn, tmp_path: Path) -> Iterator[Lost]:
    clock = AClock()
    with an_open_shop(tmp_path, clock=clock) as shop:
        yield Lost(post, shop, clock)


@pytest.mark.parametrize("now", [False, True], ids=["fenced", "at once"])
@pytest.mark.parametrize(
    ("fault", "first_time"), [(faults.drop_after_accept(), EVERYBODY), (faults.drop_before_accept(), [])]
)
def test_only_who_was_chosen_is_mailed_again_and_only_once(
    lost: Lost, fault: faults.Fault, first_time: list[str], now: bool
) -> None:
    lost.lose(fault, now=now)
    lost.pass_time(A_DAY)
    assert [doubt.may_be_sent_again for doubt in lost.doubts()] == [True] * 3
    assert [doubt.email for doubt in lost.doubts()] == EVERYBODY
    chosen = lost.ids()[:2]
    assert lost.again(chosen) == 2
    assert lost.again(chosen) == 0
    lost.go_on()
    assert the_counts(lost.shop, lost.campaign_id) == {"accepted": 2, "unknown": 1}
    assert counted(lost.shop, lost.campaign_id).state is CampaignState.HANDED_OVER
    lost.pass_time(A_DAY)
    assert lost.again(chosen) == 0
    assert live_mails(lost.post) == sorted([*first_time, *EVERYBODY[:2]])


def test_leaving_it_is_what_happens_by_itself(lost: Lost) -> None:
    lost.lose(faults.drop_after_accept())
    lost.pass_time(A_DAY)
    before = sends(lost.post)
    assert settle(lost.shop, post_office(lost.post, lost.clock)) == Settled(0, 3)
    lost.go_on()
    assert lost.again([]) == 0
    assert the_counts(lost.shop, lost.campaign_id) == {"unknown": 3}
    assert sends(lost.post) == before


def test_an_answer_that_is_lost_again_is_not_repeated(lost: Lost) -> None:
    lost.lose(faults.drop_after_accept())
    lost.pass_time(A_DAY)
    assert lost.again(lost.ids()) == 3
    lost.lose(faults.drop_after_accept())
    assert [(d.may_be_settled, d.was_sent_again) for d in lost.doubts()] == [(True, True)] * 3
    lost.pass_time(A_DAY)
    before = sends(lost.post)
    doubts = lost.doubts()
    assert [(d.may_be_settled, d.may_be_sent_again, d.was_sent_again) for d in doubts] == [
        (False, False, True)
    ] * 3
    assert lost.again(lost.ids()) == 0
    lost.go_on()
    assert sends(lost.post) == before


def test_a_second_answer_that_is_lost_can_still_be_settled_in_time(lost: Lost) -> None:
    lost.lose(faults.drop_before_accept())
    lost.pass_time(A_DAY)
    assert lost.again(lost.ids()) == 3
    lost.lose(faults.drop_after_accept())
    assert settle(lost.shop, post_office(lost.post, lost.clock)) == Settled(3, 0)
    lost.pass_time(A_DAY)
    assert live_mails(lost.post) == EVERYBODY


def test_while_it_can_be_settled_it_is_settled_and_nobody_is_mailed_twice(lost: Lost) -> None:
    lost.lose(faults.drop_after_accept())
    lost.pass_time(5 * 60)
    assert [(d.may_be_settled, d.may_be_sent_again) for d in lost.doubts()] == [(True, False)] * 3
    assert lost.again(lost.ids()) == 0
    assert the_counts(lost.shop, lost.campaign_id) == {"queued": 3}
    lost.go_on()
    lost.pass_time(7200)
    assert live_mails(lost.post) == EVERYBODY


@pytest.mark.parametrize("minutes", [18, 29, 30, 44])
def test_between_the_fence_and_a_quarter_of_an_hour_after_it_there_is_only_waiting(
    lost: Lost, minutes: int
) -> None:
    lost.lose(faults.drop_before_accept())
    lost.pass_time(minutes * 60)
    (doubt, *_others) = lost.doubts()
    assert (doubt.may_be_settled, doubt.may_be_sent_again, doubt.was_sent_again) == (False, False, False)
    assert lost.again(lost.ids()) == 0
    assert the_counts(lost.shop, lost.campaign_id) == {"unknown": 3}
    lost.pass_time(30 * 60 + PATIENCE_SECONDS - minutes * 60)
    assert lost.again(lost.ids()) == 3


def test_who_said_no_or_came_back_meanwhile_is_not_mailed(lost: Lost) -> None:
    lost.lose(faults.drop_before_accept())
    lost.pass_time(A_DAY)
    lost.post.unsubscribe_globally("p0@example.org")
    with lost.shop.transaction() as session:
        a_refusal(session, lost.shop, "p1@example.org", Reason.COMPLAINED)
    assert lost.again(lost.ids()) >= 1
    lost.go_on()
    found = states(lost.shop, lost.campaign_id)
    assert found["p1@example.org"] is DeliveryState.HELD
    lost.pass_time(A_DAY)
    assert live_mails(lost.post) == ["p2@example.org"]


def test_nobody_while_the_lists_cannot_be_read(lost: Lost) -> None:
    lost.lose(faults.drop_before_accept())
    lost.pass_time(A_DAY)
    lost.post.fail("/v3/suppression/bounces", faults.status(403))
    with pytest.raises(DeliveryError):
        lost.again(lost.ids())
    assert the_counts(lost.shop, lost.campaign_id) == {"unknown": 3}


def test_not_while_another_shopmail_sends(lost: Lost) -> None:
    lost.lose(faults.drop_before_accept())
    lost.pass_time(A_DAY)
    with Lock(lost.shop.path, "sender"), pytest.raises(ShopFileBusy):
        lost.again(lost.ids())
    assert the_counts(lost.shop, lost.campaign_id) == {"unknown": 3}


def test_neither_a_draft_nor_a_recalled_campaign(lost: Lost) -> None:
    lost.campaign_id = a_campaign(lost.shop)
    with pytest.raises(CampaignRefused, match="has not been sent"):
        lost.again(["r0"])
    lost.lose(faults.drop_after_accept())
    with lost.shop.transaction() as session:
        session.execute(text("UPDATE delivery SET state = 'rejected' WHERE state = 'in-flight'"))
    recall(lost.shop, post_office(lost.post, lost.clock), lost.campaign_id)
    lost.pass_time(A_DAY)
    with pytest.raises(CampaignRefused, match="was recalled"):
        lost.again(lost.ids())


def test_a_death_in_between_leaves_a_campaign_that_goes_on(lost: Lost) -> None:
    """Queued, and the program dies before it hands over: going on mails each of them once."""
    lost.lose(faults.drop_before_accept())
    lost.pass_time(A_DAY)
    assert lost.again(lost.ids()) == 3
    assert counted(lost.shop, lost.campaign_id).state is CampaignState.SENDING
    for _twice in range(2):
        if counted(lost.shop, lost.campaign_id).state is CampaignState.SENDING:
            lost.go_on()
    lost.pass_time(A_DAY)
    assert live_mails(lost.post) == EVERYBODY


WAVES = ((0, False), (-3600, False), (600, False), (7200, False), (-3600, True), (7200, True))
"""Seconds from now at which it leaves (0: at once), and whether SendGrid has confirmed that it does not."""
_UNKNOWN = DeliveryState.UNKNOWN
_STATES = [_UNKNOWN] * 8 + [state for state in DeliveryState if state is not DeliveryState.IN_FLIGHT]
"""Unknown as often as not. What a dead process left in flight is unknown by the time anything is decided."""


def test_nobody_else_is_ever_moved(tmp_path: Path) -> None:
    """Any mails in any waves, any choice: who is queued again was unknown, passed, chosen, and not before."""
    with an_open_shop(tmp_path, 6) as shop:
        outbox = RehearsalOutbox(tmp_path / "outbox", shop.clock)

        @settings(max_examples=40, deadline=None)
        @given(
            mails=st.lists(
                st.tuples(st.sampled_from(_STATES), st.integers(0, 5)),
                min_size=1,
                max_size=6,
            ),
            chosen=st.sets(st.integers(0, 5)),
        )
        def check(mails: list[tuple[DeliveryState, int]], chosen: set[int]) -> None:
            with shop.transaction() as session:
                for table in ("delivery", "wave", "chunk"):
                    session.execute(text(f"DELETE FROM {table}"))
            campaign_id = a_campaign(shop)
            put_mails(shop, campaign_id, mails, WAVES)
            ids = {f"c{campaign_id}r{number}" for number in chosen}
            before = _as_it_is(shop, campaign_id)
            if any(state is DeliveryState.RECALLED for state, _wave in mails):
                with pytest.raises(CampaignRefused):
                    send_again(shop, outbox, campaign_id, ids)
                assert _as_it_is(shop, campaign_id) == before
                return
            expected = {
                f"c{campaign_id}r{number}"
                for number, (state, wave) in enumerate(mails)
                if state is DeliveryState.UNKNOWN and wave in (0, 1) and number in chosen
            }
            assert send_again(shop, outbox, campaign_id, ids) == len(expected)
            after = _as_it_is(shop, campaign_id)
            # A wave whose time is still far was settled: whoever was in it is queued, safely.
            settled = {wave + 1 for state, wave in mails if state is _UNKNOWN and wave in (3, 5)}
            for recipient, (state, wave) in before.items():
                if recipient in expected:
                    assert after[recipient] == (DeliveryState.QUEUED, after[recipient][1])
                    assert after[recipient][1] not in range(1, len(WAVES) + 1)
                elif wave in settled and state in _SETTLED:
                    assert after[recipient][0] is DeliveryState.QUEUED
                else:
                    assert after[recipient] == (state, wave)
            assert send_again(shop, outbox, campaign_id, ids) == 0

        check()


_SETTLED = (DeliveryState.UNKNOWN, DeliveryState.ACCEPTED, DeliveryState.QUEUED)


def _as_it_is(shop: Shop, campaign_id: int) -> dict[str, tuple[DeliveryState, int]]:
    """Recipient id -> state and number of the wave."""
    with shop.reading() as session:
        rows = session.execute(
            select(Delivery.recipient_id, Delivery.state, Wave.number)
            .join(Wave, Wave.id == Delivery.wave_id)
            .where(Delivery.campaign_id == campaign_id)
        )
        return {row[0]: (row[1], row[2]) for row in rows}
