"""Bounces, complaints and opt-outs fill SendGrid's lists, and people on them are dropped."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.standin import StandIn
from tests.standin.asking import a_request, ask, send
from tests.standin.conftest import START

FOUR_LISTS = ["bounces", "blocks", "invalid_emails", "spam_reports"]


def listed(post: StandIn, name: str, query: str = "") -> Any:
    return ask(post, "GET", f"/v3/suppression/{name}{query}").body


def ends(post: StandIn, email: str) -> tuple[str, str]:
    """Mail one person now; how it ends."""
    send(post, a_request(email))
    mail = post.mails_to(email)[-1]
    return mail.state, mail.reason


def test_a_bounce_is_listed_at_its_moment_and_drops_the_next(post: StandIn) -> None:
    post.will_bounce("Ann@example.org", reason="550 5.1.1 Nobody here", status="5.1.1")
    send(post, a_request("ann@example.org", send_at=START + 3600))
    assert listed(post, "bounces") == []
    post.clock.advance(7200)
    assert listed(post, "bounces") == [
        {
            "created": START + 3600,
            "email": "ann@example.org",
            "reason": "550 5.1.1 Nobody here",
            "status": "5.1.1",
        }
    ]
    assert [mail.state for mail in post.mails] == ["bounced"]
    assert ends(post, "ANN@example.org") == ("dropped", "Bounced Address")


def test_a_block_is_listed_and_drops_nothing(post: StandIn) -> None:
    post.will_block("ann@example.org")
    assert ends(post, "ann@example.org")[0] == "blocked"
    assert set(listed(post, "blocks")[0]) == {"created", "email", "reason", "status"}
    post.will_deliver("ann@example.org")
    assert ends(post, "ann@example.org") == ("delivered", "")


def test_an_invalid_address_is_dropped_and_listed_without_status(post: StandIn) -> None:
    post.invalid("ann@example.org", "Mail domain is unknown")
    assert ends(post, "ann@example.org") == ("dropped", "Mail domain is unknown")
    assert listed(post, "invalid_emails") == [
        {"created": START, "email": "ann@example.org", "reason": "Mail domain is unknown"}
    ]
    assert ends(post, "ann@example.org") == ("dropped", "Invalid")


def test_a_complaint_is_listed_and_drops_the_next(post: StandIn) -> None:
    post.complain("ann@example.org")
    assert listed(post, "spam_reports") == [{"created": START, "email": "ann@example.org", "ip": "127.0.0.1"}]
    assert ends(post, "ann@example.org") == ("dropped", "Spam Reporting Address")


def test_a_global_opt_out_over_http(post: StandIn) -> None:
    path = "/v3/asm/suppressions/global"
    reply = ask(post, "POST", path, {"recipient_emails": ["ann@example.org"]})
    assert (reply.status, reply.body) == (201, {"recipient_emails": ["ann@example.org"]})
    assert listed(post, "unsubscribes") == [{"created": START, "email": "ann@example.org"}]
    assert ask(post, "GET", f"{path}/ann@example.org").body == {"recipient_email": "ann@example.org"}
    assert ends(post, "ann@example.org") == ("dropped", "Unsubscribed Address")
    assert ask(post, "DELETE", f"{path}/ann@example.org").status == 204
    assert ask(post, "GET", f"{path}/ann@example.org").body == {}
    assert ends(post, "ann@example.org") == ("delivered", "")


def test_people_who_were_never_mailed_can_be_listed(post: StandIn) -> None:
    post.add("bounces", "old@example.org", created=START - 86400, reason="550 gone", status="5.0.0")
    post.unsubscribe_globally("left@example.org", created=START - 5)
    assert listed(post, "bounces")[0]["created"] == START - 86400
    assert listed(post, "unsubscribes")[0]["created"] == START - 5


def test_the_lists_are_paged_filtered_and_newest_first(post: StandIn) -> None:
    for age in range(5):
        post.add("bounces", f"p{age}@example.org", created=START - age)

    def emails(query: str) -> list[str]:
        return [row["email"].partition("@")[0] for row in listed(post, "bounces", query)]

    assert emails("") == ["p0", "p1", "p2", "p3", "p4"]
    assert emails(f"?start_time={START - 3}&end_time={START - 1}") == ["p1", "p2", "p3"]
    assert emails("?limit=2&offset=1") == ["p1", "p2"]
    assert emails("?offset=5") == []
    assert emails("?email=p3") == ["p3"]
    assert emails("?email=p%25") == ["p0", "p1", "p2", "p3", "p4"]


def test_at_most_500_rows_at_a_time(post: StandIn) -> None:
    for number in range(501):
        post.add("blocks", f"p{number}@example.org")
    assert len(listed(post, "blocks")) == 500
    assert len(listed(post, "blocks", "?limit=500&offset=500")) == 1


@pytest.mark.parametrize(
    "query", ["limit=501", "limit=0", "limit=x", "offset=-1", "start_time=2026-01-01", "since=1"]
)
def test_a_wrong_filter_is_refused(post: StandIn, query: str) -> None:
    assert ask(post, "GET", f"/v3/suppression/bounces?{query}").status == 400


@pytest.mark.parametrize("name", FOUR_LISTS)
def test_rows_can_be_seen_and_removed(post: StandIn, name: str) -> None:
    path = f"/v3/suppression/{name}"
    odd = "a/b#c?d@example.org"
    for email in (odd, "ann@example.org", "bob@example.org", "eve@example.org"):
        post.add(name, email)
    assert ask(post, "GET", f"{path}/{quote(odd, safe='')}").body[0]["email"] == odd
    assert ask(post, "DELETE", f"{path}/{quote(odd, safe='')}").status == 204
    assert ask(post, "GET", f"{path}/{quote(odd, safe='')}").body == []
    assert ask(post, "DELETE", path, {"emails": ["ann@example.org"]}).status == 204
    assert ask(post, "DELETE", path, {"delete_all": True, "emails": ["bob@example.org"]}).status == 400
    assert ask(post, "DELETE", path, {}).status == 400
    assert len(post.rows(name)) == 2
    assert ask(post, "DELETE", path, {"delete_all": True}).status == 204
    assert post.rows(name) == []
    assert ask(post, "DELETE", f"{path}/ann@example.org").status == 404


def test_groups_are_made_changed_and_deleted(post: StandIn) -> None:
    made = ask(post, "POST", "/v3/asm/groups", {"name": "News", "description": "Monthly", "is_default": True})
    assert (made.status, made.body["is_default"]) == (201, True)
    group = f"/v3/asm/groups/{made.body['id']}"
    offers = post.new_group("Offers", is_default=True)
    assert ask(post, "GET", group).body == {**made.body, "is_default": False, "unsubscribes": 0}
    assert [row["id"] for row in ask(post, "GET", "/v3/asm/groups").body] == [made.body["id"], offers]
    assert ask(post, "PATCH", group, {"name": "Letters", "is_default": True}).status == 201
    assert ask(post, "GET", group).body["name"] == "Letters"
    assert ask(post, "DELETE", group).status == 204
    assert ask(post, "GET", group).status == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "News"}, "description"),
        ({"name": "N" * 31, "description": "x"}, "name"),
        ({"name": "News", "description": "x" * 101}, "description"),
        ({"name": "Taken", "description": "x"}, "name"),
        ({"name": "News", "description": "x", "is_default": 1}, "is_default"),
        ({"name": "News", "description": "x", "color": "red"}, "color"),
    ],
)
def test_a_wrong_group_is_refused(post: StandIn, body: dict[str, Any], field: str) -> None:
    post.new_group("Taken")
    reply = ask(post, "POST", "/v3/asm/groups", body)
    assert (reply.status, reply.problem[0]) == (400, field)


def test_leaving_a_group(post: StandIn) -> None:
    group_id = post.new_group("News")
    path = f"/v3/asm/groups/{group_id}/suppressions"
    assert ask(post, "POST", path, {"recipient_emails": ["ann@example.org"]}).status == 201
    post.clock.advance(60)
    post.leave_group("bob@example.org", group_id)
    assert ask(post, "GET", "/v3/asm/suppressions").body == [
        {"email": "ann@example.org", "group_id": group_id, "group_name": "News", "created_at": START},
        {"email": "bob@example.org", "group_id": group_id, "group_name": "News", "created_at": START + 60},
    ]
    wanted = {"recipient_emails": ["ann@example.org", "eve@example.org"]}
    assert ask(post, "POST", f"{path}/search", wanted).body == ["ann@example.org"]
    seen = ask(post, "GET", "/v3/asm/suppressions/ann@example.org").body["suppressions"]
    assert [(row["id"], row["suppressed"]) for row in seen] == [(group_id, True)]

    send(post, a_request("ann@example.org", asm={"group_id": group_id}))
    assert ends(post, "ann@example.org") == ("delivered", "")
    assert [mail.state for mail in post.mails] == ["dropped", "delivered"]
    assert ask(post, "DELETE", f"{path}/ann@example.org").status == 204
    assert ask(post, "GET", path).body == ["bob@example.org"]


def test_leaving_a_group_that_is_gone_leaves_everything(post: StandIn) -> None:
    ask(post, "POST", "/v3/asm/groups/77/suppressions", {"recipient_emails": ["ann@example.org"]})
    post.leave_group("bob@example.org", 78)
    assert [row["email"] for row in listed(post, "unsubscribes")] == ["ann@example.org", "bob@example.org"]


@pytest.mark.parametrize(
    ("bypass", "ends_as"),
    [
        ("bypass_list_management", "delivered"),
        ("bypass_bounce_management", "delivered"),
        ("bypass_spam_management", "dropped"),
    ],
)
def test_a_bypass_reaches_past_its_list_only(post: StandIn, bypass: str, ends_as: str) -> None:
    post.add("bounces", "ann@example.org")
    send(post, a_request(mail_settings={bypass: {"enable": True}}))
    assert [mail.state for mail in post.mails] == [ends_as]
