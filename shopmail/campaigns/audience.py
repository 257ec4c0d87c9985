"""Who a campaign is for: everyone its segment matches, each with the reason that speaks against them."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import Session

from shopmail.consent.mailable import WhyNot, is_mailable, why_not
from shopmail.contacts.fields import PROFILE
from shopmail.errors import InputRefused
from shopmail.model import Campaign, Contact
from shopmail.segments.definition import EVERYONE, Definition
from shopmail.segments.matching import condition
from shopmail.segments.saving import get
from shopmail.settings import Settings

AT_ONCE = 1000
"""How many people are read in one query."""


class Member(Struct, frozen=True):
    """One person of an audience; ``why_not`` is None for somebody who may be mailed."""

    contact_id: int
    email: str
    address_hash: bytes
    why_not: WhyNot | None


def audience(session: Session, campaign: Campaign, settings: Settings, now: int) -> list[Member]:
    """Everyone the campaign's segment matches at this moment, in the order in which they came in.

    Raises what ``segments.saving.get`` raises for a segment that can't be used: then nobody is meant.
    """
    meant = condition(_definition(session, campaign.segment_id), settings, now)
    rows = session.execute(
        select(Contact.id, Contact.email, Contact.address_hash, why_not(settings, now))
        .where(meant)
        .order_by(Contact.id)
    )
    return [Member(*row[:3], WhyNot(row[3]) if row[3] else None) for row in rows]


def mailable_audience(
    session: Session, segment_id: int | None, settings: Settings, now: int
) -> ColumnElement[bool]:
    """SQL over ``Contact``: who is meant and may be mailed; nobody where the segment can't be used."""
    try:
        definition = _definition(session, segment_id)
    except InputRefused:
        return false()
    return and_(condition(definition, settings, now), is_mailable(settings, now))


def values_of(session: Session, contact_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """What merge fields say for each of these people: profile fields and own fields by their key."""
    wanted = list(contact_ids)
    columns = [getattr(Contact, name) for name in PROFILE]
    found: dict[int, dict[str, str]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        query = select(Contact.id, Contact.email, Contact.own, *columns)
        for row in session.execute(query.where(Contact.id.in_(wanted[start : start + AT_ONCE]))):
            found[row[0]] = {
                "email": row[1],
                **{key: str(value) for key, value in row[2].items()},
                **dict(zip(PROFILE, row[3:], strict=True)),
            }
    return found


def _definition(session: Session, segment_id: int | None) -> Definition:
    return EVERYONE if segment_id is None else get(session, segment_id).definition
