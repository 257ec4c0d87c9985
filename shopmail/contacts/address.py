"""E-mail addresses: one normal form, one key to compare them by, and what is wrong with the others.

email-validator is the judge. Most addresses take a fast path with the same verdict and normal form: what
it says of a domain depends on the domain alone and is remembered, and what it says of the usual kind of
name before the @ is one pattern. Everything else goes to the library itself, as does every address that
fails, so that its verdict is always the library's own.
"""

import re
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email
from email_validator.rfc_constants import ATEXT, CASE_INSENSITIVE_MAILBOX_NAMES
from msgspec import Struct

from shopmail.errors import InputRefused
from shopmail.wording import _

_USUAL = re.compile(rf"([{ATEXT}]+(?:\.[{ATEXT}]+)*)@([A-Za-z0-9.\-]+)\Z")
_USUAL_LENGTH = 200
"""Well under RFC 5321's 254 octets, so that the library's checks of length have nothing to say."""
_LOWER_ALWAYS = frozenset(CASE_INSENSITIVE_MAILBOX_NAMES)
_AROUND = " \t\r\n\f\v\u00a0\u2007\u202f\u200b\u200c\u200d\u2060\ufeff"
"""What copying leaves around an address: blanks, also the invisible ones."""
_DOMAINS = 1 << 16
_SHOWN = 80


class Address(Struct, frozen=True):
    """An address in email-validator's normal form, and the same in lower case: how two are compared."""

    email: str
    email_key: str


def normalised(text: str) -> Address:
    """The address in ``text``, blanks around it aside; raises ``InputRefused`` with what is wrong."""
    found = read(text)
    if isinstance(found, Address):
        return found
    raise InputRefused(
        _("This address can't be used"), found, _("An address looks like name@example.com: correct it.")
    )


def read(text: str) -> Address | str:
    """The address in ``text``, or one whole sentence of what is wrong with it; quick enough for a million.

    An address with letters beyond ASCII before the @ is refused: SendGrid takes no such address (RFC 6531).
    """
    email = _quick(text)
    if email is None:
        bare = text.strip(_AROUND)
        try:
            email = judged(bare)
        except EmailNotValidError:
            return _what_is_wrong(bare)
        if not email.partition("@")[0].isascii():
            return _("“{text}” has letters before the @ that SendGrid can't mail to.", text=_shown(bare))
    return Address(email, email.lower())


def judged(text: str) -> str:
    """The normal form of ``text`` as the library has it; raises the library's own ``EmailNotValidError``."""
    return _quick(text) or validate_email(text, check_deliverability=False).normalized


def on_the_wire(email: str) -> str:
    """A normalised address with its domain in ASCII (RFC 5891), as mail headers and SendGrid take it."""
    if email.isascii():
        return email
    return str(validate_email(email, check_deliverability=False).ascii_email)


def _quick(text: str) -> str | None:
    """The normal form, or None: ask the library."""
    usual = _USUAL.match(text)
    if usual is None or len(text) > _USUAL_LENGTH:
        return None
    name, written = usual.groups()
    domain = _domain(written)
    if domain is None:
        return None
    lowered = name.lower()
    return f"{lowered if lowered in _LOWER_ALWAYS else name}@{domain}"


@lru_cache(maxsize=_DOMAINS)
def _domain(written: str) -> str | None:
    """The normal form of a domain; None where the library refuses it, or has to decode it (RFC 5891)."""
    if "xn--" in written.lower():
        return None
    try:
        return validate_email("a@" + written, check_deliverability=False).domain
    except EmailNotValidError:
        return None


def _what_is_wrong(text: str) -> str:
    """One sentence on an address that the library has refused."""
    shown = _shown(text)
    if not text:
        return _("There is no address.")
    name, at, domain = text.rpartition("@")
    if not at:
        return _("“{text}” has no @.", text=shown)
    if "@" in name:
        return _("“{text}” has more than one @.", text=shown)
    if not name or not domain:
        return _("“{text}” lacks the part before or after the @.", text=shown)
    if any(mark.isspace() for mark in text):
        return _("“{text}” has a blank inside.", text=shown)
    if len(text.encode("utf-8", "replace")) > 254:
        return _("“{text}” is too long for an address.", text=shown)
    return _what_is_wrong_around_dots(text, name, domain)


def _what_is_wrong_around_dots(text: str, name: str, domain: str) -> str:
    shown = _shown(text)
    if ".." in text:
        return _("“{text}” has two dots in a row.", text=shown)
    if name[0] == "." or name[-1] == "." or domain[0] == "." or domain[-1] == ".":
        return _("“{text}” has a dot where none may be.", text=shown)
    if "." not in domain:
        return _("“{text}” has no ending such as .com after the @.", text=shown)
    if domain.isascii() and not _can_get_mail(domain):
        return _("“{domain}” is no domain that can get mail.", domain=_shown(domain))
    return _("“{text}” has a character that no address may have.", text=shown)


def _can_get_mail(domain: str) -> bool:
    try:
        validate_email("a@" + domain, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _shown(text: str) -> str:
    """``text`` as it can stand in a sentence: on one line, and not endless."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(mark if mark.isprintable() else " " if mark.isspace() else "�" for mark in cut)
