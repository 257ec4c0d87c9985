"""Segments that have a name: kept as JSON, and read with today's rules each time they are used."""

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.contacts.fields import clean
from shopmail.contacts.ordering import words_order
from shopmail.errors import DefinitionRefused, InputRefused
from shopmail.model import Campaign, CampaignState, Segment
from shopmail.segments.definition import Definition, as_json
from shopmail.segments.naming import checked, numbered
from shopmail.segments.parsing import from_json, read
from shopmail.segments.phrasing import in_words
from shopmail.segments.refusing import nearest
from shopmail.segments.rules.catalog import known
from shopmail.storage.shop import Shop
from shopmail.wording import _


class Saved(Struct, frozen=True):
    """A segment as it can be used. Moments are Unix seconds."""

    id: int
    name: str
    definition: Definition
    created_at: int
    updated_at: int


class Listed(Struct, frozen=True):
    """A line of the list: ``words`` say who is meant; ``problem`` says why it can't be used, if it can't."""

    id: int
    name: str
    words: str
    problem: str
    created_at: int
    updated_at: int


class Uses(Struct, frozen=True):
    """The names of the campaigns that are for a segment, newest first: drafts, and those sent already."""

    drafts: tuple[str, ...]
    sent: tuple[str, ...]


def save(shop: Shop, name: str, definition: Definition | str) -> Saved:
    """Keep a definition, or its JSON text, under ``name``; a segment of that name gets the new definition.

    Names differ by more than upper and lower case. Raises ``InputRefused`` for a name that can't be, and
    ``DefinitionRefused``.
    """
    name = _checked_name(name)
    with shop.transaction() as session:
        return _written(session, _named(session, name), name, definition, shop.clock.now())


def keep(shop: Shop, segment_id: int | None, name: str, definition: Definition | str) -> Saved:
    """Keep what the builder shows: as a new segment, or as the one of that id.

    One that was deleted meanwhile is there again: nothing that somebody has built gets lost. Raises
    ``InputRefused`` for a name that can't be or that another segment has, and ``DefinitionRefused``.
    """
    name = _checked_name(name)
    with shop.transaction() as session:
        row = None if segment_id is None else _row(session, segment_id)
        _refuse_taken(session, name, row)
        return _written(session, row, name, definition, shop.clock.now())


def rename(shop: Shop, segment_id: int, name: str) -> str:
    """Call it ``name`` and answer the name as it is kept; raises ``InputRefused`` as ``keep`` does."""
    name = _checked_name(name)
    with shop.transaction() as session:
        row = _row(session, segment_id)
        _refuse_taken(session, name, row)
        row.name = name
        return name


def duplicate(shop: Shop, segment_id: int) -> Saved:
    """A second one with the same definition, called “Name (2)”; raises what ``get`` raises."""
    with shop.transaction() as session:
        saved = get(session, segment_id)
        name = _free_name(session, saved.name)
        return _written(session, None, name, saved.definition, shop.clock.now())


def delete(shop: Shop, segment_id: int) -> None:
    """Take it out of every list. Campaigns keep its name; a draft of it is for nobody until it says for whom.

    Raises ``InputRefused`` when there is none of that id.
    """
    with shop.transaction() as session:
        _row(session, segment_id).deleted_at = shop.clock.now()


def restore(shop: Shop, segment_id: int) -> str:
    """Take ``delete`` back, and answer its name: “Name (2)” when another one took the name meanwhile."""
    with shop.transaction() as session:
        row = _row(session, segment_id)
        if row.deleted_at is not None:
            if _named(session, row.name) is not None:
                row.name = _free_name(session, row.name)
            row.deleted_at = None
        return row.name


def used_by(session: Session, segment_id: int) -> Uses:
    """The campaigns that are for this segment."""
    found = session.execute(
        select(Campaign.name, Campaign.state)
        .where(Campaign.segment_id == segment_id)
        .order_by(Campaign.id.desc())
    ).all()
    return Uses(
        tuple(name for name, state in found if state is CampaignState.DRAFT),
        tuple(name for name, state in found if state is not CampaignState.DRAFT),
    )


