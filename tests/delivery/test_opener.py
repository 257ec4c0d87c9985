"""The wire: what is never followed, never waited for, never read to the end, and what is known afterwards."""

import datetime
import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shopmail.clock import Clock
from shopmail.delivery.opener import Limits, Reply, fetch, tls_context
from shopmail.errors import DeliveryError, NoConnection, OutcomeUnknown
from tests.delivery.servers import Line, Script, Scripted, answers, closed_port, reply

_SOON = Limits(0.3, answer_bytes=1000)
_SHAKEN = Limits(1, answer_bytes=1000)
_TIME = Limits(10, answer_bytes=1000)


def ask(url: str, limits: Limits = _TIME, tls: ssl.SSLContext | None = None, body: bytes = b"{}") -> Reply:
    request = Request(f"{url}/v3/x", data=body, headers={"Authorization": "Bearer SG.canary"})
    return fetch(request, limits, tls or tls_context(), Clock())


@pytest.mark.parametrize("status", ["200 OK", "202 Accepted", "400 Bad Request", "503 Busy", "302 Found"])
def test_an_answer_of_any_status_is_an_answer(status: str) -> None:
    with Scripted(answers(reply(status, b"body", "X-Some: thing", "Location: /elsewhere"))) as server:
        answer = ask(server.url)
    assert (answer.getcode(), answer.read(), answer.info()["x-some"]) == (int(status[:3]), b"body", "thing")
    assert len(server.heard) == 1


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Again", "308 For Good"])
def test_a_redirect_never_carries_the_key_on(status: str) -> None:
    with Scripted(answers(reply("200 OK"))) as other:
        with Scripted(answers(reply(status, b"", f"Location: {other.url}/v3/mail/send"))) as server:
            assert ask(server.url).status == int(status[:3])
        assert other.connections == 0


def test_a_chunked_answer_is_put_together() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    with Scripted(answers(chunked)) as server:
        assert ask(server.url).body == b"abcde"


def hang_up_half_heard(line: Line) -> None:
    line.piece()
    line.reset()


def hang_up_after(line: Line) -> None:
    line.request()


def reset_after(line: Line) -> None:
    line.request()
    line.reset()


