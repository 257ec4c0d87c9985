"""What a column of a file can become: the catalogue of targets, and how each looks in its values."""

import ipaddress
import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from msgspec import Struct

from shopmail.importing import statuses
from shopmail.importing.dates import is_nothing, looks_like_date
from shopmail.importing.separator import looks_like_address
from shopmail.wording import N_

EMAIL = "email"
SKIP = "skip"
"""The target of a column that is not imported."""
PROBLEM_HEADER = "shopmail: why skipped"
"""The column that a file of skipped rows has more; not translated, so that every language knows it again."""

_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = re.compile(rf"{_BYTE}\.{_BYTE}\.{_BYTE}\.{_BYTE}")


class Group(StrEnum):
    """What a target is part of."""

    ADDRESS = "address"
    PROFILE = "profile"
    NAME = "name"
    """A name in one piece, that becomes first and last name."""
    TAGS = "tags"
    EVIDENCE = "evidence"


class Target(Struct, frozen=True):
    """One thing that a column can become. ``fits`` says whether values look like it."""

    key: str
    title: str
    group: Group
    fits: Callable[[str], bool]
    many: bool = False
    """Several columns may become it: their words are joined, and the one that lowers wins."""
    lowers: bool = False
    """It can say no, or that a person has left."""


def is_text(value: str) -> bool:
    """Anything but an address."""
    return not looks_like_address(value)


def is_name(value: str) -> bool:
    """Something with a letter in it, and no address: ``#1001`` is the name of an order."""
    return "@" not in value and any(mark.isalpha() for mark in value)


def is_code(value: str) -> bool:
    """A number or a code: neither an address nor a date."""
    return not looks_like_address(value) and (value.isdigit() or not looks_like_date(value))


def is_count(value: str) -> bool:
    """A whole number, ``2`` or ``2.0``."""
    return re.fullmatch(r"\d{1,9}(?:[.,]0+)?", value) is not None


def is_date(value: str) -> bool:
    """A date in either order, or one of the signs for none."""
    return is_nothing(value) or looks_like_date(value)


def is_status(value: str) -> bool:
    """A word that ``statuses`` knows, or one of the signs for none."""
    return statuses.read(value) is not None or is_nothing(value)


def is_leaving(value: str) -> bool:
    """A date, a yes or no, or a status."""
    return is_date(value) or is_status(value)


def is_ip(value: str) -> bool:
    """An address of IP version 4 or 6."""
    if _IPV4.fullmatch(value):
        return True
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


TARGETS: tuple[Target, ...] = (
    Target(EMAIL, N_("E-mail address"), Group.ADDRESS, looks_like_address),
    Target("first_name", N_("First name"), Group.PROFILE, is_text),
    Target("last_name", N_("Last name"), Group.PROFILE, is_text),
    Target("full_name", N_("Full name (first name first)"), Group.NAME, is_name),
    Target("last_first_name", N_("Full name (last name first)"), Group.NAME, is_name),
    Target("phone", N_("Phone"), Group.PROFILE, is_text),
    Target("birth_date", N_("Birth date"), Group.PROFILE, is_date),
    Target("gender", N_("Gender"), Group.PROFILE, is_text),
    Target("street", N_("Street"), Group.PROFILE, is_text),
    Target("city", N_("City"), Group.PROFILE, is_text),
    Target("postal_code", N_("Postal code"), Group.PROFILE, is_text),
    Target("country", N_("Country"), Group.PROFILE, is_text),
    Target("language", N_("Language"), Group.PROFILE, is_text),
    Target("note", N_("Note"), Group.PROFILE, is_text),
    Target("tags", N_("Tags"), Group.TAGS, is_text, many=True),
    Target("status", N_("Opt-in status"), Group.EVIDENCE, is_status, many=True, lowers=True),
    Target(
        "double_opt_in", N_("Double opt-in: yes or no"), Group.EVIDENCE, is_status, many=True, lowers=True
    ),
    Target(
        "marketing", N_("Agrees to marketing: yes or no"), Group.EVIDENCE, is_status, many=True, lowers=True
    ),
    Target("confirmed_at", N_("Confirmed on"), Group.EVIDENCE, is_date),
    Target("ip", N_("IP address of the opt-in"), Group.EVIDENCE, is_ip),
    Target("method", N_("Way of the opt-in"), Group.EVIDENCE, is_text),
    Target("signed_up_at", N_("Signed up on"), Group.EVIDENCE, is_date),
    Target("order_number", N_("Order number"), Group.EVIDENCE, is_code),
    Target("order_date", N_("Order date"), Group.EVIDENCE, is_date),
    Target("order_count", N_("Number of orders"), Group.EVIDENCE, is_count),
    Target(
        "unsubscribed_at", N_("Unsubscribed: date or yes"), Group.EVIDENCE, is_leaving, many=True, lowers=True
    ),
    Target("bounced_at", N_("Bounced: date or yes"), Group.EVIDENCE, is_leaving, many=True, lowers=True),
    Target(
        "complained_at", N_("Complained: date or yes"), Group.EVIDENCE, is_leaving, many=True, lowers=True
    ),
)

BY_KEY: dict[str, Target] = {target.key: target for target in TARGETS}


def mostly(fits: Callable[[str], bool], values: Sequence[str]) -> bool:
    """Whether at least half of ``values`` fit; of none, all do."""
    return 2 * sum(map(fits, values)) >= len(values)
