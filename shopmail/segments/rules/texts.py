"""Asking for text: upper and lower case are the same, in any alphabet; accents count."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, or_

from shopmail.segments.rules.rule import Kind, Op, contrary
from shopmail.wording import N_, _

_CASED_UP_TO = 0x2000
"""Latin, Greek, Cyrillic, Armenian and Georgian letters all lie below."""

_ANYTHING = "*"
_WILDCARDS = "*?["


def matches(
    column: SQLColumnExpression[str], text: str, before: str = "", after: str = ""
) -> ColumnElement[bool]:
    """SQL: ``column`` is ``text`` but for case; ``before`` and ``after`` are ``*`` where anything may stand.

    SQLite's own LIKE, NOCASE and lower() know only A to Z. GLOB compares exactly but knows sets of letters,
    so ``ž`` is asked for as ``[Žž]``: as quick as ``=``, and a sixth of what a Python function costs.
    """
    pattern = before + "".join(_letter(letter) for letter in text) + after
    if pattern == text:
        return column == text
    return column.op("GLOB", is_comparison=True)(pattern)


def is_any(column: SQLColumnExpression[str], texts: Iterable[str]) -> ColumnElement[bool]:
    """SQL: ``column`` is one of ``texts`` but for case; there must be at least one."""
    return or_(*(matches(column, text) for text in texts))


def _letter(letter: str) -> str:
    twins = _twins().get(letter)
    if twins:
        return f"[{twins}]"
    return f"[{letter}]" if letter in _WILDCARDS else letter


@cache
def _twins() -> dict[str, str]:
    groups: dict[str, str] = {}
    for letter in map(chr, range(_CASED_UP_TO)):
        folded = letter.casefold()
        groups[folded] = groups.get(folded, "") + letter
    return {letter: group for group in groups.values() if len(group) > 1 for letter in group}


def _op(
    name: str,
    takes: Kind,
    sql: Callable[[SQLColumnExpression[str], Any], ColumnElement[bool]],
    phrase: Callable[[str, Any], str],
) -> Op:
    return Op(name, takes, lambda column, value, _at: sql(column, value), phrase)


_IS = _op(N_("is"), Kind.TEXT, matches, lambda what, value: _("{what} is {value}", what=what, value=value))
_CONTAINS = _op(
    N_("contains"),
    Kind.TEXT,
    lambda column, text: matches(column, text, before=_ANYTHING, after=_ANYTHING),
    lambda what, value: _("{what} contains {value}", what=what, value=value),
)
_STARTS_WITH = _op(
    N_("starts with"),
    Kind.TEXT,
    lambda column, text: matches(column, text, after=_ANYTHING),
    lambda what, value: _("{what} starts with {value}", what=what, value=value),
)
_ENDS_WITH = _op(
    N_("ends with"),
    Kind.TEXT,
    lambda column, text: matches(column, text, before=_ANYTHING),
    lambda what, value: _("{what} ends with {value}", what=what, value=value),
)
_IS_ONE_OF = _op(
    N_("is one of"),
    Kind.TEXTS,
    is_any,
    lambda what, value: _("{what} is one of {value}", what=what, value=value),
)
_IS_EMPTY = _op(
    N_("is empty"),
    Kind.NOTHING,
    lambda column, _nothing: column == "",
    lambda what, _nothing: _("{what} is empty", what=what),
)

TEXT_OPS: tuple[Op, ...] = (
    _IS,
    contrary(_IS, N_("is not"), lambda what, value: _("{what} is not {value}", what=what, value=value)),
    _CONTAINS,
    contrary(
        _CONTAINS,
        N_("does not contain"),
        lambda what, value: _("{what} does not contain {value}", what=what, value=value),
    ),
    _STARTS_WITH,
    _ENDS_WITH,
    _IS_ONE_OF,
    contrary(
        _IS_ONE_OF,
        N_("is none of"),
        lambda what, value: _("{what} is none of {value}", what=what, value=value),
    ),
    _IS_EMPTY,
    contrary(_IS_EMPTY, N_("is not empty"), lambda what, _nothing: _("{what} is not empty", what=what)),
)
"""``is not``, ``does not contain`` and ``is none of`` find people without a value too: nobody knows that
they live in Praha. Who wants only known values adds ``is not empty``."""
