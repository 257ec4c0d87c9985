"""Each person's mail is put together from skeleton and substitutions, with that person's own links."""

from urllib.request import urlopen

import pytest

from tests.standin import StandIn
from tests.standin.asking import a_person, a_request, ask, send
from tests.standin.assembling import fill

RAW_TAG = "<%asm_group_unsubscribe_raw_url%>"


@pytest.mark.parametrize(
    ("skeleton", "pieces", "expected"),
    [
        ("Dear -a-", {"-a-": "Ann"}, "Dear Ann"),
        ("-a--a-", {"-a-": "x"}, "xx"),
        ("-a-", {"-a-": "-b-", "-b-": "x"}, "-b-"),
        ("-ab-", {"-a": "1", "-ab-": "2"}, "2"),
        ("<a> %a b%", {"<a>": "1", "%a b%": "2"}, "<a> %a b%"),
        ("a.c abc", {"a.c": r"\1"}, r"\1 abc"),
        ("as it is", {}, "as it is"),
    ],
)
def test_keys_are_matched_literally_and_once(skeleton: str, pieces: dict[str, str], expected: str) -> None:
    assert fill(skeleton, pieces) == expected


def test_each_person_gets_their_own(post: StandIn) -> None:
    send(post, a_request("ann@example.org", "bob@example.org", subject="unused"))
    assert [(mail.to, mail.subject, mail.text, mail.html) for mail in post.mails] == [
        ("ann@example.org", "Hello Ann", "Dear Ann", "<p>Dear Ann</p>"),
        ("bob@example.org", "Hello Bob", "Dear Bob", "<p>Dear Bob</p>"),
    ]


def test_the_subject_of_all_is_filled_too(post: StandIn) -> None:
    ann = {"to": [{"email": "ann@example.org", "name": "Ann"}], "substitutions": {"-name-": "Ann"}}
    send(post, a_request(personalizations=[ann], subject="For -name-"))
    assert (post.mails[0].subject, post.mails[0].name) == ("For Ann", "Ann")


def test_the_group_link_is_personal_and_leads_out(post: StandIn) -> None:
    group_id = post.new_group("News")
    content = [
        {"type": "text/plain", "value": f"Leave: {RAW_TAG}"},
        {"type": "text/html", "value": f'<a href="{RAW_TAG}">Leave</a>'},
    ]
    send(post, a_request("ann@example.org", "bob@example.org", content=content, asm={"group_id": group_id}))
    ann, bob = post.mails
    assert ann.html == f'<a href="{ann.unsubscribe_url}">Leave</a>'
    assert ann.text == f"Leave: {ann.unsubscribe_url}"
    assert ann.html_as_sent == f'<a href="{RAW_TAG}">Leave</a>'
    assert ann.text_as_sent == f"Leave: {RAW_TAG}"
    assert ann.unsubscribe_url != bob.unsubscribe_url

    assert ask_page(post, ann.unsubscribe_url) == 200
    assert ask(post, "GET", f"/v3/asm/groups/{group_id}/suppressions").body == ["ann@example.org"]
    send(post, a_request("ann@example.org", "bob@example.org", asm={"group_id": group_id}))
    assert [mail.state for mail in post.mails[2:]] == ["dropped", "delivered"]


def test_without_a_group_the_tag_stays(post: StandIn) -> None:
    send(post, a_request(content=[{"type": "text/plain", "value": RAW_TAG}]))
    assert post.mails[0].text == RAW_TAG


def test_subscription_tracking_puts_its_link_where_the_tag_is(post: StandIn) -> None:
    tracking = {"subscription_tracking": {"enable": True, "substitution_tag": "[leave]"}}
    content = [{"type": "text/html", "value": '<a href="[leave]">Leave</a>'}]
    send(post, a_request(content=content, tracking_settings=tracking))
    mail = post.mails[0]
    assert mail.html == f'<a href="{mail.unsubscribe_url}">Leave</a>'
    ask_page(post, mail.unsubscribe_url)
    assert post.rows("unsubscribes") == [{"created": post.clock.now(), "email": "ann@example.org"}]


def test_subscription_tracking_without_a_tag_adds_a_footer(post: StandIn) -> None:
    tracking = {"subscription_tracking": {"enable": True, "html": "<p><% Leave us %></p>"}}
    content = [{"type": "text/html", "value": "<body>Hello</body>"}]
    send(post, a_request(content=content, tracking_settings=tracking))
    mail = post.mails[0]
    assert mail.html == f'<body>Hello<p><a href="{mail.unsubscribe_url}">Leave us</a></p></body>'


def test_who_sees_whom(post: StandIn) -> None:
    crowd = a_person("ann@example.org", cc=[{"email": "bob@example.org"}], bcc=[{"email": "eve@example.org"}])
    send(post, a_request(personalizations=[crowd]))
    assert [(mail.to, mail.others) for mail in post.mails] == [
        ("ann@example.org", ["bob@example.org"]),
        ("bob@example.org", ["ann@example.org"]),
        ("eve@example.org", ["ann@example.org", "bob@example.org"]),
    ]


def test_arguments_and_headers_of_a_person_beat_those_of_all(post: StandIn) -> None:
    ann = a_person("ann@example.org", custom_args={"id": "1"}, headers={"X-A": "1"})
    root = {"custom_args": {"id": "0", "run": "7"}, "headers": {"X-A": "0", "X-B": "0"}}
    send(post, a_request(personalizations=[ann], categories=["shopmail"], **root))
    mail = post.mails[0]
    assert mail.custom_args == {"id": "1", "run": "7"}
    assert mail.headers == {"X-A": "1", "X-B": "0"}
    assert (mail.categories, mail.sender) == (["shopmail"], "shop@example.com")


def ask_page(post: StandIn, url: str) -> int:
    """Visit a link of a mail, as its reader does."""
    with urlopen(url, timeout=10) as page:
        status: int = page.status
        return status
