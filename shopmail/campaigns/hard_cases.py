"""The people on whom a mail is most likely to look wrong, found in its own audience."""

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from shopmail.campaigns.audience import mailable_audience
from shopmail.campaigns.composing import compile_written, field_titles
from shopmail.campaigns.content import Written
from shopmail.campaigns.previewing import Person, people
from shopmail.campaigns.skeleton import new_letters
from shopmail.contacts.fields import PROFILE
from shopmail.errors import CampaignRefused
from shopmail.model import Contact
from shopmail.settings import Settings
from shopmail.wording import _

_IDS = 2**31
"""More than there can be people; so a measure and an id fit into one of SQLite's 64-bit numbers."""

_BEYOND_ASCII = "*[^ -~]*"
_RIGHT_TO_LEFT = "*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*"
"""GLOB patterns: a character that is no plain Latin letter or sign; one of Hebrew, Arabic and their kin."""

_SEVERAL = 2
"""Fields from which on it is worth seeing the mail with none of them."""


class Case(Struct, frozen=True):
    """Somebody to look at the mail as; ``words`` say why."""

    words: str
    person: Person


def hard_cases(session: Session, written: Written, settings: Settings, now: int) -> tuple[Case, ...]:
    """Those of the hard cases that there are among the people who can be mailed; one person for each.

    Found in one walk over the audience, however many cases there are. ``now``: Unix seconds.
    """
    looked_for = dict(_cases(session, written))
    who = mailable_audience(session, written.segment_id, settings, now)
    found = session.execute(select(*looked_for.values()).where(who)).one()
    ids = {
        words: number % _IDS for words, number in zip(looked_for, found, strict=True) if number is not None
    }
    known = people(session, set(ids.values()))
    return tuple(Case(words, known[id_]) for words, id_ in ids.items())


def _cases(session: Session, written: Written) -> Iterator[tuple[str, ColumnElement[int | None]]]:
    """Words, and an aggregate over ``Contact`` that is some measure times ``_IDS`` plus the person's id."""
    name = Contact.first_name + " " + Contact.last_name
    length = func.length(func.trim(name))
    asked_for = _asked_for(session, written)
    yield _("No first name"), _first_of(_is_empty("first_name"))
    yield _("The longest name"), func.max(case((length > 0, length * _IDS + Contact.id)))
    yield _("A name with accents or other letters"), _first_of(name.op("GLOB")(_BEYOND_ASCII))
    yield _("A name written from right to left"), _first_of(name.op("GLOB")(_RIGHT_TO_LEFT))
    for key, title in asked_for:
        if key != "first_name":
            yield _("“{field}” is empty", field=title), _first_of(_is_empty(key))
    if len(asked_for) >= _SEVERAL:
        nothing = and_(*(_is_empty(key) for key, _title in asked_for))
        yield _("Nothing is known of what the mail asks for"), _first_of(nothing)
    yield _("The first who ever came in"), func.min(Contact.created_at * _IDS + Contact.id)


def _asked_for(session: Session, written: Written) -> list[tuple[str, str]]:
    """The fields in the mail that somebody may lack, with their titles; none while it has a mistake."""
    try:
        used = compile_written(session, written, new_letters()).fields_used
    except CampaignRefused:
        return []
    return [(key, title) for key, title in field_titles(session) if key in used and key != "email"]


def _is_empty(key: str) -> ColumnElement[bool]:
    if key in PROFILE:
        return func.trim(getattr(Contact, key)) == ""
    return func.trim(func.coalesce(Contact.own[key].as_string(), "")) == ""


def _first_of(holds: ColumnElement[bool]) -> ColumnElement[int | None]:
    return func.min(case((holds, Contact.id)))
