"""Is this person meant, and why: each condition with its answer and with what is known of the person."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import SQLColumnExpression, select
from sqlalchemy.orm import Session

from shopmail.consent.mailable import MEANINGS, WhyNot, why_not
from shopmail.contacts.address import normalised
from shopmail.errors import InputRefused
from shopmail.model import Contact
from shopmail.segments.definition import (
    AllOf,
    AnyOf,
    Condition,
    Definition,
    Not,
    Off,
    Tree,
    conditions,
    live,
)
from shopmail.segments.matching import holds
from shopmail.segments.phrasing import condition_in_words
from shopmail.segments.rules.rule import Circumstances
from shopmail.settings import Settings
from shopmail.wording import _


class Part(Struct, frozen=True):
    """A part of the definition: ``kind`` is all, any, not or rule; ``words`` says it, ``holds`` answers it.

    ``off``: it does not count; it is answered as if it did, and so is all that is in it. ``known``: False
    where nothing is known of what is asked, so that "no" may only mean that the shop doesn't know. Of a rule
    only: ``value`` is what is known of the person, in words, None where nothing is; ``fact`` says that in a
    sentence.
    """

    kind: str
    words: str
    holds: bool
    value: str | None = None
    parts: tuple["Part", ...] = ()
    off: bool = False
    known: bool = True
    fact: str = ""


class Explanation(Struct, frozen=True):
    """The answer for one person. ``why_not`` is None for somebody who can be mailed."""

    email: str
    matches: bool
    mailable: bool
    why_not: WhyNot | None
    why_not_in_words: str
    where: Part


def explain(
    session: Session, definition: Definition, email: str, settings: Settings, now: int
) -> Explanation:
    """Explain the definition for one person; raises ``InputRefused`` for an address that nobody here has."""
    row = session.execute(
        select(Contact.id, Contact.email, why_not(settings, now)).where(
            Contact.email_key == normalised(email).email_key
        )
    ).one_or_none()
    if row is None:
        raise InputRefused(
            _("There is nobody to explain"),
            _("No person with the address “{email}” is in this shop.", email=email),
            _("Check how the address is written."),
        )
    contact_id, address, code = row
    where = explained(session, definition, [contact_id], settings, now)[contact_id]
    reason = WhyNot(code) if code else None
    sentence = _(MEANINGS[reason].sentence) if reason else ""
    return Explanation(address, where.holds, reason is None, reason, sentence, where)


def explained(
    session: Session, definition: Definition, contact_ids: Sequence[int], settings: Settings, now: int
) -> dict[int, Part]:
    """The definition answered for each of these people, by their id: at most some hundred at a time."""
    at = Circumstances(settings, now)
    columns: list[SQLColumnExpression[Any]] = [Contact.id]
    for condition in conditions(definition.where, off=True):
        columns += [holds(condition, at), condition.rule.subject(at)]
    # Named by number: two conditions on one field would share the field's name.
    numbered: list[SQLColumnExpression[Any]] = [
        column.label(f"c{number}") for number, column in enumerate(columns)
    ]
    rows = session.execute(select(*numbered).where(Contact.id.in_(contact_ids)))
    return {row[0]: _whole(definition, iter(zip(row[1::2], row[2::2], strict=True)), at) for row in rows}


Answers = Iterator[tuple[Any, Any]]
"""For each condition in reading order, those that are off too: whether it holds, and the fact."""


def _whole(definition: Definition, answers: Answers, at: Circumstances) -> Part:
    where = _explained(definition.where, answers, at)
    if live(definition.where) is None:  # everything is off, which leaves everyone or nobody
        return replace(where, holds=isinstance(definition.live, AllOf))
    return where


def _explained(tree: Tree, answers: Answers, at: Circumstances, off: bool = False) -> Part:
    """``off``: what it stands in is off."""
    off = off or live(tree) is None
    match tree:
        case Condition(rule, op):
            holds_for_them, fact = next(answers)
            value = None if fact is None or fact == "" else rule.shown(fact, at)
            return Part(
                "rule",
                condition_in_words(tree),
                bool(holds_for_them),
                value,
                off=off,
                known=value is not None or rule.sure or op.asks_whether_known,
                fact=rule.fact(value),
            )
        case Off(part):
            return _explained(part, answers, at, off=True)
        case Not(part):
            inner = _explained(part, answers, at, off)
            words = _("this does not hold")
            return Part("not", words, not inner.holds, parts=(inner,), off=off, known=inner.known)
        case AllOf(parts):
            each, those = _each(parts, answers, at, off)
            words = _("all of these hold")
            return Part("all", words, all(part.holds for part in those), None, each, off, _any_known(those))
        case AnyOf(parts):
            each, those = _each(parts, answers, at, off)
            words = _("at least one of these holds")
            return Part("any", words, any(part.holds for part in those), None, each, off, _any_known(those))


def _each(
    parts: tuple[Tree, ...], answers: Answers, at: Circumstances, off: bool
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """All parts of a group, and those of them that decide."""
    each = tuple(_explained(part, answers, at, off) for part in parts)
    on = tuple(told for part, told in zip(parts, each, strict=True) if live(part) is not None)
    return each, on or each


def _any_known(parts: tuple[Part, ...]) -> bool:
    return not parts or any(part.known for part in parts)
