"""Asking for one of a few words that shopmail itself gives."""

from shopmail.segments.rules.rule import Kind, Op, contrary
from shopmail.wording import _

_IS = Op(
    "is",
    Kind.CHOICE,
    lambda code, value, _at: code == value,
    lambda what, value: _("{what} is {value}", what=what, value=value),
)
_IS_ONE_OF = Op(
    "is one of",
    Kind.CHOICES,
    lambda code, value, _at: code.in_(value),
    lambda what, value: _("{what} is one of {value}", what=what, value=value),
)

CHOICE_OPS: tuple[Op, ...] = (
    _IS,
    contrary(_IS, "is not", lambda what, value: _("{what} is not {value}", what=what, value=value)),
    _IS_ONE_OF,
    contrary(
        _IS_ONE_OF, "is none of", lambda what, value: _("{what} is none of {value}", what=what, value=value)
    ),
)
"""Over a code that is never NULL."""
