"""Mails wait for their time; a batch can be paused and cancelled until ten minutes before."""

from typing import Any

import pytest

from tests.standin import StandIn
from tests.standin.asking import Reply, a_person, a_request, ask, send
from tests.standin.conftest import START

HALF_AN_HOUR = 1800
HOLDS = "/v3/user/scheduled_sends"


def new_batch(post: StandIn) -> str:
    batch_id: str = ask(post, "POST", "/v3/mail/batch").body["batch_id"]
    return batch_id


def hold(post: StandIn, batch_id: str, status: str = "cancel") -> Reply:
    return ask(post, "POST", HOLDS, {"batch_id": batch_id, "status": status})


def states(post: StandIn) -> list[str]:
    return [mail.state for mail in post.mails]


@pytest.fixture
def batch_id(post: StandIn) -> str:
    """A batch with one mail that is due in half an hour."""
    made = new_batch(post)
    assert send(post, a_request(batch_id=made, send_at=START + HALF_AN_HOUR)).status == 202
    return made


def test_a_mail_leaves_when_its_time_comes(post: StandIn, batch_id: str) -> None:
    post.clock.advance(HALF_AN_HOUR - 1)
    assert states(post) == ["scheduled"]
    post.clock.advance(1)
    assert states(post) == ["delivered"]


def test_without_a_time_or_with_a_past_one_it_leaves_at_once(post: StandIn) -> None:
    send(post, a_request("ann@example.org"))
    send(post, a_request("bob@example.org", send_at=START - 5))
    assert [(mail.state, mail.send_at) for mail in post.mails] == [("delivered", START)] * 2


def test_a_personalization_may_have_its_own_time(post: StandIn) -> None:
    people = [a_person("ann@example.org", send_at=START + 60), a_person("bob@example.org")]
    send(post, a_request(personalizations=people, send_at=START + 120))
    post.clock.advance(60)
    assert states(post) == ["delivered", "scheduled"]


def test_a_cancelled_mail_is_thrown_away_at_its_time(post: StandIn, batch_id: str) -> None:
    reply = hold(post, batch_id)
    assert (reply.status, reply.body) == (201, {"batch_id": batch_id, "status": "cancel"})
    assert ask(post, "GET", HOLDS).body == [reply.body]
    assert ask(post, "GET", f"{HOLDS}/{batch_id}").body == [reply.body]
    assert states(post) == ["scheduled"]
    post.clock.advance(HALF_AN_HOUR)
    assert states(post) == ["cancelled"]


def test_a_mail_handed_over_after_the_cancel_is_caught_too(post: StandIn) -> None:
    made = new_batch(post)
    hold(post, made)
    post.clock.advance(HALF_AN_HOUR)
    send(post, a_request(batch_id=made))
    assert states(post) == ["cancelled"]


def test_a_second_post_is_refused_and_a_patch_changes(post: StandIn, batch_id: str) -> None:
    hold(post, batch_id, "pause")
    assert hold(post, batch_id).status == 400
    assert ask(post, "PATCH", f"{HOLDS}/{batch_id}", {"status": "cancel"}).status == 204
    post.clock.advance(HALF_AN_HOUR)
    assert states(post) == ["cancelled"]


def test_lifting_a_cancel_lets_the_mail_leave(post: StandIn, batch_id: str) -> None:
    hold(post, batch_id)
    assert ask(post, "DELETE", f"{HOLDS}/{batch_id}").status == 204
    assert ask(post, "GET", f"{HOLDS}/{batch_id}").body == []
    post.clock.advance(HALF_AN_HOUR)
    assert states(post) == ["delivered"]


def test_a_paused_mail_leaves_when_the_pause_is_lifted(post: StandIn, batch_id: str) -> None:
    hold(post, batch_id, "pause")
    post.clock.advance(HALF_AN_HOUR + 3600)
    assert states(post) == ["scheduled"]
    ask(post, "DELETE", f"{HOLDS}/{batch_id}")
    assert states(post) == ["delivered"]


def test_a_paused_mail_expires_after_three_days(post: StandIn, batch_id: str) -> None:
    hold(post, batch_id, "pause")
    post.clock.advance(HALF_AN_HOUR + 72 * 3600)
    assert states(post) == ["scheduled"]
    post.clock.advance(1)
    assert states(post) == ["expired"]


@pytest.mark.parametrize(("before", "ends"), [(600, "cancelled"), (599, "delivered")])
def test_a_cancel_counts_until_ten_minutes_before(
    post: StandIn, batch_id: str, before: int, ends: str
) -> None:
    post.clock.advance(HALF_AN_HOUR - before)
    assert hold(post, batch_id).status == 201
    post.clock.advance(before)
    assert states(post) == [ends]


def test_a_late_cancel_may_be_refused_outright(post: StandIn, batch_id: str) -> None:
    post.limits.refuse_late_cancel = True
    post.clock.advance(HALF_AN_HOUR - 599)
    assert hold(post, batch_id).status == 400
    assert ask(post, "GET", HOLDS).body == []


def test_ten_batches_may_be_held_at_a_time(post: StandIn) -> None:
    batches = [new_batch(post) for _ in range(11)]
    assert [hold(post, made).status for made in batches] == [201] * 10 + [400]
    ask(post, "DELETE", f"{HOLDS}/{batches[0]}")
    assert hold(post, batches[10]).status == 201


def test_a_hold_ends_with_its_batch(post: StandIn, batch_id: str) -> None:
    hold(post, batch_id)
    post.clock.advance(10 * 24 * 3600 + 1)
    assert ask(post, "GET", HOLDS).body == []
    assert states(post) == ["cancelled"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", HOLDS, {"batch_id": "Bnone", "status": "cancel"}, 400),
        ("POST", HOLDS, {"batch_id": "Bnone"}, 400),
        ("POST", HOLDS, {"batch_id": "Bnone", "status": "cancel", "why": ""}, 400),
        ("PATCH", f"{HOLDS}/Bnone", {"status": "cancel"}, 404),
        ("DELETE", f"{HOLDS}/Bnone", None, 404),
        ("GET", f"{HOLDS}/Bnone", None, 404),
    ],
)
def test_what_is_not_there_cannot_be_held(
    post: StandIn, method: str, path: str, body: Any, status: int
) -> None:
    assert ask(post, method, path, body).status == status


def test_the_status_is_one_of_two(post: StandIn, batch_id: str) -> None:
    assert hold(post, batch_id, "stop").problem[0] == "status"