def listing(session: Session) -> list[Listed]:
    """All segments by name."""
    rules = known(session)
    found = []
    for row in _all(session):
        try:
            words, problem = in_words(from_json(row.definition, rules)), ""
        except DefinitionRefused as refusal:
            words, problem = "", refusal.message
        found.append(Listed(row.id, row.name, words, problem, row.created_at, row.updated_at))
    return sorted(found, key=lambda line: words_order(line.name))


def find(session: Session, name: str) -> Saved:
    """The segment of that name, upper and lower case alike.

    Raises ``InputRefused`` when there is none, and ``DefinitionRefused`` when its definition no longer fits:
    a field that it asks for may be gone.
    """
    return _loaded(session, _row(session, id_of(session, name)))


def id_of(session: Session, name: str) -> int:
    """The id of the segment of that name, whether or not it can be used; raises ``InputRefused``."""
    row = _named(session, clean(name))
    if row is None:
        raise InputRefused(_("There is no such segment"), _no_segment(name), _names(session, name))
    return row.id


def get(session: Session, segment_id: int) -> Saved:
    """The segment of that id, as a campaign knows it.

    Raises what ``find`` raises; for one that was deleted ``DefinitionRefused``, so that nobody is mailed.
    """
    row = _row(session, segment_id)
    if row.deleted_at is not None:
        raise DefinitionRefused(
            _("The segment “{name}” can't be used any more", name=row.name),
            _("The segment “{name}” was deleted.", name=row.name),
            _("Choose another segment, or everyone."),
        )
    return _loaded(session, row)


def name_of(session: Session, segment_id: int) -> str:
    """Its name, also when it was deleted; raises ``InputRefused`` when there never was one of that id."""
    return _row(session, segment_id).name


def _written(
    session: Session, row: Segment | None, name: str, definition: Definition | str, now: int
) -> Saved:
    """``row``, or a new one, with this name and definition."""
    if isinstance(definition, str):
        definition = read(definition, known(session))
    if row is None:
        row = Segment(created_at=now)
        session.add(row)
    row.name, row.definition, row.updated_at, row.deleted_at = name, as_json(definition), now, None
    session.flush()
    return Saved(row.id, row.name, definition, row.created_at, row.updated_at)


def _row(session: Session, segment_id: int) -> Segment:
    row = session.get(Segment, segment_id)
    if row is None:
        raise InputRefused(_("There is no such segment"), _no_segment(str(segment_id)))
    return row


def _all(session: Session) -> Iterator[Segment]:
    return iter(session.scalars(select(Segment).where(Segment.deleted_at.is_(None))))


def _loaded(session: Session, row: Segment) -> Saved:
    try:
        definition = from_json(row.definition, known(session))
    except DefinitionRefused as refusal:
        raise DefinitionRefused(
            _("The segment “{name}” can't be used any more", name=row.name), refusal.message, refusal.remedy
        ) from None
    return Saved(row.id, row.name, definition, row.created_at, row.updated_at)


def _named(session: Session, name: str) -> Segment | None:
    # SQLite folds A to Z only; an owner has tens of segments, so Python may look at all of them.
    return next((row for row in _all(session) if row.name.casefold() == name.casefold()), None)


def _refuse_taken(session: Session, name: str, row: Segment | None) -> None:
    """Raise ``InputRefused`` when another segment than ``row`` is called so."""
    other = _named(session, name)
    if other is not None and other is not row:
        raise InputRefused(
            _("The segment was not saved"),
            _("Another segment is called “{name}”.", name=other.name),
            _("Choose another name."),
        )


def _free_name(session: Session, name: str) -> str:
    return numbered(name, (row.name for row in _all(session)))


def _checked_name(name: str) -> str:
    return checked(
        name,
        _("The segment was not saved"),
        _("A segment needs a name."),
        _("Call it by what the people have in common."),
    )


def _no_segment(name: str) -> str:
    return _("No segment is called “{name}”.", name=name)


def _names(session: Session, asked: str) -> str:
    names = sorted((row.name for row in _all(session)), key=words_order)
    if not names:
        return _("There are no segments yet; save one first.")
    near = nearest(asked, names)
    if near:
        return _("Did you mean “{near}”?", near=near)
    return _("There are: {names}.", names=", ".join(names))
