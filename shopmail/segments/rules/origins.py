"""Asking where somebody first came from, and in what kind of file they stood."""

from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, String, exists, func, select, type_coerce

from shopmail.model import Contact, ImportKind, ImportRow, ImportRun, Origin, Source
from shopmail.segments.rules.choices import CHOICE_OPS, choice_ops
from shopmail.segments.rules.rule import Circumstances, Family, Rule, choice_shown
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


def _name(_at: Circumstances) -> SQLColumnExpression[str]:
    return func.coalesce(_of_source(Source.name), "")


def _origin(_at: Circumstances) -> SQLColumnExpression[str]:
    return func.coalesce(_of_source(type_coerce(Source.origin, String)), BY_HAND)


def _of_source(column: Any) -> SQLColumnExpression[Any]:
    return select(column).where(Source.id == Contact.source_id).scalar_subquery()


SOURCE = Rule(
    "source",
    N_("Source"),
    Family.ORIGIN,
    TEXT_OPS,
    _name,
    hint=N_("The name of the list or form where a person first came from; empty for people added by hand."),
)

ORIGIN = Rule("origin", N_("Origin"), Family.ORIGIN, CHOICE_OPS, _origin, choice_shown(_ORIGINS), _ORIGINS)


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
    hint=N_("The kinds of all the files in which a person stood, not only of the first."),
)
