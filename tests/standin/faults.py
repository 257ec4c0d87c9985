"""Faults on demand: what can go wrong between the program and SendGrid, played when asked for.

::

    post.fail("/v3/mail/send", faults.drop_after_accept())
    post.fail("/v3/mail/send", faults.status(503, accepted=True), times=2, after=1)
    post.fail("/v3/suppression", faults.too_many(reset_in=30), method="GET")

``accepted`` says whether the call is worked as usual before the fault is played.
"""

from typing import Literal

from msgspec import Struct

LONGEST_WAIT = 120.0
"""Seconds: no fault holds a connection longer."""

Kind = Literal[
    "status",
    "slow",
    "drip",
    "hang_up",
    "drop",
    "cut_off",
    "cut_off_headers",
    "redirect",
    "html_page",
    "garbage",
    "huge",
]


class Fault(Struct, frozen=True):
    """What is played instead of the ordinary answer; made by the functions below."""

    kind: Kind
    accepted: bool = False
    status: int = 0
    message: str = ""
    field: str | None = None
    seconds: float = 0.0
    reset_in: int | None = None
    url: str = ""
    megabytes: int = 0

    @property
    def label(self) -> str:
        """How the journal names it."""
        return f"{self.kind} {self.status}".removesuffix(" 0") + (" after accepting" if self.accepted else "")


def status(status: int, message: str = "", field: str | None = None, accepted: bool = False) -> Fault:
    """An error answer with that status code."""
    return Fault("status", accepted, status, message or _MESSAGES.get(status, "error"), field)


def bad_personalization(number: int) -> Fault:
    """400 that blames the ``to`` of one personalization (counted from 0)."""
    return status(400, "Does not contain a valid address.", f"personalizations.{number}.to")


def wrong_key() -> Fault:
    return status(401, "The provided authorization grant is invalid, expired, or revoked")


def no_credits() -> Fault:
    return status(401, "Maximum credits exceeded")


def too_many(reset_in: int = 60) -> Fault:
    """429; ``X-RateLimit-Reset`` lies that many seconds ahead."""
    return Fault("status", status=429, message=_MESSAGES[429], reset_in=reset_in)


def slow(seconds: float, accepted: bool = True) -> Fault:
    """Silence for that long, then the ordinary answer (or, not accepted, the end of the connection)."""
    return Fault("slow", accepted, seconds=seconds)


def drip(seconds: float, accepted: bool = True) -> Fault:
    """The ordinary answer (or 503) a byte at a time over that long: no single read ever times out."""
    return Fault("drip", accepted, 0 if accepted else 503, seconds=seconds)


def hang_up() -> Fault:
    """Close the connection before the body is read."""
    return Fault("hang_up")


def drop_before_accept() -> Fault:
    """Read the whole request, work nothing, close the connection."""
    return Fault("drop")


def drop_after_accept() -> Fault:
    """Work the request, close the connection without an answer."""
    return Fault("drop", accepted=True)


def cut_off(accepted: bool = True) -> Fault:
    """The ordinary answer (or 503) promises more bytes than it has."""
    return Fault("cut_off", accepted, 0 if accepted else 503)


def cut_off_headers(accepted: bool = True) -> Fault:
    """The answer ends in the middle of its status line."""
    return Fault("cut_off_headers", accepted)


def redirect(url: str, status: int = 302) -> Fault:
    """Sends the caller, and a careless caller's key, to another address."""
    return Fault("redirect", status=status, url=url)


def html_page(accepted: bool = False) -> Fault:
    """200 with a page, as a hotel's network gives it."""
    return Fault("html_page", accepted, 200)


def garbage(status: int = 200, accepted: bool = False) -> Fault:
    """Says it is JSON, and is not."""
    return Fault("garbage", accepted, status)


def huge(megabytes: int = 64, accepted: bool = False) -> Fault:
    """200 with a JSON string of that many megabytes."""
    return Fault("huge", accepted, 200, megabytes=megabytes)


_MESSAGES = {
    400: "invalid request",
    401: "authorization required",
    403: "access forbidden",
    404: "not found",
    405: "method not allowed",
    413: "content too large",
    429: "too many requests",
    500: "internal server error",
    502: "bad gateway",
    503: "service unavailable",
    504: "gateway timeout",
}


class Plan(Struct):
    """A fault in waiting: for calls whose path begins so, from the ``after``-th on, ``times`` times."""

    path_prefix: str
    fault: Fault
    times: int
    after: int
    method: str


class Faults:
    """The faults in waiting; the first that fits a call is played."""

    def __init__(self) -> None:
        self._plans: list[Plan] = []

    def add(self, plan: Plan) -> None:
        self._plans.append(plan)

    def clear(self) -> None:
        self._plans.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this call, or none; counts it."""
        for plan in self._plans:
            if not path.startswith(plan.path_prefix) or plan.method not in ("", method):
                continue
            if plan.after > 0:
                plan.after -= 1
                continue
            if plan.times > 0:
                plan.times -= 1
                return plan.fault
        return None
