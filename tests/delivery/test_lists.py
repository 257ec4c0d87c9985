"""What SendGrid's lists become: rows of ours, page by page; an error for a page that is not to the letter."""

from collections.abc import Iterator

import pytest

from shopmail.delivery.provider import FeedbackKind, FeedbackRow
from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.errors import DeliveryError
from shopmail.keychain import Secret
from tests.delivery.bundles import ImpatientClock
from tests.delivery.servers import Script, Scripted, answers, reply
from tests.standin import StandIn, faults


@pytest.fixture
def post() -> Iterator[StandIn]:
    with StandIn() as running:
        yield running


@pytest.fixture
def office(post: StandIn) -> SendGridProvider:
    return SendGridProvider(Secret(post.key), post.url, ImpatientClock())


def office_at(url: str) -> SendGridProvider:
    return SendGridProvider(Secret("SG.key"), url, ImpatientClock())


def test_each_list_in_our_words(post: StandIn, office: SendGridProvider) -> None:
    group = office.leave_group(None)
    post.add("bounces", "b@example.org", 100, "550 5.1.1 nobody", "5.1.1")
    post.add("blocks", "k@example.org", 101, "421 later", "4.7.0")
    post.add("invalid_emails", "i@example.org", 102, "unknown domain")
    post.complain("c@example.org", 103)
    post.unsubscribe_globally("u@example.org", 104)
    post.leave_group("g@example.org", group, 105)
    rows = {kind: [row for page in office.feedback(kind, 0, 200) for row in page] for kind in FeedbackKind}
    assert rows == {
        FeedbackKind.BOUNCE: [
            FeedbackRow(FeedbackKind.BOUNCE, "b@example.org", 100, "550 5.1.1 nobody", "5.1.1")
        ],
        FeedbackKind.BLOCK: [FeedbackRow(FeedbackKind.BLOCK, "k@example.org", 101, "421 later", "4.7.0")],
        FeedbackKind.INVALID: [FeedbackRow(FeedbackKind.INVALID, "i@example.org", 102, "unknown domain")],
        FeedbackKind.SPAM_REPORT: [FeedbackRow(FeedbackKind.SPAM_REPORT, "c@example.org", 103)],
        FeedbackKind.GLOBAL_UNSUBSCRIBE: [FeedbackRow(FeedbackKind.GLOBAL_UNSUBSCRIBE, "u@example.org", 104)],
        FeedbackKind.GROUP_UNSUBSCRIBE: [
            FeedbackRow(FeedbackKind.GROUP_UNSUBSCRIBE, "g@example.org", 105, group=group)
        ],
    }


@pytest.mark.parametrize("kind", list(FeedbackKind))
def test_the_window_holds_both_its_ends(kind: FeedbackKind, post: StandIn, office: SendGridProvider) -> None:
    group = office.leave_group(None)
    names = {
        FeedbackKind.BOUNCE: "bounces",
        FeedbackKind.BLOCK: "blocks",
        FeedbackKind.INVALID: "invalid_emails",
        FeedbackKind.SPAM_REPORT: "spam_reports",
        FeedbackKind.GLOBAL_UNSUBSCRIBE: "unsubscribes",
    }
    for moment in (99, 100, 150, 200, 201):
        if kind is FeedbackKind.GROUP_UNSUBSCRIBE:
            post.leave_group(f"p{moment}@example.org", group, moment)
        else:
            post.add(names[kind], f"p{moment}@example.org", moment, "no", "5.0.0")
    found = {row.at for page in office.feedback(kind, 100, 200) for row in page}
    assert found == {100, 150, 200}


def test_long_lists_come_page_by_page(post: StandIn, office: SendGridProvider) -> None:
    for number in range(1_000):
        post.add("bounces", f"p{number}@example.org", number, "no", "5.0.0")
    pages = list(office.feedback(FeedbackKind.BOUNCE, 0, 5_000))
    assert [len(page) for page in pages] == [500, 500]
    assert {row.email for page in pages for row in page} == {f"p{n}@example.org" for n in range(1_000)}
    asked = [call.query for call in post.requests]
    assert [query["offset"] for query in asked] == ["0", "500", "1000"]
    assert {(query["start_time"], query["end_time"]) for query in asked} == {("0", "5000")}


def test_an_empty_list_is_no_page(office: SendGridProvider) -> None:
    assert [list(office.feedback(kind, 0, 1)) for kind in FeedbackKind] == [[]] * 6


