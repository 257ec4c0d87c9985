"""Is this person meant, and why: each condition with its answer and with what is known of the person."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import SQLColumnExpression, select
from sqlalchemy.orm import Session

from shopmail.consent.mailable import MEANINGS, WhyNot, why_not
from shopmail.contacts.address import normalised
from shopmail.errors import InputRefused
from shopmail.model import Contact
from shopmail.segments.definition import AllOf, AnyOf, Condition, Definition, Not, Tree, conditions
from shopmail.segments.matching import holds
from shopmail.segments.phrasing import condition_in_words
from shopmail.segments.rules.rule import Circumstances
from shopmail.settings import Settings
from shopmail.wording import _


class Part(Struct, frozen=True):
    """A part of the definition: ``kind`` is all, any, not or rule; ``words`` says it, ``holds`` answers it.

    ``value``, of a rule only, is what is known of the person, in words; None where nothing is known.
    """

    kind: str
    words: str
    holds: bool
    value: str | None = None
    parts: tuple["Part", ...] = ()


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
    at = Circumstances(settings, now)
    columns: list[SQLColumnExpression[Any]] = [Contact.email, why_not(settings, now)]
    for condition in conditions(definition.where):
        columns += [holds(condition, at), condition.rule.subject(at)]
    # Named by number: two conditions on one field would share the field's name.
    numbered: list[SQLColumnExpression[Any]] = [
        column.label(f"c{number}") for number, column in enumerate(columns)
    ]
    row = session.execute(
        select(*numbered).where(Contact.email_key == normalised(email).email_key)
    ).one_or_none()
    if row is None:
        raise InputRefused(
            _("There is nobody to explain"),
            _("No person with the address “{email}” is in this shop.", email=email),
            _("Check how the address is written."),
        )
    answers = iter(zip(row[2::2], row[3::2], strict=True))
    where = _explained(definition.where, answers, at)
    reason = WhyNot(row[1]) if row[1] else None
    sentence = _(MEANINGS[reason].sentence) if reason else ""
    return Explanation(row[0], where.holds, reason is None, reason, sentence, where)


def _explained(tree: Tree, answers: Iterator[tuple[int, Any]], at: Circumstances) -> Part:
    """``answers`` gives for each condition in reading order whether it holds, and the fact."""
    match tree:
        case Condition(rule):
            holds_for_them, fact = next(answers)
            known = None if fact is None or fact == "" else rule.shown(fact, at)
            return Part("rule", condition_in_words(tree), bool(holds_for_them), known)
        case Not(part):
            inner = _explained(part, answers, at)
            return Part("not", _("this does not hold"), not inner.holds, parts=(inner,))
        case AllOf(parts):
            each = tuple(_explained(part, answers, at) for part in parts)
            return Part("all", _("all of these hold"), all(part.holds for part in each), parts=each)
        case AnyOf(parts):
            each = tuple(_explained(part, answers, at) for part in parts)
            return Part("any", _("at least one of these holds"), any(part.holds for part in each), parts=each)
