"""What an answer of SendGrid means: a value of our own, or one of our errors in words for the owner.

Sources: SendGrid's published OpenAPI files (status codes, ``errors``) and its errors page. Of the answers
that are no success, only one that SendGrid itself words is a refusal; all else may have been accepted.
"""

import re
from collections.abc import Mapping
from email.utils import mktime_tz, parsedate_tz
from typing import TypeVar

import msgspec
from msgspec import Struct

from shopmail.clock import Clock
from shopmail.delivery.pacing import wait_named
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
from shopmail.wording import _

Value = TypeVar("Value")

LONGEST_QUOTE = 300
"""Characters of a server's own text that are shown."""

_SENDER = re.compile(r"sender identity|verified sender|from (e-?mail )?address", re.IGNORECASE)
_CREDITS = re.compile(r"maximum credits exceeded", re.IGNORECASE)


class Answer(Struct, frozen=True):
    """A whole answer of any status. ``headers`` are found in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Complaint(Struct, frozen=True):
    message: str = ""
    field: str | None = None


class _Complaints(Struct, frozen=True):
    errors: list[_Complaint]


def quoted(text: str) -> str:
    """A server's own words as one line of plain text: no control or direction characters, 300 at most."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * LONGEST_QUOTE])
    line = " ".join(printable.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


def moment_of(answer: Answer) -> int | None:
    """The Unix second of the ``Date`` header, or None where there is none to be read."""
    parsed = parsedate_tz(answer.headers.get("Date", ""))
    try:
        return None if parsed is None else int(mktime_tz(parsed))
    except (ValueError, OverflowError):
        return None


def decoded(answer: Answer, kind: type[Value]) -> Value:
    """The body as ``kind``, to the letter: one wrong type and the whole answer is refused.

    Raises ``DeliveryError``.
    """
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except (ValueError, RecursionError) as problem:  # msgspec's own errors are ValueErrors
        raise unreadable() from problem


def unreadable() -> DeliveryError:
    """The error for an answer that says it is one and isn't."""
    return DeliveryError(
        _("SendGrid's answer can't be read"),
        _("The answer was not in the form that SendGrid publishes. Nothing of it was used."),
        _("Try again in a few minutes; if it stays so, shopmail needs an update."),
    )


def refusal(answer: Answer, right: str, clock: Clock) -> DeliveryError:
    """The error for an answer that is not the one hoped for.

    ``right`` is what SendGrid's key editor calls the right that the request needed. A status that SendGrid
    gives only when it did nothing becomes a refusal, any other ``OutcomeUnknown``.
    """
    complaint = _complaint(answer)
    said = quoted(complaint.message) if complaint else ""
    if answer.status in (401, 403, 429) and _CREDITS.search(said):
        return _credits_used_up()
    if answer.status == 429:
        return _too_many(answer, clock)
    if answer.status == 413:
        return too_large()
    if complaint is None or not 400 <= answer.status < 500:
        return _lost(answer)
    if answer.status == 401:
        return _key_refused(said)
    if answer.status == 403:
        about_sender = complaint.field == "from" or _SENDER.search(said)
        return _sender_refused(said) if about_sender else _right_missing(right)
    if answer.status == 400:
        return _refused(said, quoted(complaint.field or ""))
    return _changed(answer.status, said)


def too_large() -> TooLarge:
    """The error for a request over SendGrid's limit, found before or after sending it."""
    return TooLarge(
        _("The mail is too large"),
        _("SendGrid takes at most 30 MB in one request. Nothing was sent."),
        _("Make the pictures smaller, or put them on your shop's site and link to them."),
    )


def _complaint(answer: Answer) -> _Complaint | None:
    """The first of SendGrid's ``errors``; None when the body is not SendGrid's form of a refusal."""
    try:
        errors = msgspec.json.decode(answer.body, type=_Complaints).errors
    except (ValueError, RecursionError):
        return None
    return errors[0] if errors else None


def _lost(answer: Answer) -> OutcomeUnknown:
    title = _("SendGrid's answer was lost")
    if 300 <= answer.status < 400:
        return OutcomeUnknown(title, _("The answer points to another address, which is never followed."))
    if answer.status >= 500:
        return OutcomeUnknown(title, _("SendGrid has trouble of its own ({status}).", status=answer.status))
    return OutcomeUnknown(
        title,
        _("The answer ({status}) is not one that SendGrid gives.", status=answer.status),
        _("If this network has a sign-in page, open it in a browser first."),
    )


def _too_many(answer: Answer, clock: Clock) -> TooMany:
    by_server = moment_of(answer)
    now = clock.now()
    wait = wait_named(answer.headers.get("X-RateLimit-Reset"), now if by_server is None else by_server)
    return TooMany(
        _("SendGrid asks to wait"),
        _("There were too many requests in a short time. Nothing of this one was accepted."),
        _("shopmail goes on by itself when the time is over."),
        retry_at=now + wait,
    )


def _credits_used_up() -> CreditsUsedUp:
    return CreditsUsedUp(
        _("The SendGrid account has no credits left"),
        _("SendGrid takes no more mails until the credits are renewed. Nothing of this was sent."),
        _("Look at your plan in SendGrid, or go on when the credits are renewed."),
    )


def _key_refused(said: str) -> KeyRefused:
    return KeyRefused(
        _("SendGrid refused the API key"),
        _("SendGrid does not know the key: “{said}”.", said=said),
        _("Make a new key in SendGrid (Settings, API Keys) and copy the whole of it into shopmail."),
    )


def _sender_refused(said: str) -> SenderRefused:
    return SenderRefused(
        _("SendGrid does not know the sender"),
        _("The sender's address is not verified: “{said}”. Nothing was sent.", said=said),
        _("Verify the address or its domain in SendGrid (Settings, Sender Authentication)."),
    )


def _right_missing(right: str) -> RightMissing:
    return RightMissing(
        _("The API key may not do this"),
        _("The key lacks the right “{right}”.", right=right),
        _("In SendGrid (Settings, API Keys) give the key the right “{right}”.", right=right),
    )


def _refused(said: str, place: str) -> MailRefused:
    if place:
        message = _("It says: “{said}” at “{place}”. Nothing of it was accepted.", said=said, place=place)
    else:
        message = _("It says: “{said}”. Nothing of it was accepted.", said=said)
    return MailRefused(_("SendGrid did not accept this"), message, place=place)


def _changed(status: int, said: str) -> MailRefused:
    return MailRefused(
        _("SendGrid has changed"),
        _("SendGrid no longer takes this request ({status}: “{said}”).", status=status, said=said),
        _("shopmail needs an update."),
    )
