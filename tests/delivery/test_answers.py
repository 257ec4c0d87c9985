"""What an answer means: one status, one error, in words that hold no markup and no key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.delivery.answers import Answer, decoded, moment_of, quoted, refusal
from shopmail.errors import (
    CreditsUsedUp,
    DeliveryError,
    KeyRefused,
    MailRefused,
    OutcomeUnknown,
    RightMissing,
    SenderRefused,
    TooLarge,
    TooMany,
)
from tests.delivery.bundles import StillClock

UNVERIFIED = "The from address does not match a verified Sender Identity. Mail cannot be sent."


def said(status: int, message: str = "no", field: str | None = None, **headers: str) -> Answer:
    """An answer as SendGrid words a refusal."""
    place = "null" if field is None else f'"{field}"'
    body = f'{{"errors":[{{"message":"{message}","field":{place},"help":null}}]}}'
    return Answer(status, headers, body.encode())


def meant(answer: Answer) -> DeliveryError:
    return refusal(answer, "Mail Send", StillClock())


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (said(400), MailRefused),
        (said(401, "authorization required"), KeyRefused),
        (said(401, "Maximum credits exceeded"), CreditsUsedUp),
        (said(429, "Maximum credits exceeded"), CreditsUsedUp),
        (said(403, UNVERIFIED), SenderRefused),
        (said(403, "no", field="from"), SenderRefused),
        (said(403, "access forbidden"), RightMissing),
        (said(404), MailRefused),
        (said(405), MailRefused),
        (said(410), MailRefused),
        (said(415), MailRefused),
        (said(413), TooLarge),
        (Answer(413, {}, b"<html>Request Entity Too Large</html>"), TooLarge),
        (said(429, "too many requests"), TooMany),
        (Answer(429, {}, b""), TooMany),
        (said(500), OutcomeUnknown),
        (said(502), OutcomeUnknown),
        (said(503), OutcomeUnknown),
        (said(504), OutcomeUnknown),
        (Answer(302, {"Location": "https://other.example"}, b""), OutcomeUnknown),
        (Answer(200, {}, b"<html>Welcome to the hotel</html>"), OutcomeUnknown),
        (Answer(204, {}, b""), OutcomeUnknown),
        (Answer(400, {}, b"<html>Bad gateway of the hotel</html>"), OutcomeUnknown),
        (Answer(401, {}, b""), OutcomeUnknown),
        (Answer(403, {}, b'{"errors": []}'), OutcomeUnknown),
        (Answer(400, {}, b'{"errors": "all wrong"}'), OutcomeUnknown),
        (Answer(400, {}, b'{"errors": [{"message": "x", "help": ' + b"[" * 100_000), OutcomeUnknown),
        (Answer(400, {}, b'{"errors": [{"message": "\xff"}]}'), OutcomeUnknown),
    ],
)
def test_each_answer_is_one_error(answer: Answer, kind: type[DeliveryError]) -> None:
    error = meant(answer)
    assert type(error) is kind
    assert error.title
    assert error.message


def test_a_refused_mail_names_its_place() -> None:
    error = meant(said(400, "Does not contain a valid address.", "personalizations.12.to"))
    assert isinstance(error, MailRefused)
    assert error.place == "personalizations.12.to"
    assert "Does not contain a valid address." in error.message


def test_a_missing_right_is_named_as_in_the_key_editor() -> None:
    assert "“Mail Send”" in meant(said(403)).remedy


def test_a_changed_sendgrid_asks_for_an_update() -> None:
    assert all("update" in meant(said(status)).remedy for status in (404, 405, 410, 415))


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"X-RateLimit-Reset": "1800000030"}, 30),
        ({"X-RateLimit-Reset": "1799990030", "Date": "Fri, 15 Jan 2027 05:13:20 GMT"}, 30),
        ({}, 60),
        ({"X-RateLimit-Reset": "soon"}, 60),
        ({"X-RateLimit-Reset": "٣٠"}, 60),
        ({"X-RateLimit-Reset": "-5"}, 60),
        ({"X-RateLimit-Reset": "0"}, 60),
        ({"X-RateLimit-Reset": "9" * 5000}, 60),
        ({"X-RateLimit-Reset": "1800000000"}, 1),
        ({"X-RateLimit-Reset": "1800003600"}, 900),
    ],
)
def test_too_many_says_when_to_go_on(headers: dict[str, str], wait: int) -> None:
    error = meant(said(429, "too many requests", **headers))
    assert isinstance(error, TooMany)
    assert error.retry_at == 1_800_000_000 + wait


def test_a_servers_words_are_one_short_plain_line() -> None:
    assert quoted("a\x1b[31m\r\n b\u202e<b>c\x00</b>\u2028d") == "a [31m b <b>c </b> d"
    assert quoted("x" * 5000) == "x" * 299 + "…"


@given(st.text())
def test_whatever_a_server_says_can_be_shown(text: str) -> None:
    line = quoted(text)
    assert len(line) <= 300
    assert line.isprintable()


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Fri, 15 Jan 2027 08:00:00 GMT", 1_800_000_000),
        ("Fri, 15 Jan 2027 09:00:00 +0100", 1_800_000_000),
        ("yesterday", None),
        ("", None),
        ("Fri, 99 Jan 999999999 08:00:00 GMT", None),
    ],
)
def test_the_moment_of_an_answer(date: str, moment: int | None) -> None:
    assert moment_of(Answer(200, {"Date": date}, b"")) == moment


@pytest.mark.parametrize("body", [b"", b"\xef\xbb\xbf[]", b"[1", b'["a"]', b"{}", b"[1e400]", b"[" * 100_000])
def test_what_is_not_to_the_letter_is_not_used(body: bytes) -> None:
    with pytest.raises(DeliveryError) as caught:
        decoded(Answer(200, {}, body), list[int])
    assert type(caught.value) is DeliveryError
