"""A definition: the tree of conditions that says who is meant, and its JSON.

``{"version": 1, "where": TREE}``; TREE is ``{"all": [TREE…]}``, ``{"any": [TREE…]}``, ``{"not": TREE}`` or
``{"rule": KEY, "op": OP, "value": VALUE}``, without ``value`` where the operator takes none. All of nothing
is everyone, any of nothing is nobody. ``parsing`` makes these from JSON; each condition then knows its rule.
"""

import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from shopmail.segments.rules.rule import Op, Rule, Value

VERSION = 1


class Condition(Struct, frozen=True):
    """One question about a person."""

    rule: Rule
    op: Op
    value: Value = None


class AllOf(Struct, frozen=True):
    """Every part holds."""

    parts: tuple["Tree", ...]


class AnyOf(Struct, frozen=True):
    """At least one part holds."""

    parts: tuple["Tree", ...]


class Not(Struct, frozen=True):
    """The part does not hold."""

    part: "Tree"


Tree = AllOf | AnyOf | Not | Condition


class Definition(Struct, frozen=True):
    """Who is meant."""

    where: Tree


EVERYONE = Definition(AllOf(()))


def conditions(tree: Tree) -> Iterator[Condition]:
    """The conditions of a tree, in reading order."""
    match tree:
        case Condition():
            yield tree
        case Not(part):
            yield from conditions(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from conditions(part)


def as_json(definition: Definition) -> dict[str, Any]:
    """The definition as what ``json`` writes: ``parsing.from_json`` gives the same definition back."""
    return {"version": VERSION, "where": _as_json(definition.where)}


def as_text(definition: Definition) -> str:
    """The same as a text for people, with two blanks a level."""
    return json.dumps(as_json(definition), ensure_ascii=False, indent=2)


def _as_json(tree: Tree) -> dict[str, Any]:
    match tree:
        case AllOf(parts):
            return {"all": [_as_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_as_json(part) for part in parts]}
        case Not(part):
            return {"not": _as_json(part)}
        case Condition(rule, op, value):
            told = {"rule": rule.key, "op": op.name}
            if value is None:
                return told
            return told | {"value": list(value) if isinstance(value, tuple) else value}
