"""Everything that can go wrong on the way, played on demand, as the real client package meets it."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException, IncompleteRead
from time import monotonic
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from python_http_client.exceptions import HTTPError
from sendgrid import SendGridAPIClient

from tests.standin import StandIn, faults
from tests.standin.asking import a_request, ask, send
from tests.standin.faults import Fault

SEND = "/v3/mail/send"


def sendgrid_send(post: StandIn, timeout: float = 10) -> Any:
    client = SendGridAPIClient(post.key, host=post.url)
    return client.client.mail.send.post(request_body=a_request(), timeout=timeout)


def test_the_real_package_sends(post: StandIn) -> None:
    answer = sendgrid_send(post)
    assert (answer.status_code, answer.body) == (202, b"")
    assert answer.headers["X-Message-Id"] == post.mails[0].message_id
    seen = post.requests[0]
    assert (seen.method, seen.path, seen.status, seen.fault) == ("POST", SEND, 202, "")
    assert seen.body["from"]["email"] == "shop@example.com"
    assert "authorization" not in seen.headers
    assert post.key not in repr(post.requests)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("accepted", [False, True])
def test_an_error_status_with_and_without_acceptance(post: StandIn, status: int, accepted: bool) -> None:
    post.fail(SEND, faults.status(status, accepted=accepted))
    with pytest.raises(HTTPError) as caught:
        sendgrid_send(post)
    assert caught.value.status_code == status
    assert "errors" in caught.value.to_dict
    assert len(post.mails) == accepted
    assert (post.requests[0].status, str(status) in post.requests[0].fault) == (status, True)
    assert sendgrid_send(post).status_code == 202


def test_the_named_errors(post: StandIn) -> None:
    def problem(fault: Fault) -> tuple[int, str | None, str]:
        post.fail(SEND, fault)
        reply = send(post, a_request())
        return (reply.status, *reply.problem)

    assert problem(faults.bad_personalization(3))[:2] == (400, "personalizations.3.to")
    assert problem(faults.no_credits()) == (401, None, "Maximum credits exceeded")
    assert problem(faults.wrong_key())[0] == 401
    post.fail(SEND, faults.too_many(reset_in=30))
    assert int(send(post, a_request()).headers["X-RateLimit-Reset"]) == post.clock.now() + 30


def test_times_after_and_method(post: StandIn) -> None:
    post.fail("/v3/suppression", faults.status(503), times=2, after=1, method="GET")

    def asked(method: str) -> int:
        return ask(
            post, method, "/v3/suppression/bounces", {"delete_all": True} if method == "DELETE" else None
        ).status

    assert [asked("GET"), asked("DELETE"), asked("GET"), asked("GET"), asked("GET")] == [
        200,
        204,
        503,
        503,
        200,
    ]
    post.fail("/v3/", faults.status(500), times=100)
    post.clear_faults()
    assert asked("GET") == 200


@pytest.mark.parametrize(
    ("fault", "accepted"),
    [(faults.drop_before_accept(), 0), (faults.drop_after_accept(), 1), (faults.hang_up(), 0)],
    ids=["before", "after", "early"],
)
def test_a_dropped_connection(post: StandIn, fault: Fault, accepted: int) -> None:
    post.fail(SEND, fault)
    with pytest.raises((ConnectionError, URLError)):
        sendgrid_send(post)
    assert (len(post.mails), post.requests[0].status) == (accepted, None)


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("fault", [faults.cut_off, faults.cut_off_headers])
def test_an_answer_that_is_cut_off(post: StandIn, fault: Callable[[bool], Fault], accepted: bool) -> None:
    post.fail(SEND, fault(accepted))
    with pytest.raises((IncompleteRead, HTTPException, HTTPError)):
        sendgrid_send(post)
    assert (len(post.mails), post.requests[0].status) == (accepted, None)


def test_a_slow_answer_comes_after_the_mail_is_taken(post: StandIn) -> None:
    post.fail(SEND, faults.slow(30))
    with pytest.raises(TimeoutError):
        sendgrid_send(post, timeout=0.1)
    assert len(post.mails) == 1


def test_a_slow_answer_comes_at_last(post: StandIn) -> None:
    post.fail(SEND, faults.slow(0.2))
    began = monotonic()
    assert sendgrid_send(post).status_code == 202
    assert monotonic() - began >= 0.2


def test_drips_outlast_every_single_read(post: StandIn) -> None:
    post.fail(SEND, faults.drip(0.6))
    began = monotonic()
    assert sendgrid_send(post, timeout=0.3).status_code == 202
    assert monotonic() - began > 0.5


def test_a_redirect_leads_elsewhere(post: StandIn) -> None:
    post.fail("/v3/scopes", faults.redirect("http://127.0.0.1:9/"))
    connection = HTTPConnection(urlsplit(post.url).netloc, timeout=10)
    connection.request("GET", "/v3/scopes", headers={"Authorization": f"Bearer {post.key}"})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (302, "http://127.0.0.1:9/")
    connection.close()


@pytest.mark.parametrize(
    ("fault", "begins"),
    [
        (faults.html_page(), b"<!doctype html>"),
        (faults.garbage(), b'{"errors": [{"mess'),
        (faults.huge(megabytes=3), b'"xxx'),
    ],
    ids=["portal", "garbage", "huge"],
)
def test_a_wrong_answer_with_200(post: StandIn, fault: Fault, begins: bytes) -> None:
    post.fail(SEND, fault)
    answer = sendgrid_send(post)
    assert answer.status_code == 200
    assert answer.body.startswith(begins)
    assert not post.mails
    assert len(answer.body) > 3_000_000 or fault.kind != "huge"


def test_clients_that_die_leave_no_trace(post: StandIn, capfd: pytest.CaptureFixture[str]) -> None:
    where = ("127.0.0.1", int(urlsplit(post.url).netloc.partition(":")[2]))
    for torn in (
        b"",
        b"POST /v3/ma",
        b"POST /v3/mail/send HTTP/1.1\r\nContent-Length: 500\r\n\r\n{",
        b"nonsense\r\n\r\n",
    ):
        with socket.create_connection(where) as client:
            client.sendall(torn)
    post.fail(SEND, faults.huge(megabytes=20))
    with socket.create_connection(where) as client:
        client.sendall(b"POST /v3/mail/send HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
    assert send(post, a_request()).status in (200, 202)
    assert capfd.readouterr() == ("", "")


def test_it_ends_at_once_with_clients_still_connected() -> None:
    with StandIn() as post:
        idle = HTTPConnection(urlsplit(post.url).netloc, timeout=10)
        idle.request("GET", "/")
        idle.getresponse().read()
        post.fail("/v3/", faults.slow(60))
        waiting = HTTPConnection(urlsplit(post.url).netloc, timeout=10)
        waiting.request("GET", "/v3/scopes")
        while not post.requests:
            pass
        began = monotonic()
    assert monotonic() - began < 2
    idle.close()
    waiting.close()


def test_many_clients_at_once(post: StandIn) -> None:
    def send_ten(client: int) -> list[int]:
        return [send(post, a_request(f"p{client}-{number}@example.org")).status for number in range(10)]

    with ThreadPoolExecutor(8) as clients:
        assert [status for ten in clients.map(send_ten, range(8)) for status in ten] == [202] * 80
    assert len({mail.to for mail in post.mails}) == 80
    assert [entry.number for entry in post.requests] == list(range(80))


def test_a_mistake_of_its_own_is_no_secret() -> None:
    def break_it() -> None:
        with StandIn() as post:
            post.limits.rate = "many"  # type: ignore[assignment]
            assert ask(post, "POST", "/v3/mail/batch").status == 500

    with pytest.raises(TypeError, match="unsupported operand"):
        break_it()


@pytest.mark.parametrize("headers", [{"Transfer-Encoding": "chunked"}, {"Content-Length": "many"}])
def test_a_body_must_say_its_length(post: StandIn, headers: dict[str, str]) -> None:
    connection = HTTPConnection(urlsplit(post.url).netloc, timeout=10)
    connection.putrequest("POST", SEND)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 411
    connection.close()


@pytest.mark.parametrize("headers", [{"Content-Type": "text/plain"}, {"Content-Encoding": "gzip"}])
def test_a_body_must_be_plain_json(post: StandIn, headers: dict[str, str]) -> None:
    connection = HTTPConnection(urlsplit(post.url).netloc, timeout=10)
    usual = {"Authorization": f"Bearer {post.key}", "Content-Type": "application/json"}
    connection.request("POST", SEND, b"{}", {**usual, **headers})
    assert connection.getresponse().status == 415
    connection.close()
