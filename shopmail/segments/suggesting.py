"""What could be meant while somebody types a value: the values that people of the shop have."""

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, or_, select, true
from sqlalchemy.orm import Session

from shopmail.contacts.fields import TEXT_LIMIT, clean
from shopmail.errors import InputRefused
from shopmail.model import Contact, ContactTag, Source, Tag
from shopmail.segments.rules.catalog import known
from shopmail.segments.rules.origins import SOURCE
from shopmail.segments.rules.rule import Circumstances, Kind
from shopmail.segments.rules.tags import TAG
from shopmail.segments.rules.texts import matches
from shopmail.storage.shop import settings_of
from shopmail.wording import _

_LOOKED_AT = 50_000
"""People among whom is counted: enough to say what is frequent, and quick."""

_SPARE = 4
"""Times more values are asked for than are wanted: some are no suggestions."""


def values(session: Session, rule_key: str, typed: str, limit: int = 20) -> tuple[str, ...]:
    """Up to ``limit`` values in which a word begins with ``typed``, most frequent first.

    Values that differ only in upper and lower case are one, for rules don't tell them apart. Empty for a
    rule that doesn't ask for free text. Raises ``InputRefused`` for a rule that this shop doesn't have.
    """
    rules = known(session)
    if rule_key not in rules:
        raise InputRefused(_("There is nothing to suggest"), _("No rule is called “{name}”.", name=rule_key))
    rule = rules[rule_key]
    if rule.kind is not Kind.TEXT:
        return ()
    if rule_key == TAG.key:
        found = _tags(clean(typed))
    elif rule_key == SOURCE.key:
        found = _sources(clean(typed))
    else:
        # What somebody's text is depends on no moment.
        found = _texts(rule.subject(Circumstances(settings_of(session), 0)), clean(typed))
    distinct: dict[str, str] = {}
    for value in session.scalars(found.limit(limit * _SPARE)):
        if (
            clean(value) == value and len(value) <= TEXT_LIMIT
        ):  # no condition can ask for a note of many lines
            distinct.setdefault(value.casefold(), value)
    return tuple(distinct.values())[:limit]


def _texts(subject: SQLColumnExpression[str], typed: str) -> Select[str]:
    wanted = (subject != "", _begins(subject, typed))
    some: Select[str] = select(subject.label("text")).select_from(Contact).where(*wanted).limit(_LOOKED_AT)
    text = some.subquery().c.text
    return select(text).group_by(text).order_by(func.count().desc(), text)


def _tags(typed: str) -> Select[str]:
    used = select(Tag.name).outerjoin(ContactTag, ContactTag.tag_id == Tag.id).where(_begins(Tag.name, typed))
    return used.group_by(Tag.id).order_by(func.count(ContactTag.contact_id).desc(), Tag.name)


def _sources(typed: str) -> Select[str]:
    # Every source is found; only how frequent each is comes from the people who are looked at.
    some = select(Contact.source_id).limit(_LOOKED_AT).subquery()
    used = select(some.c.source_id, func.count().label("people")).group_by(some.c.source_id).subquery()
    named = select(Source.name).outerjoin(used, used.c.source_id == Source.id)
    frequent = func.coalesce(used.c.people, 0).desc()
    return named.where(_begins(Source.name, typed)).order_by(frequent, Source.name)


def _begins(text: SQLColumnExpression[str], typed: str) -> ColumnElement[bool]:
    """SQL: a word of ``text`` begins with what was typed."""
    if not typed:
        return true()
    return or_(matches(text, typed, after="*"), matches(text, f" {typed}", before="*", after="*"))
