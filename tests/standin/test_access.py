"""Who may call what, how often, and what an account tells about itself."""

from email.utils import parsedate_to_datetime

import pytest

from tests.standin import ALL_SCOPES, Limits, StandIn
from tests.standin.asking import a_request, ask, send
from tests.standin.conftest import START
from tests.standin.routes import Route
from tests.standin.server import ROUTES


def test_no_key_and_a_wrong_key(post: StandIn) -> None:
    reply = ask(post, "GET", "/v3/scopes", key="SG.wrong")
    assert (reply.status, reply.problem[0]) == (401, None)
    post.forget_key(post.key)
    assert send(post, a_request()).status == 401
    assert not post.mails


def test_a_key_has_sendgrids_length_and_tells_its_rights(post: StandIn) -> None:
    assert len(post.key) == 69
    assert ask(post, "GET", "/v3/scopes").body == {"scopes": sorted(ALL_SCOPES)}
    assert ask(post, "GET", "/v3/scopes", key=post.new_key(["mail.send"])).body == {"scopes": ["mail.send"]}


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.scope], ids=lambda r: f"{r.method} {r.pattern}"
)
def test_each_endpoint_asks_for_its_own_right(post: StandIn, route: Route) -> None:
    path = route.pattern.replace("{}", "1")
    lacking = post.new_key(ALL_SCOPES - {route.scope})
    reply = ask(post, route.method, path, {} if route.method in ("POST", "PATCH") else None, key=lacking)
    assert (reply.status, reply.problem[1]) == (403, "access forbidden")
    having = post.new_key([route.scope])
    assert (
        ask(post, route.method, path, {} if route.method in ("POST", "PATCH") else None, key=having).status
        != 403
    )


def test_unknown_places_and_methods(post: StandIn) -> None:
    assert ask(post, "GET", "/v3/nowhere").status == 404
    assert ask(post, "GET", "/v3/mail/send").status == 405
    assert ask(post, "PUT", "/v3/asm/groups", {}).status == 405


def test_every_answer_has_its_own_date_and_pace(post: StandIn) -> None:
    post.clock.advance(90)
    reply = ask(post, "GET", "/v3/scopes")
    assert int(parsedate_to_datetime(reply.headers["Date"]).timestamp()) == START + 90
    assert reply.headers["X-RateLimit-Limit"] == "600"
    assert reply.headers["X-RateLimit-Remaining"] == "599"
    assert int(reply.headers["X-RateLimit-Reset"]) > START + 90


def test_too_many_calls_in_a_minute() -> None:
    with StandIn(start=START, ticking=False, limits=Limits(rate=2)) as post:
        assert [ask(post, "GET", "/v3/scopes").status for _ in range(3)] == [200, 200, 429]
        reply = ask(post, "GET", "/v3/scopes")
        assert (reply.problem[1], reply.headers["X-RateLimit-Remaining"]) == ("too many requests", "0")
        assert ask(post, "GET", "/v3/user/account").status == 200
        post.clock.advance(int(reply.headers["X-RateLimit-Reset"]) - START)
        assert ask(post, "GET", "/v3/scopes").status == 200


def test_what_the_account_tells(post: StandIn) -> None:
    post.verify_sender("info@example.net")
    senders = ask(post, "GET", "/v3/verified_senders").body["results"]
    assert [(row["from_email"], row["verified"]) for row in senders] == [
        ("shop@example.com", True),
        ("info@example.net", True),
    ]
    assert len(ask(post, "GET", f"/v3/verified_senders?lastSeenID={senders[0]['id']}").body["results"]) == 1
    domains = ask(post, "GET", "/v3/whitelabel/domains").body
    assert [(row["domain"], row["valid"]) for row in domains] == [("example.com", True)]
    assert ask(post, "GET", "/v3/whitelabel/domains?domain=example.net").body == []
    assert ask(post, "GET", "/v3/user/account").body == {"type": "paid", "reputation": 100}
    send(post, a_request("ann@example.org", "bob@example.org"))
    credit = ask(post, "GET", "/v3/user/credits").body
    assert (credit["used"], credit["remain"] + 2, credit["next_reset"]) == (2, credit["total"], "2027-02-01")
