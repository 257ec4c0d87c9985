"""The places where people left their address: what is known of each, and the rule for a confirmation there.

Whether somebody may be mailed is never worked out here: a plan makes the change, asks ``mailable`` before
and after, and takes the change back.
"""

from enum import StrEnum

from msgspec import Struct
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.orm import Session

from shopmail.consent import basis, mailable
from shopmail.errors import InputRefused
from shopmail.model import ConsentEntry, Contact, Source, Told
from shopmail.settings import Settings
from shopmail.storage.shop import Shop, settings_of
from shopmail.wording import _


class Rule(StrEnum):
    """Whether people of a source have to confirm before they are mailed."""

    AS_THE_SHOP = "as-the-shop"
    REQUIRED = "required"
    NOT_REQUIRED = "not-required"


class Listed(Struct, frozen=True):
    """A source as a list shows it: ``people`` first came from there, ``agreed`` agreed there."""

    id: int
    name: str
    origin: str
    rule: Rule
    captcha: Told
    confirmed_there: Told
    people: int
    agreed: int


class Effect(Struct, frozen=True):
    """How many people can be mailed after a change who could not before, and the other way round."""

    gained: int
    lost: int

    @property
    def nobody(self) -> bool:
        """Whether the change is none for anybody."""
        return not (self.gained or self.lost)


class Facts(Struct, frozen=True):
    """How a source is protected: its form by a CAPTCHA, its addresses by a double opt-in of its own."""

    captcha: Told
    confirmed_there: Told


class RuleSet(Struct, frozen=True):
    """What ``set_rule`` found, and what the new rule came to."""

    before: Rule
    facts_before: Facts
    effect: Effect


def listed(session: Session) -> list[Listed]:
    """Every source by its name, with its counts."""
    people = _counted(session, select(Contact.source_id, func.count()).group_by(Contact.source_id))
    agreed = _counted(
        session, select(Contact.agreed_source_id, func.count()).group_by(Contact.agreed_source_id)
    )
    return [
        Listed(
            id=source.id,
            name=source.name,
            origin=source.origin.value,
            rule=_rule_of(source),
            captcha=source.captcha,
            confirmed_there=source.confirmed_there,
            people=people.get(source.id, 0),
            agreed=agreed.get(source.id, 0),
        )
        for source in session.scalars(select(Source).order_by(func.lower(Source.name), Source.id))
    ]


def named(session: Session, name: str) -> int:
    """The id of the source called ``name``, in capitals or not. Raises ``InputRefused`` for none such."""
    names = dict(session.execute(select(Source.name, Source.id).order_by(Source.name)).all())
    if name in names:
        return names[name]
    for known, source_id in names.items():
        if known.casefold() == name.strip().casefold():
            return source_id
    raise InputRefused(
        _("The source was not changed"),
        _("There is no source “{name}”.", name=name),
        _("The sources are: {names}.", names=", ".join(names))
        if names
        else _("A source comes with the first import from it."),
    )


def planned_rule(shop: Shop, source_id: int, rule: Rule) -> Effect:
    """What ``set_rule`` would come to: it is done, counted and taken back.

    Half a second for 100,000 people, six for a million; nobody else can write meanwhile. Raises as
    ``set_rule`` does.
    """
    with shop.transaction() as session:
        effect = _ruled(session, _there(session, source_id), rule, shop.clock.now())
        session.rollback()
        return effect


def set_rule(shop: Shop, source_id: int, rule: Rule, facts: Facts | None = None) -> RuleSet:
    """Give the source its own rule, or the shop's, and fold the ledgers that it may change.

    ``facts`` are advice, noted in the same transaction; they change nobody's standing. Raises
    ``InputRefused`` for a source that is gone: an import that was not finished takes its own away again.
    """
    with shop.transaction() as session:
        source = _there(session, source_id)
        before = Facts(source.captcha, source.confirmed_there)
        if facts:
            source.captcha, source.confirmed_there = facts.captcha, facts.confirmed_there
        rule_before = _rule_of(source)
        effect = _ruled(session, source, rule, shop.clock.now())
        return RuleSet(rule_before, before, effect)


def planned_settings(session: Session, wanted: Settings, now: int) -> Effect:
    """What it would come to if the shop's settings were ``wanted``: the same people, asked under both."""
    before = mailable.is_mailable(settings_of(session), now)
    after = mailable.is_mailable(wanted, now)
    gained, lost = session.execute(
        select(
            func.count().filter(and_(after, ~before)),
            func.count().filter(and_(before, ~after)),
        ).select_from(Contact)
    ).one()
    return Effect(gained, lost)


def _there(session: Session, source_id: int) -> Source:
    source = session.get(Source, source_id)
    if source is None:
        raise InputRefused(
            _("The source was not changed"),
            _("It is not there any more: the import that it came with was not finished."),
            _("A source comes with the first import from it."),
        )
    return source


def _rule_of(source: Source) -> Rule:
    return Rule(source.double_opt_in) if source.double_opt_in else Rule.AS_THE_SHOP


def _counted(session: Session, query: Select[int | None, int]) -> dict[int | None, int]:
    return dict(session.execute(query).all())


_CONCERNED = Table(
    "concerned",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("tied", Boolean),
    Column("mailable", Boolean),
    prefixes=["TEMPORARY"],
)
"""People whom a change may concern, and whether they could be mailed before; gone with its transaction."""


def _ruled(session: Session, source: Source, rule: Rule, now: int) -> Effect:
    if rule is _rule_of(source):
        return Effect(0, 0)
    can_be_mailed = mailable.is_mailable(settings_of(session), now)
    _CONCERNED.create(session.connection())
    _note_concerned(session, source.id, can_be_mailed)
    source.double_opt_in = None if rule is Rule.AS_THE_SHOP else rule.value
    session.flush()
    basis.refold(session, select(_CONCERNED.c.id).where(_CONCERNED.c.tied))
    gained, lost = session.execute(
        select(
            func.count().filter(and_(can_be_mailed, ~_CONCERNED.c.mailable)),
            func.count().filter(and_(_CONCERNED.c.mailable, ~can_be_mailed)),
        ).join_from(_CONCERNED, Contact, Contact.id == _CONCERNED.c.id)
    ).one()
    _CONCERNED.drop(session.connection())
    return Effect(gained, lost)


def _note_concerned(session: Session, source_id: int, can_be_mailed: ColumnElement[bool]) -> None:
    """Those tied, whose agreement may rest on another source after the change, and those it rests on here.

    The fold ranks equals by their source's rule, and equals are of the same act: nobody else has to be
    folded anew.
    """
    from_here = func.sum(ConsentEntry.source_id.is_not_distinct_from(source_id))
    tied = (
        select(ConsentEntry.contact_id)
        .group_by(ConsentEntry.contact_id, ConsentEntry.act)
        .having(and_(from_here > 0, from_here < func.count()))
    )
    noted = select(_CONCERNED.c.id)
    # The ledger is long, so it is gone through once, before the people are.
    for is_tied, who in ((True, Contact.id.in_(tied)), (False, Contact.agreed_source_id == source_id)):
        found = select(Contact.id, literal(is_tied), can_be_mailed).where(who, Contact.id.not_in(noted))
        session.execute(insert(_CONCERNED).from_select(["id", "tied", "mailable"], found))
