"""The same controls over HTTP, the page for a person, and the stand-in in a process of its own."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.standin import Control, StandIn, faults
from tests.standin.asking import a_request, ask_at, send

ROOT = Path(__file__).parents[2]


@pytest.fixture
def control(post: StandIn) -> Control:
    return Control(post.url)


def test_mails_look_the_same_from_outside(post: StandIn, control: Control) -> None:
    send(post, a_request("ann@example.org", "bob@example.org"))
    assert control.mails == [mail.seen() for mail in post.mails]
    assert [mail.subject for mail in control.mails_to("BOB@example.org")] == ["Hello Bob"]
    assert control.counts() == post.counts()
    assert control.counts()["delivered"] == 2
    assert control.requests == post.requests


def test_everything_can_be_done_from_outside(post: StandIn, control: Control) -> None:
    control.will_bounce("bounce@example.org", "550 no", "5.0.0")
    control.will_block("block@example.org")
    control.invalid("invalid@example.org")
    control.will_bounce("well@example.org")
    control.will_deliver("well@example.org")
    control.refuse("refused@example.org")
    group_id = control.new_group("News", is_default=True)
    control.leave_group("gone@example.org", group_id)
    control.complain("spam@example.org")
    control.unsubscribe_globally("left@example.org", created=5)
    control.add("bounces", "old@example.org", created=7)
    control.verify_sender("info@example.net")
    key = control.new_key(["mail.send"])

    names = ("bounce", "block", "invalid", "well", "gone", "spam", "left", "old")
    body = a_request(*(f"{name}@example.org" for name in names), asm={"group_id": group_id})
    assert send(post, {**body, "from": {"email": "info@example.net"}}, key).status == 202
    assert [mail.state for mail in control.mails] == [
        *("bounced", "blocked", "dropped", "delivered", "dropped", "dropped", "dropped", "dropped")
    ]
    assert control.rows("bounces")[0] == {
        "created": 7,
        "email": "old@example.org",
        "reason": "",
        "status": "",
    }
    assert send(post, a_request("refused@example.org")).status == 400
    control.forget_key(key)
    assert send(post, a_request(), key).status == 401


def test_clock_faults_and_limits_from_outside(post: StandIn, control: Control) -> None:
    assert control.clock.advance(60) == control.clock.now() == post.clock.now()
    control.fail("/v3/mail/send", faults.drop_after_accept(), after=1)
    assert send(post, a_request()).status == 202
    with pytest.raises(ConnectionError):
        send(post, a_request())
    control.fail("/v3/", faults.status(500))
    control.clear_faults()
    control.set_limit("credits", 2)
    assert send(post, a_request()).status == 401


@pytest.mark.parametrize(
    ("act", "details"),
    [("explode", {}), ("refuse", {}), ("rows", {"name": "x"}), ("set_limit", {"name": "x", "value": 1})],
)
def test_a_wrong_act_is_told(control: Control, act: str, details: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=act):
        control.do(act, **details)


def test_the_page_shows_mails_and_takes_orders(post: StandIn) -> None:
    send(post, a_request(subject="<b>"))
    with urlopen(f"{post.url}/", timeout=10) as page:
        shown = page.read().decode()
    assert "ann@example.org" in shown
    form = urlencode({"email": "bob@example.org"}).encode()
    with urlopen(f"{post.url}/_standin/will_bounce", data=form, timeout=10) as page:
        assert page.url == f"{post.url}/"
    send(post, a_request("bob@example.org"))
    assert post.mails[-1].state == "bounced"
    with urlopen(f"{post.url}/mail/{post.mails[0].id}", timeout=10) as page:
        assert page.read().decode() == post.mails[0].html


def test_curl_as_the_page_shows_it_moves_the_clock(post: StandIn) -> None:
    before = post.clock.now()
    with urlopen(f"{post.url}/_standin/advance", data=b'{"seconds": 1800}', timeout=10) as page:
        assert int(page.read()) == post.clock.now() == before + 1800
    with urlopen(f"{post.url}/_standin/advance", data=b"seconds=3600", timeout=10) as page:
        assert page.url == f"{post.url}/"
    assert post.clock.now() == before + 1800 + 3600


@pytest.fixture
def in_foreground() -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.standin"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with running:
        yield running
        running.kill()


def test_it_runs_in_the_foreground_until_interrupted(in_foreground: subprocess.Popen[str]) -> None:
    assert in_foreground.stdout is not None
    said = "".join(in_foreground.stdout.readline() for _ in range(5))
    key = re.search(r"SENDGRID_API_KEY=(\S+)", said)
    url = re.search(r"SHOPMAIL_SENDGRID_HOST=(\S+)", said)
    assert key is not None
    assert url is not None
    control = Control(url[1])
    assert ask_at(url[1], key[1], "GET", "/v3/scopes").status == 200
    assert control.counts()["delivered"] == 0
    in_foreground.send_signal(signal.SIGINT)
    assert in_foreground.wait(10) == 0
    assert in_foreground.stderr is not None
    assert in_foreground.stderr.read() == ""
