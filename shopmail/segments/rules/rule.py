"""What a rule is: a fact about a person, and the ways in which it can be asked for."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, SQLColumnExpression

from shopmail.clock import local_day
from shopmail.settings import Settings
from shopmail.wording import N_, _


class Kind(StrEnum):
    """What an operator takes as its value; decides the editor in the window and how JSON is checked."""

    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    DAYS = "days"
    MONTH = "month"
    CAMPAIGN = "campaign"
    CHOICE = "choice"
    CHOICES = "choices"
    NOTHING = "nothing"


class Family(StrEnum):
    """The groups in which rules are offered, in the order in which an owner thinks."""

    WHO = "who"
    REACTED = "reacted"
    AGREEMENT = "agreement"
    ORIGIN = "origin"


FAMILY_TITLES: dict[Family, str] = {
    Family.WHO: N_("Who they are"),
    Family.REACTED: N_("How they reacted"),
    Family.AGREEMENT: N_("Agreement and health"),
    Family.ORIGIN: N_("Where they come from"),
}

Value = str | int | tuple[str, ...] | None
"""A checked value as a definition keeps it: a date is ISO text, a choice its code, a campaign its id; no
value is None."""


class Circumstances(Struct, frozen=True):
    """What an answer depends on besides the person: the shop's rules, its wall clock, and the moment."""

    settings: Settings
    now: int

    @property
    def zone(self) -> str:
        """The IANA name of the shop's time zone."""
        return self.settings.shop.timezone

    @property
    def today(self) -> date:
        """The calendar day in the shop."""
        return local_day(self.now, self.zone)


_WHETHER_KNOWN = ("is empty", "is not empty", "is known", "is not known")

Subject = Callable[[Circumstances], SQLColumnExpression[Any]]
"""SQL over ``Contact``: the fact itself, as it is shown for one person."""

Comparison = Callable[[SQLColumnExpression[Any], Any, Circumstances], ColumnElement[bool]]
"""SQL from the subject and a value of the operator's kind; true or false, never NULL, or "not" would lie."""


class Op(Struct, frozen=True):
    """One way of asking. ``phrase(what, value)`` says it in words; days and months come as int.

    ``name`` is how files name it, and, marked with ``N_``, how it stands in the catalogue of words.
    """

    name: str
    takes: Kind
    sql: Comparison
    phrase: Callable[[str, Any], str]

    @property
    def title(self) -> str:
        """The name in the language in use."""
        return _(self.name)

    @property
    def asks_whether_known(self) -> bool:
        """Whether it asks for there being a value at all: nothing is a full answer to that."""
        return self.name in _WHETHER_KNOWN


def contrary(op: Op, name: str, phrase: Callable[[str, Any], str]) -> Op:
    """The operator that finds exactly everybody whom ``op`` doesn't find."""
    return Op(name, op.takes, lambda subject, value, at: ~op.sql(subject, value, at), phrase)


def as_it_is(value: Any, _at: Circumstances) -> str:
    """A fact that needs no other words than its own."""
    return str(value)


class Rule(Struct, frozen=True):
    """A fact that people can be picked by.

    ``shown`` puts a known value into words. ``choices`` are the codes of a closed list with their titles,
    ``names`` the numbers that can be asked for, with the owner's own words for them. ``sure``: who has no
    value is known to have none, such as no tag, and it is not the shop that doesn't know. ``hint`` says what
    an owner might get wrong.
    """

    key: str
    title: str
    family: Family
    ops: tuple[Op, ...]
    subject: Subject
    shown: Callable[[Any, Circumstances], str] = as_it_is
    choices: Mapping[str, str] = {}
    names: Mapping[int, str] = {}
    sure: bool = False
    hint: str = ""
    own: bool = False

    @property
    def kind(self) -> Kind:
        """What its first operator takes: the kind of the fact itself."""
        return self.ops[0].takes

    def op(self, name: str) -> Op | None:
        """The operator of that name."""
        return next((op for op in self.ops if op.name == name), None)

    @property
    def heading(self) -> str:
        """The title in the language in use; an own field's is the owner's word, not ours to translate."""
        return self.title if self.own else _(self.title)

    @property
    def what(self) -> str:
        """The title as it stands inside a sentence: "first name", "city"."""
        return self.title if self.own else self.heading[:1].lower() + self.heading[1:]

    def fact(self, value: str | None) -> str:
        """What is known of a person, ``shown`` or None, in words: “City is Praha”, “Tag: VIP, regular”."""
        if self.sure:
            return _("{what}: {value}", what=self.heading, value=_("none") if value is None else value)
        if value is None:
            return _("{what} is not known", what=self.heading)
        return self.ops[0].phrase(self.heading, value)


def choice_shown(choices: Mapping[str, str]) -> Callable[[Any, Circumstances], str]:
    """A ``shown`` for codes of a closed list; a code from elsewhere is shown as it is."""

    def shown(code: Any, _at: Circumstances) -> str:
        return _(choices[code]) if code in choices else str(code)

    return shown
