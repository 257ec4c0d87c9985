"""From a definition to people: one SELECT, and the count of it."""

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from shopmail.consent.mailable import WhyNot, why_not
from shopmail.model import Contact
from shopmail.segments.definition import AllOf, AnyOf, Condition, Definition, Not, Tree
from shopmail.segments.rules.rule import Circumstances
from shopmail.settings import Settings


class Count(Struct, frozen=True):
    """How many people match, how many of them can be mailed, and why the others can't, by ``WhyNot`` code.

    ``matches`` is always ``mailable`` plus the sum of ``left_out``.
    """

    matches: int
    mailable: int
    left_out: dict[WhyNot, int]


def condition(definition: Definition, settings: Settings, now: int) -> ColumnElement[bool]:
    """SQL over ``Contact``: whether a person is meant. True or false, never NULL. ``now``: Unix seconds."""
    return holds(definition.where, Circumstances(settings, now))


def matching(definition: Definition, settings: Settings, now: int) -> Select[int]:
    """The ids of the contacts that are meant, whether or not they may be mailed."""
    return select(Contact.id).where(condition(definition, settings, now))


def count(session: Session, definition: Definition, settings: Settings, now: int) -> Count:
    """Count those who are meant, in one pass over the contacts."""
    # Grouped over a subquery: two copies of the reason, each with parameters of its own, are not the same
    # expression to SQLite.
    reasons = (
        select(why_not(settings, now).label("reason")).where(condition(definition, settings, now)).subquery()
    )
    grouped = select(reasons.c.reason, func.count()).group_by(reasons.c.reason)
    found: dict[str | None, int] = dict(session.execute(grouped).all())
    left_out = {code: found[code.value] for code in WhyNot if code.value in found}
    return Count(sum(found.values()), found.get(None, 0), left_out)


def holds(tree: Tree, at: Circumstances) -> ColumnElement[bool]:
    """SQL over ``Contact``: whether this part of a definition holds."""
    match tree:
        case Condition(rule, op, value):
            return op.sql(rule.subject(at), value, at)
        case Not(part):
            return ~holds(part, at)
        case AllOf(parts):
            return and_(true(), *(holds(part, at) for part in parts))
        case AnyOf(parts):
            return or_(false(), *(holds(part, at) for part in parts))
