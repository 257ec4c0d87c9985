"""The small checks that validation is made of; each gives what is wrong, with the place."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from tests.standin.answers import Problem

Problems = Iterable[Problem]
"""Mostly none: valid requests must be checked quickly."""

Check = Callable[[Any, str], Problems]

RESERVED_HEADERS = frozenset(
    {
        *("x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding"),
        *("to", "from", "subject", "reply-to", "cc", "bcc"),
    }
)
CUSTOM_ARGS_BYTES = 10_000
"""Keys and values of one personalization merged with the request's: the stricter published figure."""

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(
    rf"(?=.{{1,64}}@){_LOCAL}(?:\.{_LOCAL})*@(?=.{{4,253}}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+"
    r"[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]"
)
_BREAKS = re.compile(r"[\r\n\0]")
_ENVELOPE_MARKS = re.compile(r"[;,\r\n\0]")


def is_address(value: object) -> bool:
    """Whether SendGrid would take it as an e-mail address: ASCII, dot-atom, a domain with a dot."""
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def unknown(value: dict[str, Any], known: frozenset[str], at: str) -> Problems:
    """Properties that the specification does not have."""
    if value.keys() <= known:
        return ()
    strange = sorted(value.keys() - known)
    return [
        Problem(f"Bad Request: unknown property {name!r}", f"{at}.{name}".lstrip(".")) for name in strange
    ]


def text(value: Any, at: str) -> Problems:
    return () if isinstance(value, str) else (Problem("The value must be a string.", at),)


def filled_text(value: Any, at: str) -> Problems:
    if isinstance(value, str) and value:
        return ()
    return (Problem("The value must be a string at least one character in length.", at),)


def one_line(value: Any, at: str) -> Problems:
    """Filled text that cannot smuggle in a header."""
    if isinstance(value, str) and _BREAKS.search(value):
        return (Problem("The value must not contain line breaks.", at),)
    return filled_text(value, at)


def boolean(value: Any, at: str) -> Problems:
    return () if isinstance(value, bool) else (Problem("The value must be a boolean.", at),)


def integer(value: Any, at: str) -> Problems:
    return () if type(value) is int else (Problem("The value must be an integer.", at),)


def recipient(value: Any, at: str) -> Problems:
    """``{"email", "name"?}``; the name may hold no ``;`` or ``,`` (SendGrid's limitations page)."""
    return _person(value, at, _ENVELOPE_MARKS)


def sender(value: Any, at: str) -> Problems:
    """``{"email", "name"?}`` of From and Reply-To."""
    return _person(value, at, _BREAKS)


def _person(value: Any, at: str, forbidden: re.Pattern[str]) -> Problems:
    if not isinstance(value, dict):
        yield Problem("The value must be an object with an email and optionally a name.", at)
        return
    yield from unknown(value, _PERSON, at)
    if not is_address(value.get("email")):
        yield Problem("Does not contain a valid address.", f"{at}.email")
    name = value.get("name", "")
    if not isinstance(name, str):
        yield Problem("The name must be a string.", f"{at}.name")
    elif forbidden.search(name):
        yield Problem("The name must not contain a semicolon, a comma or a line break.", f"{at}.name")


def headers(value: Any, at: str) -> Problems:
    if not isinstance(value, dict):
        yield Problem("The headers must be an object.", at)
        return
    seen: set[str] = set()
    for name, content in value.items():
        if not name or not name.isascii() or not name.isprintable() or " " in name or ":" in name:
            yield Problem("Header names must be ASCII and have no spaces.", f"{at}.{name}")
        if name.lower() in RESERVED_HEADERS:
            yield Problem(f"The header {name!r} is reserved and may not be set.", f"{at}.{name}")
        if name.lower() in seen:
            yield Problem(f"The header {name!r} is given more than once.", f"{at}.{name}")
        seen.add(name.lower())
        if not isinstance(content, str) or _BREAKS.search(content):
            yield Problem("Header values must be strings without line breaks.", f"{at}.{name}")


def string_map(value: Any, at: str) -> Problems:
    """An object whose values are strings."""
    if not isinstance(value, dict):
        return (Problem("The value must be an object of strings.", at),)
    if set(map(type, value.values())) <= _ONLY_STRINGS:
        return ()
    return [problem for name, content in value.items() for problem in text(content, f"{at}.{name}")]


def custom_args(value: Any, at: str) -> Problems:
    """Strings, at least one of them, and not too long together."""
    wrong = string_map(value, at)
    if wrong or 1 <= bytes_in(value) <= CUSTOM_ARGS_BYTES:
        return wrong
    return (Problem(f"The custom_args must not be empty and not exceed {CUSTOM_ARGS_BYTES} bytes.", at),)


def bytes_in(pairs: dict[str, str]) -> int:
    """Keys and values together, in UTF-8."""
    return len("".join([*pairs, *pairs.values()]).encode())


_ONLY_STRINGS = {str}
_PERSON = frozenset({"email", "name"})
