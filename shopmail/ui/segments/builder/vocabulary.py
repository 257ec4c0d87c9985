"""What people can be picked by, as the page shows it: read once from the catalogue of rules, in plain values.

A new rule appears here by its entry in ``segments.rules.catalog`` alone: its editor follows the kind of value
that its operator takes.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shopmail.ui.segments.builder.draft import Row, Value

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.segments.rules.catalog import Described

_ICONS = {
    "who": "user",
    "bought": "shopping-cart",
    "looked": "eye",
    "reacted": "mail",
    "agreement": "shield-check",
    "origin": "file-import",
}
"""By family of rules."""
_OTHER = "filter"
_FIRST = "city"
"""The rule that a new condition begins with, as the one that most shops pick by."""
_OF_THE_RULE = ("choice", "choices", "campaign")
"""Kinds whose values mean something in one rule only."""
_DAYS_AT_FIRST, _MONTH_AT_FIRST = 30, 1

_OF_TYPE: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "date": (str,),
    "choice": (str,),
    "texts": (tuple,),
    "choices": (tuple,),
    "days": (int,),
    "month": (int,),
    "campaign": (int,),
}


@dataclass(frozen=True)
class OpWords:
    """One way of asking, and what it is called; ``takes`` is a value of ``segments.rules.rule.Kind``."""

    name: str
    words: str
    takes: str


@dataclass(frozen=True)
class RuleWords:
    """A rule: ``choices`` are (code, words) of a closed list, ``names`` (number, name) of an open one.

    ``hint`` says what one might get wrong.
    """

    key: str
    title: str
    family: str
    ops: tuple[OpWords, ...]
    choices: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[int, str], ...] = ()
    hint: str = ""

    @property
    def icon(self) -> str:
        """The icon of its family."""
        return _ICONS.get(self.family, _OTHER)

    def op(self, name: str) -> OpWords | None:
        """The operator of that name."""
        return next((op for op in self.ops if op.name == name), None)


@dataclass(frozen=True)
class Vocabulary:
    """All rules by family; ``families`` are (key, title)."""

    rules: tuple[RuleWords, ...] = ()
    families: tuple[tuple[str, str], ...] = ()
    longest_text: int = 0

    def rule(self, key: str) -> RuleWords | None:
        """The rule of that key."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, RuleWords]:
        return {rule.key: rule for rule in self.rules}

    def op(self, row: Row) -> OpWords | None:
        """The operator of the row."""
        rule = self.rule(row.rule)
        return rule.op(row.op) if rule else None

    def fits(self, row: Row) -> bool:
        """Whether an editor can show the row: a known rule, and a value of the operator's kind."""
        rule, op = self.rule(row.rule), self.op(row)
        if rule is None or op is None:
            return False
        if op.takes == "nothing":
            return row.value is None
        if not isinstance(row.value, _OF_TYPE.get(op.takes, ())):
            return False
        codes = {code for code, _words in rule.choices}
        if op.takes == "choice":
            return row.value in codes
        return op.takes != "choices" or not isinstance(row.value, tuple) or codes.issuperset(row.value)

    def is_complete(self, row: Row) -> bool:
        """Whether nothing is left to be written in the row."""
        op = self.op(row)
        return op is not None and (op.takes == "nothing") == (row.value is None) and row.value not in ("", ())

    def new_row(self, number: int) -> Row:
        """A condition to begin with."""
        rule = self.rule(_FIRST) or self.rules[0]
        return self._begun(Row(number, rule.key, rule.ops[0].name))

    def with_rule(self, row: Row, key: str) -> Row:
        """The row asks by another rule now; what was written stays where it can mean the same."""
        before, rule = self.op(row), self.rule(key)
        assert rule is not None
        op = rule.op(row.op)
        other = replace(row, rule=key, op=op.name if op else rule.ops[0].name)
        now = self.op(other)
        assert now is not None
        keeps = before is not None and before.takes == now.takes and now.takes not in _OF_THE_RULE
        return other if keeps else self._begun(other)

    def with_op(self, row: Row, name: str) -> Row:
        """The row asks in another way now; one value becomes a list of one, and a list its first value."""
        before, other = self.op(row), replace(row, op=name)
        now = self.op(other)
        assert now is not None
        if before and before.takes == now.takes:
            return other
        pair = (before.takes if before else "", now.takes)
        if pair in (("text", "texts"), ("choice", "choices")) and isinstance(row.value, str):
            return replace(other, value=(row.value,))
        if pair in (("texts", "text"), ("choices", "choice")) and isinstance(row.value, tuple) and row.value:
            return replace(other, value=row.value[0])
        return self._begun(other)

    def _begun(self, row: Row) -> Row:
        """With the value that stands in its editor before anything is chosen."""
        op, rule = self.op(row), self.rule(row.rule)
        at_first: dict[str, Value] = {
            "days": _DAYS_AT_FIRST,
            "month": _MONTH_AT_FIRST,
            "choice": rule.choices[0][0] if rule and rule.choices else None,
            "campaign": rule.names[0][0] if rule and rule.names else None,
        }
        return replace(row, value=at_first.get(op.takes if op else ""))


def read(session: "Session") -> Vocabulary:
    """The rules of this shop in the language in use."""
    from shopmail.contacts.fields import TEXT_LIMIT
    from shopmail.segments.rules.catalog import described

    rules = described(session)
    families = {rule.family.value: rule.family_title for rule in rules}
    return Vocabulary(tuple(map(_words_of, rules)), tuple(families.items()), TEXT_LIMIT)


def _words_of(rule: "Described") -> RuleWords:
    return RuleWords(
        rule.key,
        rule.title,
        rule.family.value,
        tuple(OpWords(name, rule.op_titles[name], rule.takes[name].value) for name in rule.ops),
        tuple(rule.choices.items()),
        tuple(rule.names.items()),
        rule.hint,
    )
