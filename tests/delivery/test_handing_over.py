"""Handing over, when things go wrong: accepted, refused and open are told apart; nothing is tried twice."""

import logging
import time

import pytest

from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.errors import (
    CreditsUsedUp,
    DeliveryError,
    KeyRefused,
    MailRefused,
    NoConnection,
    OutcomeUnknown,
    RightMissing,
    TooLarge,
    TooMany,
)
from shopmail.keychain import Secret
from tests.delivery.bundles import ImpatientClock, a_bundle, a_picture
from tests.delivery.servers import Line, Scripted, answers, closed_port, reply
from tests.standin import StandIn, faults

_KEY = "SG.canary-canary-canary"


def office_at(url: str) -> SendGridProvider:
    return SendGridProvider(Secret(_KEY), url, ImpatientClock())


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (faults.bad_personalization(1), MailRefused),
        (faults.wrong_key(), KeyRefused),
        (faults.no_credits(), CreditsUsedUp),
        (faults.status(403), RightMissing),
        (faults.status(404), MailRefused),
        (faults.status(405), MailRefused),
        (faults.status(410, "gone"), MailRefused),
        (faults.status(415, "media type"), MailRefused),
        (faults.status(413), TooLarge),
        (faults.too_many(30), TooMany),
        (faults.status(500, accepted=True), OutcomeUnknown),
        (faults.status(502), OutcomeUnknown),
        (faults.status(503, accepted=True), OutcomeUnknown),
        (faults.status(504), OutcomeUnknown),
        (faults.redirect("http://127.0.0.1:9/v3/mail/send"), OutcomeUnknown),
        (faults.drop_before_accept(), OutcomeUnknown),
        (faults.drop_after_accept(), OutcomeUnknown),
        (faults.cut_off_headers(), OutcomeUnknown),
        (faults.html_page(), OutcomeUnknown),
        (faults.garbage(), OutcomeUnknown),
        (faults.garbage(400), OutcomeUnknown),
        (faults.huge(3), OutcomeUnknown),
    ],
    ids=lambda value: value.label if isinstance(value, faults.Fault) else "",
)
def test_each_fault_is_what_it_is_and_is_tried_once(fault: faults.Fault, kind: type[DeliveryError]) -> None:
    with StandIn() as post:
        post.fail("/v3/mail/send", fault)
        office = SendGridProvider(Secret(post.key), post.url, ImpatientClock())
        with pytest.raises(DeliveryError) as caught:
            office.hand_over(a_bundle())
        assert type(caught.value) is kind
        assert len(post.requests) == 1
        assert len(post.mails) == (2 if fault.accepted else 0)


@pytest.mark.parametrize("fault", [faults.slow(20), faults.drip(20)])
def test_the_deadline_ends_it_and_leaves_it_open(fault: faults.Fault) -> None:
    with StandIn() as post:
        post.fail("/v3/mail/send", fault)
        office = SendGridProvider(Secret(post.key), post.url, ImpatientClock(), deadline=0.5)
        began = time.monotonic()
        with pytest.raises(OutcomeUnknown):
            office.hand_over(a_bundle())
        assert time.monotonic() - began < 5
        assert len(post.mails) == 2


def test_too_many_says_when_by_this_computers_clock() -> None:
    with StandIn() as post:
        post.clock.advance(90 * 86_400)
        post.fail("/v3/mail/send", faults.too_many(30))
        clock = ImpatientClock()
        office = SendGridProvider(Secret(post.key), post.url, clock)
        with pytest.raises(TooMany) as caught:
            office.hand_over(a_bundle())
        assert 25 <= caught.value.retry_at - clock.now() <= 30


def test_accepted_without_an_id_is_accepted() -> None:
    with Scripted(answers(reply("202 Accepted"))) as server:
        assert office_at(server.url).hand_over(a_bundle()) == ""


def test_nothing_left_when_nobody_listens() -> None:
    with pytest.raises(NoConnection):
        office_at(f"http://127.0.0.1:{closed_port()}").hand_over(a_bundle())


def break_off_in_the_body(line: Line) -> None:
    line.piece()
    line.reset()


def test_a_line_that_breaks_while_writing_leaves_it_open() -> None:
    """urllib gives the same error for this as for no connection at all."""
    with Scripted(break_off_in_the_body) as server, pytest.raises(OutcomeUnknown):
        office_at(server.url).hand_over(a_bundle(html="x" * 8_000_000))


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Again", "308 For Good"])
def test_the_key_stays_with_the_host_it_was_given_for(status: str) -> None:
    with Scripted(answers(reply("202 Accepted"))) as other:
        with Scripted(answers(reply(status, b"", f"Location: {other.url}/v3/mail/send"))) as server:
            office = office_at(server.url)
            with pytest.raises(OutcomeUnknown):
                office.hand_over(a_bundle())
            with pytest.raises(DeliveryError):
                office.rights()
            assert _KEY.encode() in server.heard[0]
        assert other.connections == 0


def test_a_server_that_repeats_the_key_does_not_bring_it_into_a_message() -> None:
    body = f'{{"errors":[{{"message":"wrong key {_KEY}","field":null}}]}}'.encode()
    with Scripted(answers(reply("401 Unauthorized", body))) as server, pytest.raises(KeyRefused) as caught:
        office_at(server.url).hand_over(a_bundle())
    assert "canary" not in repr(caught.value)


def test_a_servers_markup_is_shown_as_characters_only() -> None:
    body = b'{"errors":[{"message":"<a href=\\"http://x.example\\">\\u202eupdate</a>\\u0007","field":null}]}'
    with Scripted(answers(reply("400 Bad", body))) as server, pytest.raises(MailRefused) as caught:
        office_at(server.url).hand_over(a_bundle())
    assert '<a href="http://x.example"> update</a>' in caught.value.message
    assert caught.value.message.isprintable()


def test_neither_key_nor_address_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Scripted(answers(reply("202 Accepted"))) as server:
        office = office_at(server.url)
        office.hand_over(a_bundle())
    assert "canary" not in caplog.text + repr(office) + repr(vars(office))
    assert "@" not in repr(a_bundle()) + repr(a_bundle().recipients)
    assert "@" not in caplog.text


def test_pictures_are_given_the_time_that_a_slow_line_needs() -> None:
    with StandIn() as post:
        office = SendGridProvider(Secret(post.key), post.url, ImpatientClock(), deadline=0.4)
        post.fail("/v3/mail/send", faults.slow(0.8), times=2)
        with pytest.raises(OutcomeUnknown):
            office.hand_over(a_bundle())
        assert office.hand_over(a_bundle(pictures=(a_picture(data=bytes(64_000)),)))
