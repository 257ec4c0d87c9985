"""Segments that have a name: kept as JSON, and read with today's rules each time they are used."""

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.contacts.fields import clean
from shopmail.contacts.ordering import words_order
from shopmail.errors import DefinitionRefused, InputRefused
from shopmail.model import Segment
from shopmail.segments.definition import Definition, as_json
from shopmail.segments.parsing import from_json, read
from shopmail.segments.phrasing import in_words
from shopmail.segments.refusing import nearest
from shopmail.segments.rules.catalog import known
from shopmail.storage.shop import Shop
from shopmail.wording import _

LONGEST_NAME = 100


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
    updated_at: int


def save(shop: Shop, name: str, definition: Definition | str) -> Saved:
    """Keep a definition, or its JSON text, under ``name``; a segment of that name gets the new definition.

    Names differ by more than upper and lower case. Raises ``InputRefused`` for a name that can't be, and
    ``DefinitionRefused``.
    """
    name = _checked_name(name)
    now = shop.clock.now()
    with shop.transaction() as session:
        if isinstance(definition, str):
            definition = read(definition, known(session))
        row = _named(session, name)
        if row is None:
            row = Segment(created_at=now)
            session.add(row)
        row.name, row.definition, row.updated_at = name, as_json(definition), now
        session.flush()
        return Saved(row.id, row.name, definition, row.created_at, row.updated_at)


def listing(session: Session) -> list[Listed]:
    """All segments by name."""
    rules = known(session)
    found = []
    for row in session.scalars(select(Segment)):
        try:
            words, problem = in_words(from_json(row.definition, rules)), ""
        except DefinitionRefused as refusal:
            words, problem = "", refusal.message
        found.append(Listed(row.id, row.name, words, problem, row.updated_at))
    return sorted(found, key=lambda line: words_order(line.name))


def find(session: Session, name: str) -> Saved:
    """The segment of that name, upper and lower case alike.

    Raises ``InputRefused`` when there is none, and ``DefinitionRefused`` when its definition no longer fits:
    a field that it asks for may be gone.
    """
    row = _named(session, clean(name))
    if row is None:
        raise InputRefused(_("There is no such segment"), _no_segment(name), _names(session, name))
    return _loaded(session, row)


def get(session: Session, segment_id: int) -> Saved:
    """The segment of that id, as a campaign knows it; raises what ``find`` raises."""
    row = session.get(Segment, segment_id)
    if row is None:
        raise InputRefused(_("There is no such segment"), _no_segment(str(segment_id)))
    return _loaded(session, row)


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
    rows = session.scalars(select(Segment))
    return next((row for row in rows if row.name.casefold() == name.casefold()), None)


def _checked_name(name: str) -> str:
    title = _("The segment was not saved")
    kept = clean(name)
    if not kept:
        raise InputRefused(
            title, _("A segment needs a name."), _("Call it by what the people have in common.")
        )
    if len(kept) > LONGEST_NAME:
        raise InputRefused(
            title,
            _("The name has more than {count} characters.", count=LONGEST_NAME),
            _("Choose a shorter one."),
        )
    return kept


def _no_segment(name: str) -> str:
    return _("No segment is called “{name}”.", name=name)


def _names(session: Session, asked: str) -> str:
    names = sorted(session.scalars(select(Segment.name)), key=words_order)
    if not names:
        return _("There are no segments yet; save one first.")
    near = nearest(asked, names)
    if near:
        return _("Did you mean “{near}”?", near=near)
    return _("There are: {names}.", names=", ".join(names))