@pytest.mark.parametrize("fault", [faults.status(503), faults.drop_before_accept(), faults.cut_off()])
def test_trouble_on_the_way_is_got_over(fault: faults.Fault, post: StandIn, office: SendGridProvider) -> None:
    post.add("bounces", "b@example.org", 100, "no", "5.0.0")
    post.fail("/v3/suppression/bounces", fault, times=2)
    ((row,),) = office.feedback(FeedbackKind.BOUNCE, 0, 200)
    assert row.email == "b@example.org"


def test_trouble_that_stays_is_an_error(post: StandIn, office: SendGridProvider) -> None:
    post.fail("/v3/suppression/bounces", faults.status(503), times=99)
    with pytest.raises(DeliveryError) as caught:
        list(office.feedback(FeedbackKind.BOUNCE, 0, 200))
    assert type(caught.value) is DeliveryError
    assert len(post.requests) == 3


def pages(*bodies: bytes) -> Script:
    return answers(*[reply("200 OK", body) for body in bodies])


_BOUNCE = b'{"created":1,"email":"a@example.org","reason":"no","status":"5.0.0"}'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FeedbackKind.BOUNCE, b"<html>Welcome</html>"),
        (FeedbackKind.BOUNCE, b"\xef\xbb\xbf[]"),
        (FeedbackKind.BOUNCE, b"null"),
        (FeedbackKind.BOUNCE, b'{"result":[]}'),
        (FeedbackKind.BOUNCE, b"[" + _BOUNCE),
        (FeedbackKind.BOUNCE, b"[" + _BOUNCE + b",{}]"),
        (FeedbackKind.BOUNCE, b'[{"created":"1","email":"a@example.org","reason":"","status":""}]'),
        (FeedbackKind.BOUNCE, b'[{"created":1.5,"email":"a@example.org","reason":"","status":""}]'),
        (FeedbackKind.BOUNCE, b'[{"created":-1,"email":"a@example.org","reason":"","status":""}]'),
        (FeedbackKind.BOUNCE, b'[{"created":1,"email":"","reason":"","status":""}]'),
        (FeedbackKind.BOUNCE, b'[{"created":1,"email":"a@example.org","reason":null,"status":""}]'),
        (FeedbackKind.BLOCK, b'[{"created":1,"email":"a@example.org","reason":""}]'),
        (FeedbackKind.INVALID, b'[{"created":1,"email":"a@example.org"}]'),
        (FeedbackKind.SPAM_REPORT, b'[{"created":' + b"9" * 400 + b',"email":"a@example.org"}]'),
        (FeedbackKind.GLOBAL_UNSUBSCRIBE, b'[{"created":1,"email":["a@example.org"]}]'),
        (FeedbackKind.GROUP_UNSUBSCRIBE, b'[{"created":1,"email":"a@example.org","group_id":1}]'),
        (FeedbackKind.GROUP_UNSUBSCRIBE, b'[{"created_at":1,"email":"a@example.org","group_id":"1"}]'),
    ],
)
def test_a_page_with_anything_amiss_is_refused_whole(kind: FeedbackKind, body: bytes) -> None:
    with Scripted(pages(body)) as server, pytest.raises(DeliveryError) as caught:
        list(office_at(server.url).feedback(kind, 0, 10))
    assert type(caught.value) is DeliveryError
    assert "can't be read" in caught.value.title


def test_a_list_that_never_ends_is_given_up() -> None:
    with Scripted(pages(b"[" + b",".join([_BOUNCE] * 500) + b"]")) as server, pytest.raises(DeliveryError):
        list(office_at(server.url).feedback(FeedbackKind.BOUNCE, 0, 10))
    assert server.connections == 2


def test_a_page_may_be_larger_than_an_ordinary_answer_but_not_endless() -> None:
    row = b'{"created":1,"email":"a@example.org","reason":"' + b"x" * 5_000 + b'","status":"5.0.0"}'
    with Scripted(pages(b"[" + b",".join([row] * 499) + b"]")) as server:
        ((*rows,),) = office_at(server.url).feedback(FeedbackKind.BOUNCE, 0, 10)
    assert len(rows) == 499
    with Scripted(pages(b"[" + b",".join([row] * 2_000) + b"]")) as server, pytest.raises(DeliveryError):
        list(office_at(server.url).feedback(FeedbackKind.BOUNCE, 0, 10))
