"""Who is nearly in: people who fail exactly one part of an "all", and by what."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from shopmail.contacts import listing
from shopmail.contacts.listing import Query
from shopmail.model import Contact
from shopmail.segments.definition import AllOf, Definition
from shopmail.segments.explaining import Part, explained
from shopmail.segments.matching import holds
from shopmail.segments.rules.rule import Circumstances
from shopmail.settings import Settings


class NearPerson(Struct, frozen=True):
    """One of them. ``name`` may be empty; ``words`` say what keeps them out: “City is Brno”."""

    email: str
    name: str
    words: str


class Nearly(Struct, frozen=True):
    """How many they are, and the first of them by name."""

    count: int
    people: tuple[NearPerson, ...]


NOBODY = Nearly(0, ())


def nearly(session: Session, definition: Definition, settings: Settings, now: int, limit: int = 20) -> Nearly:
    """The people who fail exactly one part of the "all" at the top; what is off is no part of it.

    Nobody is nearly in where the top is no "all" or has a single part: everybody else would be.
    """
    where = definition.live
    if not isinstance(where, AllOf) or len(where.parts) < 2:
        return NOBODY
    at = Circumstances(settings, now)
    failed = _sum([case((holds(part, at), 0), else_=1) for part in where.parts])
    query = Query(segment=select(Contact.id).where(failed == 1))
    rows = listing.page(session, query, 0, limit, now)
    parts = explained(session, Definition(where), [row.id for row in rows], settings, now)
    people = tuple(NearPerson(row.email, row.name, _words(parts[row.id])) for row in rows)
    return Nearly(len(people) if len(people) < limit else listing.count(session, query, now), people)


def _sum(numbers: Sequence[ColumnElement[int]]) -> ColumnElement[int]:
    # Halves in parentheses, which SQLAlchemy takes away from its own "+": SQLite takes expressions 1,000
    # deep, and a chain of hundreds counts whole.
    if len(numbers) == 1:
        return numbers[0]
    half = len(numbers) // 2
    return _sum(numbers[:half]).op("+")(_sum(numbers[half:]))


def _words(where: Part) -> str:
    failed = next(part for part in where.parts if not part.holds)
    return ", ".join(dict.fromkeys(part.fact for part in _against(failed, wanted=True))) or failed.words


def _against(part: Part, wanted: bool) -> Iterator[Part]:
    """The rules because of which the answer of ``part`` is not ``wanted``."""
    if part.holds == wanted:
        return
    if part.kind == "rule":
        yield part
    for inner in part.parts:
        yield from _against(inner, wanted != (part.kind == "not"))
