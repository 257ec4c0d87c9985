"""Asking for the date of birth, and for the birthday, which comes back every year."""

from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func

from shopmail.model import Contact
from shopmail.segments.rules.rule import Circumstances, Family, Kind, Op, Rule, contrary
from shopmail.wording import N_, _, n_

_YEAR = 366


def birthdays(first: date, days: int) -> tuple[str, ...]:
    """``MM-DD`` of every birthday on ``first`` and the ``days`` after it.

    Who was born on 29 February has the birthday on the 28th in a year without that day.
    """
    found: list[str] = []
    for day in (first + timedelta(days=n) for n in range(min(days, _YEAR) + 1)):
        found.append(f"{day:%m-%d}")
        if found[-1] == "02-28" and not isleap(day.year):
            found.append("02-29")
    return tuple(dict.fromkeys(found))


def _month_is(day: SQLColumnExpression[str], month: int) -> ColumnElement[bool]:
    return func.substr(day, 6, 2) == f"{month:02}"


def _birthday_in_the_next(day: SQLColumnExpression[str], days: int, at: Circumstances) -> ColumnElement[bool]:
    return func.substr(day, 6, 5).in_(birthdays(at.today, days))


def _op(
    name: str,
    takes: Kind,
    sql: Callable[[SQLColumnExpression[str], Any], ColumnElement[bool]],
    phrase: Callable[[str, Any], str],
) -> Op:
    # A day that nobody knows is an empty text, which would sort before every day.
    return Op(name, takes, lambda day, value, _at: and_(day != "", sql(day, value)), phrase)


_IS_KNOWN = Op(
    N_("is known"),
    Kind.NOTHING,
    lambda day, _nothing, _at: day != "",
    lambda what, _nothing: _("{what} is known", what=what),
)

BIRTH_DATE = Rule(
    "birth_date",
    N_("Birth date"),
    Family.WHO,
    (
        _op(
            N_("on"),
            Kind.DATE,
            lambda day, value: day == value,
            lambda what, value: _("{what} on {value}", what=what, value=value),
        ),
        _op(
            N_("before"),
            Kind.DATE,
            lambda day, value: day < value,
            lambda what, value: _("{what} before {value}", what=what, value=value),
        ),
        _op(
            N_("after"),
            Kind.DATE,
            lambda day, value: day > value,
            lambda what, value: _("{what} after {value}", what=what, value=value),
        ),
        _op(N_("birthday in month"), Kind.MONTH, _month_is, lambda _what, n: _("birthday in month {n}", n=n)),
        Op(
            N_("birthday this month"),
            Kind.NOTHING,
            lambda day, _nothing, at: _month_is(day, at.today.month),
            lambda _what, _nothing: _("birthday this month"),
        ),
        Op(
            N_("birthday in the next"),
            Kind.DAYS,
            _birthday_in_the_next,
            lambda _what, days: n_(
                "birthday today or in the next {count} day",
                "birthday today or in the next {count} days",
                days,
            ),
        ),
        contrary(_IS_KNOWN, N_("is not known"), lambda what, _nothing: _("{what} is not known", what=what)),
        _IS_KNOWN,
    ),
    lambda _at: Contact.birth_date,
    hint=N_("A birthday on 29 February counts as the 28th in a year without that day."),
)
