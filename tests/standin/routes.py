"""Which call goes where: key, scope, pace, then the endpoint."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from tests.standin import answers
from tests.standin.account import Account
from tests.standin.answers import Answer, Problem, Refused
from tests.standin.bodies import UNREADABLE, decoded


class Call(Struct, frozen=True):
    """One call, parsed. ``raw`` is None when there was no body."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    raw: bytes | None = None

    @property
    def body(self) -> Any:
        """The JSON of it."""
        return None if self.raw is None else decoded(self.raw)

    def number(self, name: str, default: int, least: int, most: int = 1 << 40) -> int:
        """A whole number from the query."""
        given = self.query.get(name)
        if given is None:
            return default
        if not given.isascii() or not given.isdigit() or not least <= int(given) <= most:
            raise Refused(400, Problem(f"{name} must be a whole number from {least} to {most}", name))
        return int(given)


Endpoint = Callable[..., Answer]
"""Gets the account, the call, and the variable parts of the path, decoded."""


class Route:
    """``pattern`` is a path with ``{}`` for each variable segment. An empty ``scope`` asks only for a key."""

    def __init__(self, method: str, pattern: str, scope: str, endpoint: Endpoint, paced: bool = True) -> None:
        self.method = method
        self.pattern = pattern
        self.scope = scope
        self.endpoint = endpoint
        self.paced = paced
        self.matcher = re.compile(re.escape(pattern).replace(r"\{\}", "([^/]+)"))


class Pace:
    """Counts calls per endpoint and minute of the stand-in's clock."""

    def __init__(self) -> None:
        self._counts: dict[tuple[Route, int], int] = {}

    def headers(self, route: Route, now: int, rate: int) -> dict[str, str]:
        """``X-RateLimit-*`` for this call; raises the 429 when it is one too many."""
        minute = now // 60
        used = self._counts.get((route, minute), 0) + 1
        self._counts[route, minute] = used
        shown = {
            "X-RateLimit-Limit": str(rate),
            "X-RateLimit-Remaining": str(max(rate - used, 0)),
            "X-RateLimit-Reset": str((minute + 1) * 60),
        }
        if used > rate:
            raise Refused(429, answers.too_many(), headers=shown)
        return shown


def answer(account: Account, routes: tuple[Route, ...], pace: Pace, call: Call) -> Answer:
    """The ordinary answer to a call; works it, with the account brought up to date before."""
    shown: dict[str, str] = {}
    with account.lock:
        account.catch_up()
        try:
            scopes = _scopes(account, call)
            route, parts = _route(routes, call)
            if route.paced:
                shown = pace.headers(route, account.clock.now(), account.limits.rate)
            if route.scope and route.scope not in scopes:
                raise Refused(403, answers.forbidden())
            _check_body(call, account)
            given = route.endpoint(account, call, *parts)
        except Refused as refused:
            given = refused.answer
    return msgspec.structs.replace(given, headers={**given.headers, **shown})


def _scopes(account: Account, call: Call) -> frozenset[str]:
    scheme, _, key = call.headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not key:
        raise Refused(401, answers.unauthorized())
    if key not in account.keys:
        raise Refused(401, answers.wrong_key())
    return account.keys[key]


def _route(routes: tuple[Route, ...], call: Call) -> tuple[Route, list[str]]:
    known = False
    for route in routes:
        found = route.matcher.fullmatch(call.path)
        if found and route.method == call.method:
            return route, [unquote(part) for part in found.groups()]
        known = known or found is not None
    if known:
        raise Refused(405, Problem("method not allowed"))
    raise Refused(404, answers.not_found())


def _check_body(call: Call, account: Account) -> None:
    if int(call.headers.get("content-length", "0")) > account.limits.body_bytes:
        raise Refused(413, answers.too_large())
    if call.body is None:
        return
    if call.headers.get("content-encoding", "identity") != "identity":
        raise Refused(415, Problem("compressed bodies are not enabled for this account"))
    if call.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, Problem("Content-Type should be application/json."))
    if call.body is UNREADABLE:
        raise Refused(400, Problem("Bad Request"))
