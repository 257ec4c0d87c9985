"""Checking the value of a condition: of the kind that its operator takes, and within bounds."""

from collections.abc import Callable, Collection
from datetime import date

from shopmail.contacts.fields import TEXT_LIMIT, clean
from shopmail.segments.refusing import as_written, instead, refused
from shopmail.segments.rules.rule import Kind, Value
from shopmail.wording import _

MOST_TEXTS = 100
"""Values of one list; each is asked for on its own, for every person."""
MOST_DAYS = 36_500
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LARGEST_NUMBER = 2**53
"""What every reader of JSON keeps exactly (RFC 8259 section 6), and SQLite takes."""


def checked(value: object, kind: Kind, choices: Collection[str], place: str) -> Value:
    """``value`` from JSON as a condition keeps it; raises ``DefinitionRefused`` naming ``place``."""
    return _CHECKS[kind](value, choices, place)


def _text(value: object, _choices: Collection[str], place: str) -> str:
    if not isinstance(value, str):
        raise _wrong(value, place, _("Write a text in quotes."))
    text = clean(value)
    if not text:
        raise refused(
            _("The text at {place} is empty.", place=place),
            _("To find what is empty, use the operator “is empty”."),
        )
    if len(text) > TEXT_LIMIT:
        raise refused(
            _("The text at {place} has more than {count} characters.", place=place, count=TEXT_LIMIT),
            _("Shorten it."),
        )
    return text


def _texts(value: object, choices: Collection[str], place: str) -> tuple[str, ...]:
    return _list(value, choices, place, _text)


def _date(value: object, _choices: Collection[str], place: str) -> str:
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = date.min
        if day.isoformat() == value and _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return value
    raise _wrong(
        value,
        place,
        _(
            'Write a date from {first} to {last} like "2026-05-31", in quotes.',
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
        ),
    )


def _days(value: object, _choices: Collection[str], place: str) -> int:
    return _whole(value, 0, MOST_DAYS, place)


def _month(value: object, _choices: Collection[str], place: str) -> int:
    return _whole(value, 1, 12, place)


def _number(value: object, _choices: Collection[str], place: str) -> int:
    return _whole(value, 1, _LARGEST_NUMBER, place)


def _choice(value: object, choices: Collection[str], place: str) -> str:
    if isinstance(value, str) and value in choices:
        return value
    raise _wrong(value, place, instead(str(value), choices))


def _choices(value: object, choices: Collection[str], place: str) -> tuple[str, ...]:
    return _list(value, choices, place, _choice)


def _nothing(value: object, _choices: Collection[str], place: str) -> None:
    if value is not None:
        raise _wrong(value, place, _("This operator takes no value: leave it out."))


_CHECKS: dict[Kind, Callable[[object, Collection[str], str], Value]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _texts,
    Kind.DATE: _date,
    Kind.DAYS: _days,
    Kind.MONTH: _month,
    Kind.CAMPAIGN: _number,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NOTHING: _nothing,
}


def _whole(value: object, least: int, most: int, place: str) -> int:
    # True is an int to Python, but no number to anybody who writes JSON.
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    raise _wrong(
        value,
        place,
        _("Write a whole number from {least} to {most}, without quotes.", least=least, most=most),
    )


def _list(
    value: object,
    choices: Collection[str],
    place: str,
    check: Callable[[object, Collection[str], str], str],
) -> tuple[str, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_TEXTS:
        raise _wrong(
            value,
            place,
            _('Write a list of 1 to {most} texts, such as ["Praha", "Brno"].', most=MOST_TEXTS),
        )
    checked_items = (check(item, choices, f"{place}[{number}]") for number, item in enumerate(value))
    return tuple(dict.fromkeys(checked_items))


def _wrong(value: object, place: str, remedy: str) -> Exception:
    return refused(_("{value} can't be the value at {place}.", value=as_written(value), place=place), remedy)
