"""A definition in plain words, in the language in use."""

from shopmail.segments.definition import AllOf, AnyOf, Condition, Definition, Not, Off, Tree, counting
from shopmail.segments.rules.rule import Kind, Value
from shopmail.wording import _


def in_words(definition: Definition) -> str:
    """One sentence, such as ``Everyone for whom: city is “Praha”, and birth date is known.``

    What is off is not said.
    """
    match definition.live:
        case AllOf(()):
            return _("Everyone.")
        case AnyOf(()):
            return _("Nobody.")
        case tree:
            return _("Everyone for whom: {what}.", what=part_in_words(tree))


def part_in_words(tree: Tree) -> str:
    """A part of a definition as it stands inside a sentence; groups inside it are in parentheses.

    What is off inside it is not said; it itself is, as if it were on.
    """
    match tree:
        case Condition():
            return condition_in_words(tree)
        case Not(part):
            return _("not ({what})", what=part_in_words(part))
        case Off(part):
            return part_in_words(part)
        case AllOf(()):
            return _("everyone")
        case AnyOf(()):
            return _("nobody")
        case AllOf(parts):
            return _(", and ").join(_inside(part) for part in counting(parts))
        case AnyOf(parts):
            return _(", or ").join(_inside(part) for part in counting(parts))


def condition_in_words(condition: Condition) -> str:
    """``city is “Praha”``."""
    return condition.op.phrase(condition.rule.what, _value_in_words(condition))


def _inside(part: Tree) -> str:
    if isinstance(part, Off):
        return _inside(part.part)
    words = part_in_words(part)
    return f"({words})" if isinstance(part, AllOf | AnyOf) and len(counting(part.parts)) > 1 else words


def _value_in_words(condition: Condition) -> int | str:
    """The value as ``Op.phrase`` takes it: words that somebody wrote or chose are in quotes."""
    value, rule = condition.value, condition.rule
    match condition.op.takes:
        case Kind.CAMPAIGN if isinstance(value, int) and value in rule.names:
            return _quoted(rule.names[value])
        case Kind.CHOICE | Kind.CHOICES:
            return ", ".join(_quoted(_(rule.choices[code])) for code in _each(value))
        case Kind.TEXT | Kind.TEXTS:
            return ", ".join(map(_quoted, _each(value)))
        case _:
            return value if isinstance(value, int) else str(value)


def _each(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _quoted(text: str) -> str:
    return _("“{text}”", text=text)
