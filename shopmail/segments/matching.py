"""From a definition to people: one SELECT, the count of it, and the counts of its parts."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from shopmail.consent.mailable import WhyNot, why_not
from shopmail.model import Contact
from shopmail.segments.definition import AllOf, AnyOf, Condition, Definition, Not, Off, Tree, counting
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
    return holds(definition.live, Circumstances(settings, now))


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


def counts(session: Session, trees: Sequence[Tree], settings: Settings, now: int) -> list[int]:
    """How many people each part finds by itself, in one pass over the contacts.

    What is off is counted as if it were on: so many it would find.
    """
    if not trees:
        return []
    at = Circumstances(settings, now)
    columns = (func.count().filter(holds(tree, at)).label(f"c{n}") for n, tree in enumerate(trees))
    return list(session.execute(select(*columns).select_from(Contact)).one())


def holds(tree: Tree, at: Circumstances) -> ColumnElement[bool]:
    """SQL over ``Contact``: whether this part of a definition holds; a part that is off, as if it were on."""
    match tree:
        case Condition(rule, op, value):
            return op.sql(rule.subject(at), value, at)
        case Not(part):
            return ~holds(part, at)
        case Off(part):
            return holds(part, at)
        case AllOf(parts):
            return and_(true(), *(holds(part, at) for part in counting(parts)))
        case AnyOf(parts):
            return or_(false(), *(holds(part, at) for part in counting(parts)))
