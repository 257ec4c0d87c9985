"""The list of people: searched, sorted, cut into pages, counted; quick over a million.

A page is found in two steps: which ids, by a walk along the index of the sort order that looks at nothing
else; then the few rows themselves, judged. Where a filter needs more than the index, the head of the
list is tried before the whole of it, since most pages that anybody looks at are found there.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from shopmail.consent import mailable
from shopmail.consent.mailable import MEANINGS, Standing, WhyNot
from shopmail.contacts import search
from shopmail.model import Contact
from shopmail.settings import Settings
from shopmail.storage.shop import settings_of

Sort = Literal["name", "email", "city", "added"]

_HEAD = 2_000
"""People at the head of the list among whom a filtered page is looked for first."""

_HITS_TO_SORT = 2_000
"""Up to here it is quicker to sort what a search finds than to walk the list in its order."""

_AT_ONCE = 10_000
"""Lines read by one statement: SQLite takes only so many ids at a time."""

_SORTED_BY: dict[
    str, InstrumentedAttribute[bytes] | InstrumentedAttribute[str] | InstrumentedAttribute[int]
] = {
    "name": Contact.name_order,
    "email": Contact.email_key,
    "city": Contact.city_order,
    "added": Contact.created_at,
}
"""Each has an index that ends in the id."""


class Query(Struct, frozen=True):
    """Which people, in what order. ``segment`` selects the ids of its people."""

    search: str = ""
    standing: Standing | None = None
    sort: Sort = "name"
    descending: bool = False
    segment: Select[int] | None = None


class Row(Struct, frozen=True):
    """One person as a line of the list. ``name``: first, then last, or empty; ``added_at``: Unix seconds."""

    id: int
    email: str
    name: str
    city: str
    standing: Standing
    why_not: WhyNot | None
    added_at: int


def page(session: Session, query: Query, offset: int, limit: int, now: int) -> list[Row]:
    """The people at places ``offset`` to ``offset + limit`` of the list; fewer at its end."""
    return rows(session, _ids_of_page(session, query, offset, limit, now), now)


def count(session: Session, query: Query, now: int) -> int:
    """How many people the query finds."""
    wanted = _wanted(query, settings_of(session), now)
    if query.search.strip() and not wanted:
        return _number(session, search.hits(query.search))
    counted = select(func.count()).select_from(Contact).where(*wanted, *_searched(query))
    return session.scalar(counted) or 0


def counts_by_standing(session: Session, query: Query, now: int) -> dict[Standing, int]:
    """How many of those whom search and segment find have each standing; ``query.standing`` is ignored."""
    settings = settings_of(session)
    why_not = mailable.why_not(settings, now).label("why_not")
    grouped = select(why_not, func.count()).where(*_in_segment(query), *_searched(query)).group_by(why_not)
    counts = dict.fromkeys(Standing, 0)
    for code, people in session.execute(grouped):
        counts[_standing(code)] += people
    return counts


def found(session: Session, query: Query, now: int) -> Select[int]:
    """The ids of all whom the query finds, in no order: to be used inside another statement."""
    wanted = _wanted(query, settings_of(session), now)
    return select(Contact.id).where(*wanted, *_searched(query))


def ids(session: Session, query: Query, now: int) -> "array[int]":
    """The ids of all whom the query finds, in order (8 bytes each): for a list that is scrolled far.

    One walk gives every page of a filtered list; ``rows`` then reads any stretch of it at once.
    """
    everyone = _all_ids(session, query, _wanted(query, settings_of(session), now))
    # Past the ORM, which costs more than the walk itself where a million ids come back.
    return array("q", session.connection().execute(everyone).scalars())


def rows(session: Session, wanted: Sequence[int], now: int) -> list[Row]:
    """The lines of these people, in the order of the ids; who is no longer there is left out."""
    settings = settings_of(session)
    listed: list[Row] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        lines = {row.id: row for row in _lines(session, some, settings, now)}
        listed += [lines[id_] for id_ in some if id_ in lines]
    return listed


def _lines(session: Session, wanted: Sequence[int], settings: Settings, now: int) -> Iterator[Row]:
    people = session.execute(
        select(
            Contact.id,
            Contact.email,
            Contact.first_name,
            Contact.last_name,
            Contact.city,
            mailable.why_not(settings, now),
            Contact.created_at,
        ).where(Contact.id.in_(wanted))
    )
    for id_, email, first, last, city, code, added_at in people:
        why_not = WhyNot(code) if code else None
        yield Row(id_, email, f"{first} {last}".strip(), city, _standing(code), why_not, added_at)


def _ids_of_page(session: Session, query: Query, offset: int, limit: int, now: int) -> Sequence[int]:
    wanted = _wanted(query, settings_of(session), now)
    if wanted and offset + limit <= _HEAD and _is_likely_in_head(session, query):
        head = session.scalars(_in_head(query, wanted).offset(offset).limit(limit)).all()
        if len(head) == limit:
            return head
    return session.scalars(_all_ids(session, query, wanted).offset(offset).limit(limit)).all()


def _all_ids(session: Session, query: Query, wanted: Sequence[ColumnElement[bool]]) -> Select[int]:
    """Whom the query finds, in order: by the quicker of sorting the few and walking the many."""
    if not query.search.strip() and not wanted:
        return _walk(query)
    if query.search.strip() and not _finds_many(session, query):
        return _walk(query, by_index=False).where(*_searched(query), *wanted)
    everyone = select(Contact.id).where(*wanted, *_searched(query)) if wanted else search.hits(query.search)
    return _walk(query).where(_UNINDEXED_ID.in_(everyone))


def _finds_many(session: Session, query: Query) -> bool:
    """Whether the search finds more people than are quickly sorted; whole words often tell it at once."""
    return any(
        _number(session, search.hits(query.search, whole=whole).limit(_HITS_TO_SORT + 1)) > _HITS_TO_SORT
        for whole in (True, False)
    )


def _is_likely_in_head(session: Session, query: Query) -> bool:
    """Whether a look at the head is worth its price: for a filter, unless few have the word besides."""
    if not query.search.strip():
        return True
    half = (session.scalar(select(func.count()).select_from(Contact)) or 0) // 2
    return _number(session, search.hits(query.search, whole=True).limit(half + 1)) > half


def _number(session: Session, found: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


_UNINDEXED_ID: ColumnElement[int] = literal_column("+contact.id")
"""The id, hidden from the planner, so that it walks the sort order and only asks who is in the set."""


def _walk(query: Query, by_index: bool = True) -> Select[int]:
    """The ids in the query's order. ``by_index``: along the index; else whoever is found gets sorted."""
    place = _SORTED_BY[query.sort]
    order: ColumnElement[Any] = place.expression if by_index else literal_column(f"+contact.{place.key}")
    keys = (order, Contact.id) if query.sort != "email" else (order,)
    return select(Contact.id).order_by(*(key.desc() if query.descending else key for key in keys))


def _in_head(query: Query, wanted: Sequence[ColumnElement[bool]]) -> Select[int]:
    """Those among the first people of the list whom the query finds, in order."""
    head = _walk(query).limit(_HEAD)
    if query.search.strip():
        head = search.hits(query.search).where(literal_column("+rowid").in_(head))
    return _walk(query, by_index=False).where(Contact.id.in_(head), *wanted)


def _wanted(query: Query, settings: Settings, now: int) -> list[ColumnElement[bool]]:
    """What the query asks besides the search."""
    wanted = _in_segment(query)
    if query.standing is not None:
        wanted.append(mailable.has_standing(query.standing, settings, now))
    return wanted


def _in_segment(query: Query) -> list[ColumnElement[bool]]:
    return [] if query.segment is None else [Contact.id.in_(query.segment)]


def _searched(query: Query) -> list[ColumnElement[bool]]:
    return [Contact.id.in_(search.hits(query.search))] if query.search.strip() else []


def _standing(code: str | None) -> Standing:
    return MEANINGS[WhyNot(code)].standing if code else Standing.CAN_BE_MAILED
