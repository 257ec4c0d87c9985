"""What the Contacts page reads, on a lane: questions in, cells and counts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopmail.ui import numbers
from shopmail.ui.contacts.choosing import Asked, Choice
from shopmail.ui.contacts.columns import fields_among, needs_details
from shopmail.ui.widgets.cells import Cell
from shopmail.ui.widgets.states import standing_state
from shopmail.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.contacts.bulk import Chosen
    from shopmail.contacts.details import Details
    from shopmail.contacts.listing import Query, Row
    from shopmail.settings import Settings


_AT_ONCE = 5_000
"""People whose details are read by one statement."""


@dataclass(frozen=True)
class BoxCell(Cell):
    """The cell of a row's box, which also knows whose row it is."""

    person: int = 0


def rows(
    session: "Session", settings: "Settings", asked: Asked, offset: int, limit: int, now: int
) -> Sequence[tuple[Cell, ...]]:
    """``limit`` rows from ``offset`` on: the box, then the cells of ``asked.columns``."""
    from shopmail.contacts import listing

    found = listing.page(session, _query(asked), offset, limit, now)
    return _lines(session, settings, found, asked.columns, now)


def chosen_rows(
    session: "Session", settings: "Settings", choice: Choice, columns: tuple[str, ...], now: int
) -> Sequence[tuple[Cell, ...]]:
    """The cells of all chosen people, without the box, in the order of the list."""
    from shopmail.contacts import bulk, listing

    people = bulk.ids(session, chosen(choice), now)
    lines: list[tuple[Cell, ...]] = []
    for start in range(0, len(people), _AT_ONCE):
        found = listing.rows(session, people[start : start + _AT_ONCE], now)
        lines += (line[1:] for line in _lines(session, settings, found, columns, now))
    return lines


def people_at(session: "Session", asked: Asked, first: int, last: int, now: int) -> list[int]:
    """Who stands in these rows of the list."""
    from shopmail.contacts import listing

    return list(listing.ids(session, _query(asked), now)[first : last + 1])


def count(session: "Session", asked: Asked, now: int) -> int:
    """How many people answer ``asked``."""
    from shopmail.contacts import listing

    return listing.count(session, _query(asked), now)


def by_standing(session: "Session", search: str, now: int) -> dict[str, int]:
    """How many of those whom the search finds have each standing."""
    from shopmail.contacts import listing

    counted = listing.counts_by_standing(session, listing.Query(search=search), now)
    return {standing.value: people for standing, people in counted.items()}


def own_fields(session: "Session") -> tuple[tuple[str, str], ...]:
    """Key and title of the fields that the owner has added."""
    from shopmail.contacts.fields import all_fields

    return tuple((field.key, field.title) for field in all_fields(session) if field.own)


def chosen(choice: Choice) -> "Chosen":
    """The same people as the core names them."""
    from shopmail.contacts.bulk import Chosen

    some = tuple(sorted(choice.ids))
    if choice.everybody is None:
        return Chosen(ids=some)
    return Chosen(query=_query(choice.everybody), without=some)


def _query(asked: Asked) -> "Query":
    from shopmail.consent.mailable import Standing
    from shopmail.contacts.listing import Query

    standing = Standing(asked.standing) if asked.standing else None
    sort: Any = asked.sort
    return Query(search=asked.search, standing=standing, sort=sort, descending=asked.descending)


def _lines(
    session: "Session", settings: "Settings", found: "Sequence[Row]", columns: tuple[str, ...], now: int
) -> list[tuple[Cell, ...]]:
    from shopmail.contacts.details import details

    zone = settings.shop.timezone
    known: dict[int, Details] = {}
    if needs_details(columns):
        known = details(session, [row.id for row in found], fields_among(columns))
    return [
        (
            BoxCell("", person=row.id),
            *(_cell(key, row, known.get(row.id), now, zone) for key in columns),
        )
        for row in found
    ]


def _cell(key: str, row: "Row", more: "Details | None", now: int, zone: str) -> Cell:
    match key:
        case "name":
            return Cell(row.name)
        case "email":
            return Cell(row.email, muted=True)
        case "city":
            return Cell(row.city)
        case "standing":
            return _standing(row)
        case "added":
            return Cell(numbers.day(row.added_at, now, zone))
    return _detail(key, more, now, zone) if more else Cell("")


def _standing(row: "Row") -> Cell:
    from shopmail.consent.mailable import MEANINGS

    state = standing_state(row.standing.value, row.why_not.value if row.why_not else "")
    return Cell(_(state.words), state, more=_(MEANINGS[row.why_not].sentence) if row.why_not else "")


def _detail(key: str, more: "Details", now: int, zone: str) -> Cell:
    match key:
        case "tags":
            return Cell(", ".join(more.tags))
        case "source":
            return Cell(more.source or _("Added by hand"))
        case "agreed":
            return Cell("" if more.agreed_at is None else numbers.day(more.agreed_at, now, zone))
    return Cell(more.fields[key])
