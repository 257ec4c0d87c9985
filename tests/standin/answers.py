"""What the stand-in replies: answers, and refusals in the shape of SendGrid's error bodies."""

from typing import Any

import msgspec
from msgspec import Struct

_OWN_SENDER_HELP = "https://sendgrid.com/docs/for-developers/sending-email/sender-identity/"


class Answer(Struct, frozen=True):
    """One HTTP answer; ``Date``, ``Content-Length`` and the like are added when it is written."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = {}


class Problem(Struct, frozen=True):
    """One entry of ``errors``. ``field`` is the path of a property, such as ``personalizations.3.to``."""

    message: str
    field: str | None = None


class Refused(Exception):
    """Ends the handling of a call with an error answer."""

    def __init__(self, status: int, *problems: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, problems)
        self.answer = refusal(status, *problems, headers=headers)


def as_json(status: int, value: Any, headers: dict[str, str] | None = None) -> Answer:
    """``value`` as a JSON answer."""
    return Answer(status, msgspec.json.encode(value), {"Content-Type": "application/json"} | (headers or {}))


def as_page(status: int, html: str, headers: dict[str, str] | None = None) -> Answer:
    """A page for a person, in which no script runs."""
    safe = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "sandbox allow-forms allow-popups",
    }
    return Answer(status, html.encode(), safe | (headers or {}))


def nothing(status: int = 204) -> Answer:
    """An answer without a body."""
    return Answer(status)


def refusal(status: int, *problems: Problem, headers: dict[str, str] | None = None) -> Answer:
    """SendGrid's error shape: ``{"errors": [{"message", "field"}]}``."""
    return as_json(status, {"errors": problems}, headers)


def unauthorized() -> Problem:
    return Problem("authorization required")


def wrong_key() -> Problem:
    return Problem("The provided authorization grant is invalid, expired, or revoked")


def credits_used_up() -> Problem:
    return Problem("Maximum credits exceeded")


def forbidden() -> Problem:
    return Problem("access forbidden")


def not_found() -> Problem:
    return Problem("not found")


def too_many() -> Problem:
    return Problem("too many requests")


def too_large() -> Problem:
    return Problem("content too large")


def unverified_sender() -> Problem:
    """The 403 for a From that belongs to no verified sender (Twilio error 60222)."""
    return Problem(
        "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is "
        f"resolved. Visit {_OWN_SENDER_HELP} to see the Sender Identity requirements",
        "from",
    )
