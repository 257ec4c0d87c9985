"""A person's values on their way into a mail: cleaned once, then written for the place where they stand."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from urllib.parse import quote

UNSUBSCRIBE_FIELD = "unsubscribe_url"
"""What an author writes for the personal way out; it is no field of a contact."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls; \t and \n stay
    "\u202a-\u202e\u2066-\u2069"  # they would turn round the words of the mail that follow
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all: a mail with them can't be written as UTF-8
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})


class Form(StrEnum):
    """The place where a value stands, and so how it is written."""

    HTML = "o"
    """Text or a quoted attribute of the HTML part."""
    URL = "u"
    """Part of a link, in either part of the mail."""
    TEXT = "p"
    """The plain-text part."""


def scope(person: Mapping[str, str | None], names: Iterable[str]) -> dict[str, str | None]:
    """The values of ``names``, each cleaned; a field that is missing or blank is None, never absent."""
    return {name: cleaned(person.get(name)) for name in names}


def cleaned(value: str | None) -> str | None:
    """``value`` without outer blanks and without what has no face; None when nothing is left.

    Line ends become ``\\n``. Control characters, those that turn the direction of the text that follows, and
    halves of characters are dropped: a name must not rearrange the mail around it.
    """
    if not value:
        return None
    if not value.isprintable():
        value = _UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return value.strip() or None


def as_html(value: str) -> str:
    """``value`` as text of the HTML part, or inside a quoted attribute."""
    return value.translate(_HTML)


def as_url(value: str) -> str:
    """``value`` as a piece of a link: all but letters, digits and ``_.-~`` percent-encoded (RFC 3986)."""
    return quote(value, safe="")


def as_text(value: str) -> str:
    """``value`` in the plain-text part, where only SendGrid's own ``<%…%>`` could pass for a tag."""
    return value.replace("<%", "< %") if "<%" in value else value


def one_line(value: str) -> str:
    """``value`` as a subject: one line without control characters (RFC 5322 section 2.2), blanks squeezed."""
    return " ".join(_CONTROL.sub(" ", value).split())


WRITERS: dict[Form, Callable[[str], str]] = {Form.HTML: as_html, Form.URL: as_url, Form.TEXT: as_text}
