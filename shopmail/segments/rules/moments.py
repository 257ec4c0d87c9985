"""Asking when: by calendar days on the shop's own clock, fixed or counted back from today."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_

from shopmail.clock import local_day, start_of_day
from shopmail.model import Contact
from shopmail.segments.rules.rule import Circumstances, Family, Kind, Op, Rule, contrary
from shopmail.wording import N_, _, n_

_DAY = timedelta(days=1)

DayRange = Callable[[Any, Circumstances], tuple[date | None, date | None]]
"""From a value: the first day that counts and the first that no longer does; None where there is no end."""


def within(name: str, takes: Kind, days: DayRange, phrase: Callable[[str, Any], str]) -> Op:
    """An operator over a moment (Unix seconds, NULL where not known) that lies in a range of days."""

    def sql(moment: SQLColumnExpression[int], value: Any, at: Circumstances) -> ColumnElement[bool]:
        first, end = days(value, at)
        ends: list[ColumnElement[bool]] = [moment.is_not(None)]
        if first is not None:
            ends.append(moment >= start_of_day(first, at.zone))
        if end is not None:
            ends.append(moment < start_of_day(end, at.zone))
        return and_(*ends)

    return Op(name, takes, sql, phrase)


def in_the_last(days: int, at: Circumstances) -> tuple[date, date]:
    """Today and the ``days`` before it."""
    return at.today - timedelta(days=days), at.today + _DAY


_IN_THE_LAST = within(
    N_("in the last"),
    Kind.DAYS,
    in_the_last,
    lambda what, days: n_(
        "{what} in the last {count} day", "{what} in the last {count} days", days, what=what
    ),
)
_IS_KNOWN = Op(
    N_("is known"),
    Kind.NOTHING,
    lambda moment, _nothing, _at: moment.is_not(None),
    lambda what, _nothing: _("{what} is known", what=what),
)

MOMENT_OPS: tuple[Op, ...] = (
    within(
        N_("on"),
        Kind.DATE,
        lambda value, _at: (date.fromisoformat(value), date.fromisoformat(value) + _DAY),
        lambda what, value: _("{what} on {value}", what=what, value=value),
    ),
    within(
        N_("before"),
        Kind.DATE,
        lambda value, _at: (None, date.fromisoformat(value)),
        lambda what, value: _("{what} before {value}", what=what, value=value),
    ),
    within(
        N_("after"),
        Kind.DATE,
        lambda value, _at: (date.fromisoformat(value) + _DAY, None),
        lambda what, value: _("{what} after {value}", what=what, value=value),
    ),
    _IN_THE_LAST,
    contrary(
        _IN_THE_LAST,
        N_("not in the last"),
        lambda what, days: n_(
            "{what} not in the last {count} day", "{what} not in the last {count} days", days, what=what
        ),
    ),
    contrary(_IS_KNOWN, N_("is not known"), lambda what, _nothing: _("{what} is not known", what=what)),
    _IS_KNOWN,
)
"""``not in the last`` finds people for whom no moment is known too; add ``is known`` to leave them out."""


def _as_day(moment: int, at: Circumstances) -> str:
    return local_day(moment, at.zone).isoformat()


_HINT = N_(
    "Days are those of the shop's time zone. “In the last 30 days” is today and the 30 days before it; "
    "“not in the last” finds people without a known date too."
)

ADDED = Rule(
    "added", N_("Added"), Family.ORIGIN, MOMENT_OPS, lambda _at: Contact.created_at, _as_day, hint=_HINT
)
"""When the shop first heard of the person."""

AGREED_AT = Rule(
    "agreed_at",
    N_("Agreed"),
    Family.AGREEMENT,
    MOMENT_OPS,
    lambda _at: Contact.agreed_at,
    _as_day,
    hint=_HINT,
)
"""When the person agreed or confirmed, where the evidence says so."""
