"""The endpoints that tell who bounced, complained or left, and those that enter and remove people."""

from collections.abc import Callable
from typing import Any

from tests.standin import answers
from tests.standin.account import Account
from tests.standin.answers import Answer, Problem, Refused
from tests.standin.checks import is_address
from tests.standin.routes import Call, Endpoint, Route
from tests.standin.suppressions import LISTS, Entry

_MOST_ROWS = 500
_FILTERS = {"start_time", "end_time", "limit", "offset", "email"}


def _listing(name: str) -> Endpoint:
    def list_rows(account: Account, call: Call) -> Answer:
        return answers.as_json(200, _page(account, name, call))

    return list_rows


def _page(account: Account, name: str, call: Call) -> list[dict[str, object]]:
    """The newest first; ``start_time`` and ``end_time`` belong to the span."""
    for unknown in call.query.keys() - _FILTERS:
        raise Refused(400, Problem("unknown query parameter", unknown))
    since = call.number("start_time", 0, 0)
    until = call.number("end_time", 1 << 40, 0)
    limit = call.number("limit", _MOST_ROWS, 1, _MOST_ROWS)
    offset = call.number("offset", 0, 0)
    fits = _email_filter(name, call.query.get("email", ""))
    rows = account.suppressions.lists[name].values()
    found = [entry for entry in rows if since <= entry.created <= until and fits(entry.email.lower())]
    found.sort(key=lambda entry: (-entry.created, entry.email))
    return [entry.row(name) for entry in found[offset : offset + limit]]


def _email_filter(name: str, wanted: str) -> Callable[[str], bool]:
    """The beginning of an address, ``%`` for the rest; for invalid ones the whole address."""
    start = wanted.lower().rstrip("%")
    if name == "invalid_emails" and wanted:
        return lambda email: email == start
    return lambda email: email.startswith(start)


def _seeing(name: str) -> Endpoint:
    def see_row(account: Account, call: Call, email: str) -> Answer:
        entry = account.suppressions.lists[name].get(email.lower())
        return answers.as_json(200, [] if entry is None else [entry.row(name)])

    return see_row


def _removing_one(name: str) -> Endpoint:
    def remove_row(account: Account, call: Call, email: str) -> Answer:
        if not account.suppressions.remove(name, [email]):
            raise Refused(404, answers.not_found())
        return answers.nothing()

    return remove_row


def _removing(name: str) -> Endpoint:
    def remove_rows(account: Account, call: Call) -> Answer:
        body = call.body if isinstance(call.body, dict) else {}
        everything, emails = body.get("delete_all", False), body.get("emails", [])
        if not isinstance(everything, bool) or not isinstance(emails, list) or everything is bool(emails):
            raise Refused(400, Problem("give either delete_all or emails"))
        chosen = list(account.suppressions.lists[name]) if everything else [str(email) for email in emails]
        account.suppressions.remove(name, chosen)
        return answers.nothing()

    return remove_rows


def add_global(account: Account, call: Call) -> Answer:
    """Unsubscribe addresses from everything."""
    emails = recipients(call.body)
    for email in emails:
        account.suppressions.lists["unsubscribes"].setdefault(
            email.lower(), Entry(email, account.clock.now())
        )
    return answers.as_json(201, {"recipient_emails": emails})


def see_global(account: Account, call: Call, email: str) -> Answer:
    """An empty object for somebody who is not on it."""
    entry = account.suppressions.lists["unsubscribes"].get(email.lower())
    return answers.as_json(200, {} if entry is None else {"recipient_email": entry.email})


def recipients(body: Any) -> list[str]:
    """The addresses of ``{"recipient_emails": […]}``."""
    emails = body.get("recipient_emails") if isinstance(body, dict) and len(body) == 1 else None
    if not isinstance(emails, list) or not emails or not all(is_address(email) for email in emails):
        raise Refused(400, Problem("recipient_emails must be an array of addresses", "recipient_emails"))
    return list(map(str, emails))


def _routes_of(name: str) -> tuple[Route, ...]:
    path, scope = f"/v3/suppression/{name}", f"suppression.{name}"
    if name == "unsubscribes":
        return (Route("GET", path, f"{scope}.read", _listing(name)),)
    return (
        Route("GET", path, f"{scope}.read", _listing(name)),
        Route("GET", f"{path}/{{}}", f"{scope}.read", _seeing(name)),
        Route("DELETE", path, f"{scope}.delete", _removing(name)),
        Route("DELETE", f"{path}/{{}}", f"{scope}.delete", _removing_one(name)),
    )


_GLOBAL = "/v3/asm/suppressions/global"

ROUTES = (
    *(route for name in LISTS for route in _routes_of(name)),
    Route("POST", _GLOBAL, "asm.suppressions.global.create", add_global),
    Route("GET", f"{_GLOBAL}/{{}}", "asm.suppressions.global.read", see_global),
    Route("DELETE", f"{_GLOBAL}/{{}}", "asm.suppressions.global.delete", _removing_one("unsubscribes")),
)
