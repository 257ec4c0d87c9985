"""Asking where somebody first came from, and in what kind of file they stood."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    String,
    case,
    exists,
    false,
    func,
    literal,
    select,
    true,
    type_coerce,
)

from shopmail.model import Contact, ImportKind, ImportRow, ImportRun, Origin, Source
from shopmail.segments.rules.choices import choice_ops
from shopmail.segments.rules.rule import Circumstances, Family, Op, Rule, choice_shown
from shopmail.segments.rules.texts import TEXT_OPS
from shopmail.wording import N_, _

BY_HAND = "by-hand"
"""The origin of people whom the owner added one by one."""

_ORIGINS: dict[str, str] = {
    Origin.OWN_FORM.value: N_("own form"),
    Origin.COUNTER.value: N_("at the counter"),
    Origin.ORDERS.value: N_("orders"),
    Origin.OTHER_SERVICE.value: N_("another service"),
    BY_HAND: N_("added by hand"),
}
_KINDS: dict[str, str] = {
    ImportKind.SIGNUPS.value: N_("sign-ups"),
    ImportKind.CUSTOMERS.value: N_("customers"),
    ImportKind.OLD_LIST.value: N_("old list"),
    ImportKind.DO_NOT_MAIL.value: N_("do not mail"),
}


def _of_source(column: SQLColumnExpression[str]) -> SQLColumnExpression[str | None]:
    return select(column).where(Source.id == Contact.source_id).scalar_subquery()


def _has_source(by_hand: ColumnElement[bool], which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the source is ``which``; ``by_hand`` answers for people without one."""
    # There are few sources: asking each of them once is twice as quick as asking for everybody's.
    return case(
        (Contact.source_id.is_(None), by_hand), else_=Contact.source_id.in_(select(Source.id).where(which))
    )


def _of_name(op: Op) -> Op:
    """A text operator, asked of the name of a person's source."""

    def sql(_name: SQLColumnExpression[str], value: Any, at: Circumstances) -> ColumnElement[bool]:
        return _has_source(op.sql(literal(""), value, at), op.sql(Source.name, value, at))

    return Op(op.name, op.takes, sql, op.phrase)


SOURCE = Rule(
    "source",
    N_("Source"),
    Family.ORIGIN,
    tuple(map(_of_name, TEXT_OPS)),
    lambda _at: func.coalesce(_of_source(Source.name), ""),
    sure=True,
    hint=N_("The name of the list or form where a person first came from; empty for people added by hand."),
)


def _came_from(
    _origin: SQLColumnExpression[str], origins: tuple[str, ...], _at: Circumstances
) -> ColumnElement[bool]:
    by_hand = true() if BY_HAND in origins else false()
    return _has_source(by_hand, type_coerce(Source.origin, String).in_(origins))


ORIGIN = Rule(
    "origin",
    N_("Origin"),
    Family.ORIGIN,
    choice_ops(_came_from),
    lambda _at: func.coalesce(_of_source(type_coerce(Source.origin, String)), BY_HAND),
    choice_shown(_ORIGINS),
    _ORIGINS,
)


def _stood_in(
    _all: SQLColumnExpression[str], kinds: tuple[str, ...], _at: Circumstances
) -> ColumnElement[bool]:
    runs = select(ImportRun.id).where(type_coerce(ImportRun.kind, String).in_(kinds)).scalar_subquery()
    return exists().where(ImportRow.contact_id == Contact.id, ImportRow.run_id.in_(runs))


def _all_kinds(_at: Circumstances) -> SQLColumnExpression[str | None]:
    return (
        select(func.group_concat(type_coerce(ImportRun.kind, String).distinct()))
        .join(ImportRow, ImportRow.run_id == ImportRun.id)
        .where(ImportRow.contact_id == Contact.id)
        .correlate(Contact)
        .scalar_subquery()
    )


IMPORTED_AS = Rule(
    "imported_as",
    N_("Kind of file"),
    Family.ORIGIN,
    choice_ops(_stood_in),
    _all_kinds,
    lambda codes, _at: ", ".join(_(_KINDS[code]) for code in codes.split(",")),
    _KINDS,
    sure=True,
    hint=N_("The kinds of all the files in which a person stood, not only of the first."),
)
