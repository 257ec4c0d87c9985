"""The stand-in takes what SendGrid takes, and says where the rest is wrong."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.standin import Limits, StandIn
from tests.standin.asking import a_person, a_request, ask, send

Change = Callable[[dict[str, Any]], object]


def changed(**root: Any) -> Change:
    return lambda body: body.update(root)


def person(**properties: Any) -> Change:
    return lambda body: body["personalizations"][0].update(properties)


def without(name: str) -> Change:
    return lambda body: body.pop(name)


def html_first(body: dict[str, Any]) -> None:
    body["content"].reverse()


def no_subject(body: dict[str, Any]) -> None:
    del body["personalizations"][0]["subject"]


def picture(**properties: Any) -> Change:
    """A picture that the HTML can show, with properties changed or added."""
    one = {
        "content": "iVBORw==",
        "filename": "rose.png",
        "type": "image/png",
        "disposition": "inline",
        "content_id": "0f0f",
    }
    return changed(attachments=[one | properties])


TEXT = {"type": "text/plain", "value": "Hello"}
HTML = {"type": "text/html", "value": "<p>Hello</p>"}

REFUSED: dict[str, tuple[Change, str]] = {
    "no from": (without("from"), "from"),
    "bad from": (changed(**{"from": {"email": "shop"}}), "from.email"),
    "from with letters beyond ASCII": (changed(**{"from": {"email": "kvě@example.com"}}), "from.email"),
    "no personalizations": (without("personalizations"), "personalizations"),
    "empty personalizations": (changed(personalizations=[]), "personalizations"),
    "no to": (lambda body: body["personalizations"][0].pop("to"), "personalizations.0.to"),
    "empty to": (person(to=[]), "personalizations.0.to"),
    "empty cc": (person(cc=[]), "personalizations.0.cc"),
    "bad to": (person(to=[{"email": "ann@@example.org"}]), "personalizations.0.to.0.email"),
    "to without a dot": (person(to=[{"email": "ann@localhost"}]), "personalizations.0.to.0.email"),
    "comma in name": (
        person(to=[{"email": "a@example.org", "name": "Doe, Ann"}]),
        "personalizations.0.to.0.name",
    ),
    "semicolon in name": (
        person(to=[{"email": "a@example.org", "name": "a;b"}]),
        "personalizations.0.to.0.name",
    ),
    "unknown in to": (person(to=[{"email": "a@example.org", "mail": ""}]), "personalizations.0.to.0.mail"),
    "twice in cc": (person(cc=[{"email": "Ann@Example.org"}]), "personalizations.0.cc"),
    "unknown in personalization": (person(subsitutions={}), "personalizations.0.subsitutions"),
    "number as substitution": (person(substitutions={"-n-": 3}), "personalizations.0.substitutions.-n-"),
    "null as substitution": (person(substitutions={"-n-": None}), "personalizations.0.substitutions.-n-"),
    "151 substitutions": (
        person(substitutions={f"-{n}-": "" for n in range(151)}),
        "personalizations.0.substitutions",
    ),
    "10,001 bytes of substitutions": (
        person(substitutions={"-n-": "x" * 9_996 + "é"}),
        "personalizations.0.substitutions",
    ),
    "number in custom_args": (person(custom_args={"id": 3}), "personalizations.0.custom_args.id"),
    "empty custom_args": (person(custom_args={}), "personalizations.0.custom_args"),
    "number in root custom_args": (changed(custom_args={"id": 3}), "custom_args.id"),
    "template data without template": (
        person(dynamic_template_data={"name": "Ann"}),
        "personalizations.0.dynamic_template_data",
    ),
    "empty subject": (person(subject=""), "personalizations.0.subject"),
    "line break in subject": (person(subject="Hello\nBcc: x@example.org"), "personalizations.0.subject"),
    "no subject": (no_subject, "subject"),
    "no content": (without("content"), "content"),
    "empty content": (changed(content=[]), "content"),
    "empty part": (changed(content=[{"type": "text/plain", "value": ""}]), "content.0.value"),
    "html before plain": (html_first, "content"),
    "other before html": (changed(content=[{"type": "text/calendar", "value": "x"}, HTML]), "content"),
    "html twice": (changed(content=[HTML, HTML]), "content"),
    "parameter in type": (
        changed(content=[{"type": "text/html; charset=x", "value": "x"}]),
        "content.0.type",
    ),
    "reserved header": (changed(headers={"Reply-TO": "x"}), "headers.Reply-TO"),
    "header with space": (person(headers={"X A": "x"}), "personalizations.0.headers.X A"),
    "header twice": (changed(headers={"X-A": "x", "x-a": "y"}), "headers.x-a"),
    "number as header": (changed(headers={"X-A": 1}), "headers.X-A"),
    "reply_to and reply_to_list": (
        changed(reply_to={"email": "a@example.com"}, reply_to_list=[{"email": "b@example.com"}]),
        "reply_to_list",
    ),
    "11 categories": (changed(categories=[f"c{n}" for n in range(11)]), "categories"),
    "category twice": (changed(categories=["a", "a"]), "categories.1"),
    "long category": (changed(categories=["a" * 256]), "categories.0"),
    "category beyond ASCII": (changed(categories=["jaro-é"]), "categories.0"),
    "send_at as text": (changed(send_at="1800000000"), "send_at"),
    "send_at as fraction": (changed(send_at=1800000000.5), "send_at"),
    "send_at as boolean": (person(send_at=True), "personalizations.0.send_at"),
    "unknown batch": (changed(batch_id="B123"), "batch_id"),
    "asm without group": (changed(asm={}), "asm.group_id"),
    "group as text": (changed(asm={"group_id": "1001"}), "asm.group_id"),
    "unknown group": (changed(asm={"group_id": 7}), "asm.group_id"),
    "sandbox as text": (
        changed(mail_settings={"sandbox_mode": {"enable": "true"}}),
        "mail_settings.sandbox_mode.enable",
    ),
    "tracking as number": (
        changed(tracking_settings={"click_tracking": {"enable": 0}}),
        "tracking_settings.click_tracking.enable",
    ),
    "unknown setting": (changed(tracking_settings={"clicks": {}}), "tracking_settings.clicks"),
    "two bypasses": (
        changed(mail_settings={"bypass_list_management": {}, "bypass_spam_management": {}}),
        "mail_settings.bypass_list_management",
    ),
    "unknown at the root": (changed(sendat=1), "sendat"),
    "attachment that is not base64": (
        changed(attachments=[{"content": "not base64!", "filename": "a.txt"}]),
        "attachments.0.content",
    ),
    "attachment without name": (changed(attachments=[{"content": "aGVsbG8="}]), "attachments.0.filename"),
    "line break in the name of an attachment": (
        changed(attachments=[{"content": "aGVsbG8=", "filename": "a\r\nX: y"}]),
        "attachments.0.filename",
    ),
    "line break in a content_id": (picture(content_id="a\nb"), "attachments.0.content_id"),
    "attachment shown in no way there is": (picture(disposition="beside"), "attachments.0.disposition"),
    "parameter in the type of an attachment": (picture(type="image/png; x=y"), "attachments.0.type"),
    "content-id spelled as in a mail": (picture(**{"content-id": "a"}), "attachments.0.content-id"),
    "template": (changed(template_id="d-1"), "template_id"),
}

TAKEN: dict[str, Change] = {
    "as it is": changed(),
    "root custom_args": changed(custom_args={"campaign": "x"}),
    "own subject at the root": changed(subject="Hello"),
    "10,000 bytes of substitutions": person(substitutions={"-n-": "x" * 9_997}),
    "150 substitutions": person(substitutions={f"-{n}-": "" for n in range(150)}),
    "only html": changed(content=[HTML]),
    "three parts": changed(content=[TEXT, HTML, {"type": "text/calendar", "value": "x"}]),
    "own header": changed(headers={"List-Unsubscribe": "<https://example.com/>"}),
    "categories": changed(categories=["shopmail", "a" * 255]),
    "past send_at": changed(send_at=1),
    "send_at in 72 hours": changed(send_at=1_800_000_000 + 72 * 3600),
    "attachment": changed(attachments=[{"content": "aGVsbG8=", "filename": "a.txt", "type": "text/plain"}]),
    "picture": picture(),
    "settings": changed(
        tracking_settings={"click_tracking": {"enable": False, "enable_text": False}},
        mail_settings={"footer": {"enable": False, "text": "", "html": ""}},
    ),
    "another at a verified domain": changed(**{"from": {"email": "news@example.com"}}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(post: StandIn, name: str) -> None:
    change, field = REFUSED[name]
    body = a_request()
    change(body)
    reply = send(post, body)
    assert (reply.status, reply.problem[0]) == (400, field)
    assert not post.mails


@pytest.mark.parametrize("name", TAKEN)
def test_takes(post: StandIn, name: str) -> None:
    body = a_request()
    TAKEN[name](body)
    reply = send(post, body)
    assert (reply.status, reply.body) == (202, None)
    assert reply.headers["X-Message-Id"] == post.mails[0].message_id
    assert "X-RateLimit-Limit" not in reply.headers


def test_takes_a_thousand_and_no_more(post: StandIn) -> None:
    emails = [f"p{number}@example.org" for number in range(1001)]
    assert send(post, a_request(*emails)).problem[0] == "personalizations"
    assert send(post, a_request(*emails[:1000])).status == 202
    crowd = a_person("x@example.org", to=[{"email": email} for email in emails])
    assert send(post, a_request(personalizations=[crowd])).problem[0] == "personalizations"
    assert len(post.mails) == 1000


def test_an_address_twice_is_refused_whatever_its_case(post: StandIn) -> None:
    reply = send(post, a_request("ann@example.org", "bob@example.org", "ANN@example.org"))
    field, message = reply.problem
    assert (reply.status, field) == (400, "personalizations.2.to")
    assert "ANN@example.org" in message


def test_send_at_is_measured_by_its_own_clock(post: StandIn) -> None:
    later = 1_800_000_000 + 72 * 3600 + 60
    assert send(post, a_request(send_at=later)).problem == (
        "send_at",
        "Scheduling more than 72 hours in advance is forbidden.",
    )
    post.clock.advance(60)
    assert send(post, a_request(send_at=later)).status == 202


def test_a_batch_serves_ten_days(post: StandIn) -> None:
    batch_id = ask(post, "POST", "/v3/mail/batch").body["batch_id"]
    post.clock.advance(10 * 24 * 3600)
    assert ask(post, "GET", f"/v3/mail/batch/{batch_id}").status == 200
    assert send(post, a_request(batch_id=batch_id)).status == 202
    post.clock.advance(1)
    assert ask(post, "GET", f"/v3/mail/batch/{batch_id}").status == 400
    assert send(post, a_request(batch_id=batch_id)).problem[0] == "batch_id"


def test_a_new_group_may_need_its_time() -> None:
    with StandIn(ticking=False, limits=Limits(group_ready_after=60)) as post:
        group_id = post.new_group("News")
        assert send(post, a_request(asm={"group_id": group_id})).problem[0] == "asm.group_id"
        post.clock.advance(60)
        assert send(post, a_request(asm={"group_id": group_id})).status == 202


def test_the_sandbox_checks_and_keeps_nothing(post: StandIn) -> None:
    reply = send(post, a_request(mail_settings={"sandbox_mode": {"enable": True}}))
    assert (reply.status, reply.body, post.mails) == (200, None, [])


def test_an_unverified_sender_is_forbidden(post: StandIn) -> None:
    reply = send(post, a_request(**{"from": {"email": "shop@example.net"}}))
    assert (reply.status, reply.problem[0]) == (403, "from")
    assert "verified Sender Identity" in reply.problem[1]
    post.verify_sender("shop@example.net")
    assert send(post, a_request(**{"from": {"email": "shop@example.net"}})).status == 202


def test_an_unverified_sender_of_one_person_is_forbidden(post: StandIn) -> None:
    stranger = a_person("ann@example.org", **{"from": {"email": "shop@example.net"}})
    assert send(post, a_request(personalizations=[stranger])).status == 403


def test_credits_run_out_for_the_whole_request() -> None:
    with StandIn(limits=Limits(credits=3)) as post:
        assert send(post, a_request("a@example.org", "b@example.org")).status == 202
        reply = send(post, a_request("c@example.org", "d@example.org"))
        assert (reply.status, reply.problem[1]) == (401, "Maximum credits exceeded")
        assert send(post, a_request("c@example.org")).status == 202
        assert ask(post, "GET", "/v3/user/credits").body["remain"] == 0


def test_too_large(post: StandIn) -> None:
    post.limits.body_bytes = 5_000
    assert send(post, a_request(subject="x" * 5_000)).status == 413
    assert send(post, a_request(subject="x" * 3_000)).status == 202


def test_one_refused_address_refuses_its_request(post: StandIn) -> None:
    post.refuse("Bob@example.org")
    reply = send(post, a_request("ann@example.org", "bob@example.org"))
    assert (reply.status, reply.problem[0], post.mails) == (400, "personalizations.1.to", [])


@pytest.mark.parametrize("raw", [b"{", b"[]", b'"text"', b"\xff\xfe", b"{'a': 1}"])
def test_a_body_that_is_no_object(post: StandIn, raw: bytes) -> None:
    assert send(post, raw).status == 400


def test_no_body_at_all(post: StandIn) -> None:
    assert send(post, None).status == 400


def test_what_is_enclosed_is_kept_for_everybody(post: StandIn) -> None:
    body = a_request("ann@example.org", "bob@example.org")
    picture()(body)
    assert send(post, body).status == 202
    for mail in post.mails:
        (one,) = mail.seen().attachments
        assert (one.name, one.type, one.disposition, one.content_id) == (
            "rose.png",
            "image/png",
            "inline",
            "0f0f",
        )
        assert (one.size, one.sha256) == (4, hashlib.sha256(b"\x89PNG").hexdigest())