@pytest.mark.parametrize(
    "script",
    [
        hang_up_half_heard,
        hang_up_after,
        reset_after,
        answers(b"HTTP/1.1 20"),
        answers(b"no http at all\r\n\r\n"),
        answers(b"HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\nshort"),
        answers(b"HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort"),
        answers(b"HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        answers(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
        answers(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"),
        answers(reply("200 OK", b"x" * 1001)),
        answers(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001),
        answers(b"HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n" + b"x" * 5000),
    ],
)
def test_once_connected_a_broken_answer_leaves_it_open(script: Script) -> None:
    with Scripted(script) as server, pytest.raises(OutcomeUnknown):
        ask(server.url, body=b"x" * 5_000_000)


def never_answer(line: Line) -> None:
    line.request()
    line.silence()


def drip_the_head(line: Line) -> None:
    line.request()
    line.drip(reply("202 Accepted", b"", "X-Long: " + "x" * 500), 0.05)


def drip_the_body(line: Line) -> None:
    line.request()
    line.say(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
    line.drip(b"x" * 500, 0.05)


def drip_for_ever_what_may_be_skipped(line: Line) -> None:
    line.request()
    line.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0.02)


def take_nothing(line: Line) -> None:
    line.silence()


@pytest.mark.parametrize(
    "script",
    [never_answer, drip_the_head, drip_the_body, drip_for_ever_what_may_be_skipped, take_nothing],
)
def test_one_deadline_ends_every_wait(script: Script) -> None:
    with Scripted(script) as server:
        began = time.monotonic()
        with pytest.raises(OutcomeUnknown) as caught:
            ask(server.url, _SOON, body=b"x" * 20_000_000)
        assert time.monotonic() - began < 3
    assert "within 1 second" in caught.value.message


class LateClock(Clock):
    """Finds, once the line stands, that nearly all of the time has passed."""

    def __init__(self) -> None:
        self.looks = 0

    def monotonic(self) -> float:
        self.looks += 1
        return super().monotonic() + (0 if self.looks <= 3 else 59.5)


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_wait_is_no_longer_than_the_time_that_is_left(
    encrypted: bool, served: ssl.SSLContext, certificate: Path
) -> None:
    with Scripted(never_answer, served if encrypted else None) as server:
        began = time.monotonic()
        with pytest.raises(OutcomeUnknown):
            fetch(Request(server.url), Limits(60), trusting_any_host(certificate), LateClock())
        assert time.monotonic() - began < 10


def test_nobody_listening_means_nothing_left() -> None:
    with pytest.raises(NoConnection):
        ask(f"http://127.0.0.1:{closed_port()}")


def test_a_name_that_does_not_exist_means_nothing_left() -> None:
    with pytest.raises(NoConnection) as caught:
        ask("https://api.invalid")
    assert "not found" in caught.value.message


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and self-signed certificate of 127.0.0.1 in one file, made by nobody anybody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("shop.example.com")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def served(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_of_nobody_known_gets_no_request(served: ssl.SSLContext) -> None:
    with Scripted(answers(reply("202 Accepted")), served) as server:
        with pytest.raises(NoConnection) as caught:
            ask(server.url)
        assert server.heard == []
    assert "date and time" in caught.value.remedy
    assert "ntivirus" in caught.value.remedy


def test_a_certificate_of_another_host_gets_no_request(served: ssl.SSLContext, certificate: Path) -> None:
    trusting = tls_context()
    trusting.load_verify_locations(certificate)
    with Scripted(answers(reply("202 Accepted")), served) as server:
        with pytest.raises(NoConnection):
            ask(server.url, tls=trusting)
        assert server.heard == []


def trusting_any_host(certificate: Path) -> ssl.SSLContext:
    context = tls_context()
    context.load_verify_locations(certificate)
    context.check_hostname = False
    return context


def test_over_tls_an_answer_is_an_answer(served: ssl.SSLContext, certificate: Path) -> None:
    with Scripted(answers(reply("202 Accepted", b"", "X-Message-Id: abc")), served) as server:
        answer = ask(server.url, tls=trusting_any_host(certificate), body=b"x" * 100_000)
        assert (answer.status, answer.headers["X-Message-Id"]) == (202, "abc")
        assert b"Bearer SG.canary" in server.heard[0]


@pytest.mark.parametrize("script", [drip_the_body, never_answer, take_nothing])
def test_over_tls_the_deadline_holds_too(script: Script, served: ssl.SSLContext, certificate: Path) -> None:
    with Scripted(script, served) as server:
        began = time.monotonic()
        with pytest.raises(OutcomeUnknown):
            ask(server.url, _SHAKEN, trusting_any_host(certificate), body=b"x" * 20_000_000)
        assert time.monotonic() - began < 3


def test_a_server_that_never_shakes_hands_was_sent_nothing() -> None:
    with Scripted(take_nothing) as server:
        began = time.monotonic()
        with pytest.raises(NoConnection):
            ask(server.url.replace("http", "https"), _SOON)
        assert time.monotonic() - began < 3


def through_proxy(url: str, proxy: str) -> list[object]:
    """Kind of outcome and message of a request in a process whose environment names a proxy."""
    program = (
        "import json, sys\n"
        "from tests.delivery.test_opener import ask\n"
        "from shopmail.errors import DeliveryError\n"
        "try: print(json.dumps(['answer', ask(sys.argv[1]).status]))\n"
        "except DeliveryError as e: print(json.dumps([type(e).__name__, e.message]))\n"
    )
    proxies = {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""}
    run = subprocess.run(
        [sys.executable, "-c", program, url],
        env={**os.environ, **proxies},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    outcome: list[object] = json.loads(run.stdout)
    return outcome


@pytest.fixture
def proxy() -> Iterator[Scripted]:
    with Scripted(answers(reply("407 Proxy Authentication Required"))) as server:
        yield server


def test_a_proxy_that_refuses_sees_no_key(proxy: Scripted) -> None:
    kind, _message = through_proxy("https://api.invalid", proxy.url)
    assert kind == "NoConnection"
    assert proxy.heard[0].startswith(b"CONNECT api.invalid:443 ")
    assert b"canary" not in b"".join(proxy.heard)


def test_plain_http_on_this_computer_goes_past_the_proxy(proxy: Scripted) -> None:
    with Scripted(answers(reply("202 Accepted"))) as server:
        assert through_proxy(server.url, proxy.url) == ["answer", 202]
    assert proxy.connections == 0


def test_errors_of_the_wire_say_nothing_of_the_key() -> None:
    with Scripted(hang_up_after) as server, pytest.raises(DeliveryError) as caught:
        ask(server.url)
    assert "canary" not in f"{caught.value!r} {caught.value.__cause__!r}"
