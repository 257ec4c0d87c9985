"""Dates as other systems write them; whether the day or the month stands first is asked of a whole column."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from msgspec import Struct

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s?[-./]\s?(?P<month>\d{1,2})\s?[-./]\s?(?P<day>\d{1,2})\.?")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?P<mark>\s?[-./]\s?)(?P<month>\d{1,2})\s?[-./]\s?(?P<year>\d{4}|\d{2})(?!\d)"
    r"(?:\s?(?:г|года|r)?\.)?"
)
_TIME = re.compile(
    r"(?:[\sT,]+|\s*$)(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s?(?P<half>[AaPp]\.?[Mm]\.?)?)?"
    # Go writes the offset and then the zone's name: 2023-05-01 10:00:12.123456 +0200 CEST
    r"\s?(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?:(?<=\d)\s[A-Z]{2,5}|\s\+\d{2,4})?\s*"
)
_UNIX = re.compile(r"\d{9,10}|\d{13}")
_NOTHING = re.compile(r"[\s0:./TZ-]*|0001-01-01.*|null|none|nil|n/?a|never|nikdy|никогда|nie", re.IGNORECASE)
_UNDECIDED = re.compile(r"\s*(\d{1,2})\s?[-/]\s?(\d{1,2})\s?[-/]\s?(?:\d{4}|\d{2})(?!\d)")
_EPOCH = datetime(1970, 1, 1)


class Order(Struct, frozen=True):
    """How a column writes ``05/04/2024``; ``sure`` when a day above twelve shows it."""

    month_first: bool = False
    sure: bool = True


def order_of(values: Iterable[str]) -> Order:
    """The order of a column: shown by the first value that only one order can read; else day first, not sure.

    Values with points are always day first and say nothing about the others.
    """
    undecided = False
    for value in values:
        if not (found := _UNDECIDED.match(value)):
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second:
            return Order(month_first=False)
        if second > 12 >= first:
            return Order(month_first=True)
        undecided = undecided or first != second
    return Order(month_first=False, sure=not undecided)


def is_nothing(text: str) -> bool:
    """Whether ``text`` stands for no date at all: empty, ``0000-00-00 00:00:00``, ``0/0/00``, ``null``."""
    return not text or _NOTHING.fullmatch(text) is not None


def looks_like_date(text: str) -> bool:
    """Whether ``text`` can be read as a date in one of the two orders."""
    return read_moment(text, UTC) is not None or read_moment(text, UTC, month_first=True) is not None


def read_moment(text: str, zone: ZoneInfo | timezone, *, month_first: bool = False) -> int | None:
    """The Unix second that ``text`` names, or None.

    A time without an offset is a time on the wall clock of ``zone``; a date without a time is its midnight.
    Nine, ten or thirteen digits are Unix seconds or milliseconds.
    """
    moment = _parsed(text, month_first)
    if moment is None:
        return int(text[:10]) if _UNIX.fullmatch(text) else None
    if moment.tzinfo is not None:
        return int(moment.timestamp())
    # As moment.replace(tzinfo=zone).timestamp(), at a quarter of its time: this runs once a date of a file.
    since = moment - _EPOCH - (zone.utcoffset(moment) or timedelta())
    return since.days * 86_400 + since.seconds


def read_day(text: str, *, month_first: bool = False) -> date | None:
    """The calendar day as it is written (an offset does not move it), or None."""
    moment = _parsed(text, month_first)
    return moment.date() if moment else None


def _parsed(text: str, month_first: bool) -> datetime | None:
    # The usual forms take the quick way; fromisoformat alone would also take week dates and other rarities.
    if len(text) >= 10 and text[4] == text[7] == "-":
        try:
            return _within_reason(datetime.fromisoformat(text))
        except ValueError:
            pass  # one of the forms below, or none
    found = _YEAR_FIRST.match(text) or _DAY_FIRST.match(text)
    rest = found and _TIME.fullmatch(text, found.end())
    if not found or not rest:
        return None
    day, month = int(found["day"]), int(found["month"])
    if month_first and found.re is _DAY_FIRST and "." not in found["mark"]:
        day, month = month, day
    try:
        return _within_reason(
            datetime(
                _full_year(found["year"]),
                month,
                day,
                _hour(rest),
                int(rest["minute"] or 0),
                int(rest["second"] or 0),
                tzinfo=_offset(rest["offset"]),
            )
        )
    except ValueError:
        return None


def _within_reason(moment: datetime) -> datetime | None:
    return moment if 1900 <= moment.year <= 2200 else None


def _full_year(digits: str) -> int:
    # Two digits: POSIX strptime's rule, 69-99 are the 1900s.
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= 69 else 2000)


def _hour(time: re.Match[str]) -> int:
    hour, half = int(time["hour"] or 0), (time["half"] or "").lower()
    if not half:
        return hour
    return hour % 12 + (12 if half.startswith("p") else 0)


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if not text[1:2].isdigit():
        return UTC
    span = timedelta(hours=int(text[1:3]), minutes=int(text[3:].lstrip(":") or 0))
    return timezone(-span if text[0] == "-" else span)
