"""Asking for the words that the owner sticks on people."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, select

from shopmail.model import Contact, ContactTag, Tag
from shopmail.segments.rules.rule import Circumstances, Family, Kind, Op, Rule, contrary
from shopmail.segments.rules.texts import is_any
from shopmail.wording import N_, _


def _has_any(names: tuple[str, ...]) -> ColumnElement[bool]:
    return _tagged(ContactTag.tag_id.in_(select(Tag.id).where(is_any(Tag.name, names))))


def _tagged(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    # Three times as quick as EXISTS for each person: the tag's people are looked up once, by its index.
    return Contact.id.in_(select(ContactTag.contact_id).where(*which))


def _op(
    name: str, takes: Kind, sql: Callable[[Any], ColumnElement[bool]], phrase: Callable[[str, Any], str]
) -> Op:
    return Op(name, takes, lambda _subject, value, _at: sql(value), phrase)


def _names(_at: Circumstances) -> SQLColumnExpression[str | None]:
    return (
        select(func.group_concat(Tag.name, ", "))
        .join(ContactTag, ContactTag.tag_id == Tag.id)
        .where(ContactTag.contact_id == Contact.id)
        .correlate(Contact)
        .scalar_subquery()
    )


_HAS = _op(
    N_("has"),
    Kind.TEXT,
    lambda name: _has_any((name,)),
    lambda _what, value: _("has the tag {value}", value=value),
)
_HAS_ANY_OF = _op(
    N_("has any of"),
    Kind.TEXTS,
    _has_any,
    lambda _what, value: _("has any of the tags {value}", value=value),
)
_IS_EMPTY = _op(
    N_("is empty"),
    Kind.NOTHING,
    lambda _nothing: ~_tagged(),
    lambda _what, _nothing: _("has no tag"),
)

TAG = Rule(
    "tag",
    N_("Tag"),
    Family.WHO,
    (
        _HAS,
        contrary(_HAS, N_("has not"), lambda _what, value: _("does not have the tag {value}", value=value)),
        _HAS_ANY_OF,
        _op(
            N_("has all of"),
            Kind.TEXTS,
            lambda names: and_(*(_has_any((name,)) for name in names)),
            lambda _what, value: _("has all of the tags {value}", value=value),
        ),
        contrary(
            _HAS_ANY_OF,
            N_("has none of"),
            lambda _what, value: _("has none of the tags {value}", value=value),
        ),
        _IS_EMPTY,
        contrary(_IS_EMPTY, N_("is not empty"), lambda _what, _nothing: _("has a tag")),
    ),
    _names,
    sure=True,
    hint=N_("Upper and lower case are the same. Somebody without any tag counts as not having it."),
)
