"""The journal: every call that reached the stand-in, in order, without its key."""

from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from tests.standin.bodies import UNREADABLE, decoded


class Request(Struct, frozen=True):
    """One call. ``status`` is None where no whole answer was given; ``fault`` names what was played.

    ``body`` is the decoded JSON, the plain text of anything else, or None.
    """

    number: int
    at: int
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    status: int | None
    fault: str


class Entry(Struct):
    """A call while it is worked; the fields are those of ``Request``."""

    number: int
    at: int
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes | None = None
    status: int | None = None
    fault: str = ""

    def seen(self) -> Request:
        return Request(**{**asdict(self), "body": _readable(self.body)})


class Journal:
    """Calls in the order in which they came."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def open(self, at: int, method: str, path: str, query: dict[str, str], headers: dict[str, str]) -> Entry:
        """Begin an entry; body, status and fault are written into it as they become known."""
        kept = {name: value for name, value in headers.items() if name.lower() != "authorization"}
        entry = Entry(len(self.entries), at, method, path, query, kept)
        self.entries.append(entry)
        return entry


def _readable(body: bytes | None) -> Any:
    if body is None:
        return None
    value = decoded(body)
    return body.decode("utf-8", "replace") if value is UNREADABLE else value
