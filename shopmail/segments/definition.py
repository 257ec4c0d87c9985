"""A definition: the tree of conditions that says who is meant, and its JSON.

``{"version": 1, "where": TREE}``; TREE is ``{"all": [TREE…]}``, ``{"any": [TREE…]}``, ``{"not": TREE}``,
``{"off": TREE}`` or ``{"rule": KEY, "op": OP, "value": VALUE}``, without ``value`` where the operator takes
none. All of nothing is everyone, any of nothing is nobody. What is off is kept but counts as not there.
``parsing`` makes these from JSON; each condition then knows its rule.
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


class Off(Struct, frozen=True):
    """The part is switched off: kept and shown, but it counts as not there."""

    part: "Tree"


Tree = AllOf | AnyOf | Not | Off | Condition

_EVERYBODY, _NOBODY = AllOf(()), AnyOf(())


class Definition(Struct, frozen=True):
    """Who is meant."""

    where: Tree

    @property
    def live(self) -> Tree:
        """What counts of it.

        Where nothing is left, only an "all" at the top means everyone, and all else nobody: the last
        alternative switched off must not turn a mail to some into a mail to everybody.
        """
        kept = live(self.where)
        if kept is not None:
            return kept
        return _EVERYBODY if isinstance(self.where, AllOf) else _NOBODY


EVERYONE = Definition(_EVERYBODY)


def live(tree: Tree) -> Tree | None:
    """The tree without its parts that are off; None for what is off, a group with nothing but such parts too.

    A group that was empty to begin with stays what it is: everyone, or nobody.
    """
    match tree:
        case Off():
            return None
        case Condition():
            return tree
        case Not(part):
            kept = live(part)
            return None if kept is None else Not(kept)
        case AllOf(parts) | AnyOf(parts):
            left = tuple(kept for part in parts if (kept := live(part)) is not None)
            return None if parts and not left else type(tree)(left)


def counting(parts: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """Those of a group's parts that decide: the ones that are on; of a group that is off, all as if on."""
    return tuple(part for part in parts if live(part) is not None) or parts


def conditions(tree: Tree, *, off: bool = False) -> Iterator[Condition]:
    """The conditions of a tree, in reading order; those that are off too if asked for."""
    match tree:
        case Condition():
            yield tree
        case Off(part):
            if off:
                yield from conditions(part, off=True)
        case Not(part):
            yield from conditions(part, off=off)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from conditions(part, off=off)


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
        case Off(part):
            return {"off": _as_json(part)}
        case Condition(rule, op, value):
            told = {"rule": rule.key, "op": op.name}
            if value is None:
                return told
            return told | {"value": list(value) if isinstance(value, tuple) else value}
