"""How the tests of the stand-in ask it: plain HTTP, and a valid request to start from."""

import json
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from tests.standin.standin import StandIn


class Reply(Struct, frozen=True):
    """An answer; ``body`` is the decoded JSON, or None when there is no body."""

    status: int
    headers: dict[str, str]
    body: Any

    @property
    def problem(self) -> tuple[str | None, str]:
        """The first error: its field and its message."""
        first = self.body["errors"][0]
        return first["field"], first["message"]


def ask(post: StandIn, method: str, path: str, body: Any = None, key: str | None = None) -> Reply:
    """One call with the stand-in's key, or another; a body of bytes goes as it is."""
    return ask_at(post.url, key or post.key, method, path, body)


def ask_at(url: str, key: str, method: str, path: str, body: Any = None) -> Reply:
    """The same to a stand-in in another process."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        raw = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        connection.request(method, path, raw, headers)
        answer = connection.getresponse()
        content = answer.read()
        return Reply(answer.status, dict(answer.headers), json.loads(content) if content else None)
    finally:
        connection.close()


def send(post: StandIn, body: Any, key: str | None = None) -> Reply:
    return ask(post, "POST", "/v3/mail/send", body, key)


def a_request(*emails: str, **changes: Any) -> dict[str, Any]:
    """A valid request to ``emails`` (default: one person), with root properties changed or added."""
    people = [a_person(email) for email in emails or ("ann@example.org",)]
    return {
        "personalizations": people,
        "from": {"email": "shop@example.com", "name": "Květiny"},
        "content": [
            {"type": "text/plain", "value": "Dear -name-"},
            {"type": "text/html", "value": "<p>Dear -name-</p>"},
        ],
        **changes,
    }


def a_person(email: str, **changes: Any) -> dict[str, Any]:
    """A personalization."""
    name = email.partition("@")[0].title()
    return {
        "to": [{"email": email}],
        "subject": f"Hello {name}",
        "substitutions": {"-name-": name},
        **changes,
    }
