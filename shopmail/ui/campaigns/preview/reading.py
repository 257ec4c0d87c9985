"""What the preview asks of the shop file, on a lane: one person's mail, hard cases, people to look as."""

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.campaigns.content import Written
    from shopmail.campaigns.hard_cases import Case
    from shopmail.campaigns.previewing import Drawn, Person
    from shopmail.settings import Settings

PEOPLE = 20
"""How many people are offered for what was typed."""


class Sight(Struct, frozen=True):
    """A mail as ``person`` gets it; None: somebody of whom nothing but an address is known.

    ``filled`` and ``fell_back`` are titles of fields in the language in use.
    """

    drawn: "Drawn"
    person: "Person | None"
    filled: tuple[str, ...]
    fell_back: tuple[str, ...]


class Asked(Struct, frozen=True):
    """Which mail; where ``anybody``, ``person`` is only who it was before, and the audience is asked."""

    written: "Written"
    letters: str
    person: "Person | None"
    anybody: bool
    marked: bool


def sight(session: "Session", settings: "Settings", asked: Asked, now: int) -> Sight:
    """The mail. Raises ``CampaignRefused`` with the place of a mistake in it."""
    from shopmail.campaigns.composing import field_titles
    from shopmail.campaigns.previewing import draw, somebody

    person = None if asked.anybody else _as_known_now(session, asked.person)
    if person is None and (asked.anybody or asked.person):
        person = somebody(session, asked.written, settings, now)
    drawn = draw(session, asked.written, asked.letters, person.email if person else None, marked=asked.marked)
    titles = dict(field_titles(session))
    return Sight(
        drawn,
        person,
        tuple(titles.get(key, key) for key in drawn.filled),
        tuple(titles.get(key, key) for key in drawn.fell_back),
    )


def _as_known_now(session: "Session", person: "Person | None") -> "Person | None":
    """``person`` with the name and address of this moment; None when they are in the shop file no more."""
    from shopmail.campaigns.previewing import people

    return people(session, [person.contact_id]).get(person.contact_id) if person else None


def cases(session: "Session", settings: "Settings", written: "Written", now: int) -> "tuple[Case, ...]":
    """The people of the audience with whom a mail is most likely to look wrong."""
    from shopmail.campaigns.hard_cases import hard_cases

    return hard_cases(session, written, settings, now)


def found(session: "Session", words: str, now: int) -> "tuple[Person, ...]":
    """The first people by name whose name or address begins with ``words``."""
    from shopmail.campaigns.previewing import Person
    from shopmail.contacts import listing

    rows = listing.page(session, listing.Query(search=words), 0, PEOPLE, now)
    return tuple(Person(row.id, row.email, row.name) for row in rows)
