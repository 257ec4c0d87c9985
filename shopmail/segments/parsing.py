"""From JSON to a definition: strict, with one clear sentence for the first mistake and its place."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shopmail.errors import FileRefused
from shopmail.segments.definition import VERSION, AllOf, AnyOf, Condition, Definition, Not, Off, Tree
from shopmail.segments.refusing import as_written, instead, refused
from shopmail.segments.rules.rule import Kind, Op, Rule
from shopmail.segments.rules.values import checked
from shopmail.wording import _

MOST_CHARACTERS = 200_000
_MOST_BYTES = MOST_CHARACTERS * 4
DEEPEST = 50
"""Levels of "all", "any", "not" and "off" inside one another."""
MOST_NODES = 500
"""Groups and conditions; SQLite takes expressions up to 1,000 deep, a chain of "and" counting whole."""

_GROUPS = ("all", "any", "not", "off")


def read_file(path: Path, rules: Mapping[str, Rule]) -> Definition:
    """The definition in a file of UTF-8 JSON; raises ``FileRefused`` or ``DefinitionRefused``."""
    title = _("The definition could not be read")
    try:
        if path.is_dir():
            raise FileRefused(title, _("“{file}” is a folder.", file=str(path)), _("Name a file."))
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise _too_long()
        return read(data.decode("utf-8-sig"), rules)
    except OSError as fault:
        raise FileRefused(
            title,
            _("“{file}” can't be read: {why}.", file=str(path), why=fault.strerror or str(fault)),
            _("Check the name and your right to read the file."),
        ) from None
    except UnicodeDecodeError:
        raise FileRefused(
            title, _("“{file}” is not text in UTF-8.", file=str(path)), _("Save it as UTF-8.")
        ) from None


def read(text: str, rules: Mapping[str, Rule]) -> Definition:
    """The definition in a JSON text; raises ``DefinitionRefused``."""
    if len(text) > MOST_CHARACTERS:
        raise _too_long()
    if not text.strip():
        raise refused(_("The definition is empty."), _example())
    try:
        told = json.loads(text, object_pairs_hook=_Object.of, parse_constant=_no_number)
    except json.JSONDecodeError as mistake:
        raise refused(
            _(
                "This is not JSON: the mistake is in line {line}, column {column}.",
                line=mistake.lineno,
                column=mistake.colno,
            ),
            _("Often a comma, a quote or a bracket is missing or too much just before it."),
        ) from None
    except RecursionError:
        raise _too_deep("where") from None
    except ValueError:
        raise refused(
            _("The definition holds a number that can't be used: NaN, Infinity, or one without end.")
        ) from None
    return from_json(told, rules)


def from_json(told: object, rules: Mapping[str, Rule]) -> Definition:
    """The definition in what ``json`` has read; raises ``DefinitionRefused``."""
    if not isinstance(told, dict):
        raise refused(
            _("A definition is an object in braces, not {value}.", value=as_written(told)), _example()
        )
    _only(told, ("version", "where"), "")
    version = told.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise refused(
            _("The definition is of version {version}; this shopmail knows version 1.", version=version),
            _("Use a newer shopmail."),
        )
    if version != VERSION or isinstance(version, bool | float):
        raise refused(_("The definition lacks “version”: 1."), _example())
    if "where" not in told:
        raise refused(_("The definition lacks “where”, which says who is meant."), _example())
    return Definition(_Reader(rules).tree(told["where"], "where", 0))


class _Object(dict[str, Any]):
    """A JSON object that remembers a key that stood twice; ``json`` would keep the last in silence."""

    twice = ""

    @classmethod
    def of(cls, pairs: list[tuple[str, Any]]) -> "_Object":
        made = cls(pairs)
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                made.twice = key
            seen.add(key)
        return made


class _Reader:
    """Walks a tree once, and counts its nodes."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._nodes = 0

    def tree(self, told: object, place: str, depth: int) -> Tree:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise refused(
                _("At {place}, the definition has more than {count} parts.", place=place, count=MOST_NODES),
                _("Put values of the same field into one “is one of”."),
            )
        if depth > DEEPEST:
            raise _too_deep(place)
        if not isinstance(told, dict):
            raise refused(
                _(
                    "{value} at {place} is no condition: that is an object in braces.",
                    value=as_written(told),
                    place=place,
                ),
                _example(),
            )
        groups = [key for key in _GROUPS if key in told]
        if "rule" in told and not groups:
            return self._condition(told, place)
        if len(groups) != 1 or "rule" in told:
            raise refused(
                _(
                    "What stands at {place} must have exactly one of “all”, “any”, “not”, “off” and “rule”.",
                    place=place,
                ),
                _example(),
            )
        group = groups[0]
        _only(told, (group,), place)
        return self._group(group, told[group], f"{place}.{group}", depth)

    def _group(self, group: str, told: object, place: str, depth: int) -> Tree:
        if group == "not":
            return Not(self.tree(told, place, depth + 1))
        if group == "off":
            return Off(self.tree(told, place, depth + 1))
        if not isinstance(told, list):
            raise refused(
                _("{value} at {place} is no list.", value=as_written(told), place=place),
                _("Put the conditions in square brackets."),
            )
        parts = tuple(self.tree(part, f"{place}[{number}]", depth + 1) for number, part in enumerate(told))
        return AllOf(parts) if group == "all" else AnyOf(parts)

    def _condition(self, told: dict[str, Any], place: str) -> Condition:
        _only(told, ("rule", "op", "value"), place)
        rule = self._rule(told["rule"], f"{place}.rule")
        if "op" not in told:
            raise refused(_("The condition at {place} lacks “op”, its operator.", place=place), _ops_of(rule))
        op = _op(rule, told["op"], f"{place}.op")
        if "value" not in told and op.takes is not Kind.NOTHING:
            raise refused(
                _("The condition at {place} lacks “value”: “{op}” needs one.", place=place, op=op.name)
            )
        return Condition(rule, op, checked(told.get("value"), op.takes, rule.choices, f"{place}.value"))

    def _rule(self, key: object, place: str) -> Rule:
        if isinstance(key, str) and key in self._rules:
            return self._rules[key]
        raise refused(
            _("{value} at {place} is no rule that this shop knows.", value=as_written(key), place=place),
            instead(str(key), self._rules),
        )


