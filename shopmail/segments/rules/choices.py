"""Asking for one of a few words that shopmail itself gives."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, SQLColumnExpression

from shopmail.segments.rules.rule import Circumstances, Kind, Op, contrary
from shopmail.wording import N_, _


def choice_ops(
    is_any: Callable[[SQLColumnExpression[str], tuple[str, ...], Circumstances], ColumnElement[bool]],
) -> tuple[Op, ...]:
    """The four operators on a closed list, from the SQL that asks whether the fact is any of some codes."""
    is_it = Op(
        N_("is"),
        Kind.CHOICE,
        lambda code, value, at: is_any(code, (value,), at),
        lambda what, value: _("{what} is {value}", what=what, value=value),
    )
    is_one_of = Op(
        N_("is one of"),
        Kind.CHOICES,
        is_any,
        lambda what, value: _("{what} is one of {value}", what=what, value=value),
    )
    return (
        is_it,
        contrary(is_it, N_("is not"), lambda what, value: _("{what} is not {value}", what=what, value=value)),
        is_one_of,
        contrary(
            is_one_of,
            N_("is none of"),
            lambda what, value: _("{what} is none of {value}", what=what, value=value),
        ),
    )


CHOICE_OPS = choice_ops(lambda code, codes, _at: code.in_(codes))
"""Over a code that is never NULL."""
