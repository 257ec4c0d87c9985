"""A definition in plain words, in the language in use."""

from shopmail.segments.definition import AllOf, AnyOf, Condition, Definition, Not, Tree
from shopmail.segments.rules.rule import Kind
from shopmail.wording import _


def in_words(definition: Definition) -> str:
    """One sentence, such as ``Everyone for whom: city is “Praha”, and birth date is known.``"""
    match definition.where:
        case AllOf(()):
            return _("Everyone.")
        case AnyOf(()):
            return _("Nobody.")
        case tree:
            return _("Everyone for whom: {what}.", what=part_in_words(tree))


def part_in_words(tree: Tree) -> str:
    """A part of a definition as it stands inside a sentence; groups inside it are in parentheses."""
    match tree:
        case Condition():
            return condition_in_words(tree)
        case Not(part):
            return _("not ({what})", what=part_in_words(part))
        case AllOf(()):
            return _("everyone")
        case AnyOf(()):
            return _("nobody")
        case AllOf(parts):
            return _(", and ").join(_inside(part) for part in parts)
        case AnyOf(parts):
            return _(", or ").join(_inside(part) for part in parts)


def condition_in_words(condition: Condition) -> str:
    """``city is “Praha”``."""
    op, value = condition.op, condition.value
    return op.phrase(condition.rule.what, value if isinstance(value, int) else _value_in_words(condition))


def _inside(part: Tree) -> str:
    words = part_in_words(part)
    return f"({words})" if isinstance(part, AllOf | AnyOf) and len(part.parts) > 1 else words


def _value_in_words(condition: Condition) -> str:
    value, takes = condition.value, condition.op.takes
    values = value if isinstance(value, tuple) else (str(value),)
    if takes in (Kind.CHOICE, Kind.CHOICES):
        return ", ".join(_(condition.rule.choices[code]) for code in values)
    if takes in (Kind.TEXT, Kind.TEXTS):
        return ", ".join(_("“{text}”", text=text) for text in values)
    return ", ".join(values)