def _op(rule: Rule, name: object, place: str) -> Op:
    op = rule.op(name) if isinstance(name, str) else None
    if op is None:
        raise refused(
            _(
                "{value} at {place} is no operator of the rule “{rule}”.",
                value=as_written(name),
                place=place,
                rule=rule.key,
            ),
            instead(str(name), (op.name for op in rule.ops)),
        )
    return op


def _ops_of(rule: Rule) -> str:
    return _("Allowed are: {names}.", names=", ".join(op.name for op in rule.ops))


def _only(told: dict[str, Any], allowed: tuple[str, ...], place: str) -> None:
    where = place or _("the top")
    twice = getattr(told, "twice", "")
    if twice:
        raise refused(
            _("{key} stands twice at {place}.", key=as_written(twice), place=where),
            _("Leave one of them out."),
        )
    for key in told:
        if key not in allowed:
            raise refused(
                _("{key} at {place} means nothing here.", key=as_written(key), place=where),
                instead(key, allowed),
            )


def _too_long() -> Exception:
    return refused(
        _("The definition has more than {count} characters.", count=MOST_CHARACTERS), _("Shorten it.")
    )


def _too_deep(place: str) -> Exception:
    shown = place if len(place) <= 60 else "…" + place[-59:]
    return refused(
        _("At {place}, conditions lie more than {count} levels deep.", place=shown, count=DEEPEST),
        _("Write it flatter."),
    )


def _no_number(name: str) -> float:
    raise ValueError(name)


def _example() -> str:
    example = '{"version": 1, "where": {"rule": "city", "op": "is", "value": "Praha"}}'
    return _("It looks like this: {example}", example=example)
