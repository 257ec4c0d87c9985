"""What the owner does to many people at once: tag them, and enter them as those who must not be mailed.

Each act is one transaction, told how far it is and stopped between two stretches; then nothing was done.
"""

import json
from array import array
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, delete, exists, func, literal, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from shopmail.consent import by_hand
from shopmail.contacts import fields, listing, tagging
from shopmail.contacts.listing import Query
from shopmail.errors import Stopped
from shopmail.model import Contact, ContactTag, Reason, Suppression, Tag, Way
from shopmail.storage.shop import Shop
from shopmail.wording import _

Progress = Callable[[int, int], None]
IsStopped = Callable[[], bool]

_AT_ONCE = 20_000
"""People in one stretch: a fraction of a second."""


class Chosen(Struct, frozen=True):
    """The people that something is done to: these ``ids``, or all whom ``query`` finds but ``without``."""

    ids: tuple[int, ...] = ()
    query: Query | None = None
    without: tuple[int, ...] = ()


class Plan(Struct, frozen=True):
    """What entering people as "left" would do: ``people`` = ``new`` + ``already``."""

    people: int
    new: int
    already: int


class Entered(Struct, frozen=True):
    """What entering has done: the new entries of the do-not-mail ledger, one for each of ``people``."""

    ids: tuple[int, ...]
    people: int


class Tagged(Struct, frozen=True):
    """The people who did not have the tag before, or who had it before it was taken off."""

    name: str
    ids: tuple[int, ...]


def _nobody_asks(_done: int, _total: int) -> None:
    return


def _never() -> bool:
    return False


def ids(session: Session, chosen: Chosen, now: int) -> "array[int]":
    """The ids of the chosen people (8 bytes each), in the order of the query, or by name."""
    if chosen.query is not None:
        left_out = frozenset(chosen.without)
        return array("q", (id_ for id_ in listing.ids(session, chosen.query, now) if id_ not in left_out))
    named = select(Contact.id).where(Contact.id.in_(these(chosen.ids)))
    return array("q", session.scalars(named.order_by(Contact.name_order, Contact.id)))


def these(wanted: Sequence[int]) -> Select[int]:
    """These numbers as a selection: as one text, because SQLite binds at most 250,000 values."""
    return select(func.json_each(json.dumps(list(wanted))).table_valued("value").c.value)


def tag_names(session: Session, chosen: Chosen, now: int) -> tuple[tuple[str, int], ...]:
    """The tags that the chosen people have, in alphabetical order, and how many of them have each."""
    found = (
        select(Tag.name, func.count())
        .join(ContactTag, ContactTag.tag_id == Tag.id)
        .join(Contact, Contact.id == ContactTag.contact_id)
        .where(*_those(session, chosen, now))
        .group_by(Tag.name)
        .order_by(Tag.name)
    )
    return tuple((name, people) for name, people in session.execute(found))


def planned_unsubscribe(session: Session, chosen: Chosen, now: int) -> Plan:
    """What ``unsubscribe`` would do."""
    left = exists().where(
        Suppression.address_hash == Contact.address_hash,
        Suppression.reason == Reason.LEFT,
        Suppression.lifted_at.is_(None),
    )
    counted = select(func.count(), func.count().filter(left)).where(*_those(session, chosen, now))
    people, already = session.execute(counted).one()
    return Plan(people, people - already, already)


def unsubscribe(
    shop: Shop, chosen: Chosen, why: str, progress: Progress = _nobody_asks, stopped: IsStopped = _never
) -> Entered:
    """Enter the chosen people as "left", with the owner's reason. Raises ``Stopped``."""
    now = shop.clock.now()
    note = fields.clean(why)[: fields.TEXT_LIMIT]
    entered: list[int] = []
    with shop.transaction() as session:
        for some in _stretches(session, chosen, now, progress, stopped):
            entered += by_hand.suppress_people(session, these(some), Way.BY_HAND, note, now)
    return Entered(tuple(entered), len(entered))


def take_back(shop: Shop, entered: Entered) -> int:
    """Undo ``unsubscribe``; how many entries are lifted. Raises ``InputRefused`` after an hour."""
    with shop.transaction() as session:
        return by_hand.take_back(session, entered.ids, shop.clock.now())


def tag(
    shop: Shop, chosen: Chosen, name: str, progress: Progress = _nobody_asks, stopped: IsStopped = _never
) -> Tagged:
    """Stick the tag on the chosen people. Raises ``InputRefused`` for a name that can't be, ``Stopped``."""
    name = tagging.checked_name(name)
    stuck: list[int] = []
    with shop.transaction() as session:
        tag_id = tagging.named(session, name)
        for some in _stretches(session, chosen, shop.clock.now(), progress, stopped):
            people = select(Contact.id, literal(tag_id)).where(Contact.id.in_(these(some)))
            stick = insert(ContactTag).from_select(["contact_id", "tag_id"], people).on_conflict_do_nothing()
            stuck += session.execute(stick.returning(ContactTag.contact_id)).scalars()
    return Tagged(name, tuple(stuck))


def untag(
    shop: Shop, chosen: Chosen, name: str, progress: Progress = _nobody_asks, stopped: IsStopped = _never
) -> Tagged:
    """Take the tag off the chosen people. Raises ``InputRefused`` for a name that can't be, ``Stopped``."""
    name = tagging.checked_name(name)
    taken: list[int] = []
    with shop.transaction() as session:
        tag_id = session.scalar(select(Tag.id).where(Tag.name == name))
        for some in _stretches(session, chosen, shop.clock.now(), progress, stopped):
            take = delete(ContactTag).where(
                ContactTag.tag_id == tag_id, ContactTag.contact_id.in_(these(some))
            )
            take = take.execution_options(synchronize_session=False)
            taken += session.execute(take.returning(ContactTag.contact_id)).scalars()
    return Tagged(name, tuple(taken))


def _those(session: Session, chosen: Chosen, now: int) -> tuple[ColumnElement[bool], ...]:
    """The same people as a condition on ``Contact``."""
    if chosen.query is None:
        return (Contact.id.in_(these(chosen.ids)),)
    found = (Contact.id.in_(listing.found(session, chosen.query, now)),)
    return (*found, Contact.id.not_in(these(chosen.without))) if chosen.without else found


def _stretches(
    session: Session, chosen: Chosen, now: int, progress: Progress, stopped: IsStopped
) -> Iterator[Sequence[int]]:
    """The ids of the chosen people, some at a time; raises ``Stopped`` between two stretches."""
    people = ids(session, chosen, now)
    for start in range(0, len(people), _AT_ONCE):
        if stopped():
            raise Stopped(_("People were not changed"), _("You stopped it, and nothing was changed."))
        some = people[start : start + _AT_ONCE]
        yield some
        progress(start + len(some), len(people))
