"""The people whom a definition means, in the order of the list of contacts: for a list, a sample, a file."""

from msgspec import Struct
from sqlalchemy.orm import Session

from shopmail.consent.mailable import WhyNot, why_not
from shopmail.contacts import listing
from shopmail.contacts.listing import Query
from shopmail.segments.definition import Definition
from shopmail.segments.matching import matching
from shopmail.settings import Settings

MAILABLE, LEFT_OUT = "mailable", "left-out"


class Found(Struct, frozen=True):
    """One of the people. ``name``: first, then last, or empty; ``why_not``: None for who can be mailed."""

    contact_id: int
    email: str
    name: str
    why_not: WhyNot | None


def query(definition: Definition, settings: Settings, now: int, which: str = "", search: str = "") -> Query:
    """The same as a question to ``contacts.listing`` and ``contacts.exporting``.

    ``which``: empty for all who match, ``MAILABLE``, ``LEFT_OUT``, or a ``WhyNot`` code; raises
    ``ValueError`` for any other word. ``search``: words as in the list of contacts. ``settings`` are the
    shop's own, which the listing reads for itself.
    """
    meant = matching(definition, settings, now)
    reason = why_not(settings, now)
    if which == MAILABLE:
        meant = meant.where(reason.is_(None))
    elif which == LEFT_OUT:
        meant = meant.where(reason.is_not(None))
    elif which:
        meant = meant.where(reason == WhyNot(which).value)
    return Query(search=search, segment=meant)


def people(
    session: Session,
    definition: Definition,
    settings: Settings,
    now: int,
    which: str = "",
    search: str = "",
    offset: int = 0,
    limit: int = 100,
) -> list[Found]:
    """The people at places ``offset`` to ``offset + limit``, by name; see ``query`` for ``which``."""
    wanted = query(definition, settings, now, which, search)
    rows = listing.page(session, wanted, offset, limit, now)
    return [Found(row.id, row.email, row.name, row.why_not) for row in rows]


def how_many(
    session: Session, definition: Definition, settings: Settings, now: int, which: str = "", search: str = ""
) -> int:
    """How many people ``people`` finds altogether."""
    return listing.count(session, query(definition, settings, now, which, search), now)
