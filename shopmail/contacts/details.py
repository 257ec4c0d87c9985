"""What a line of the list can show of a person beside name, address and standing: fields, tags, source."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.contacts.fields import PROFILE
from shopmail.model import Contact, ContactTag, Source, Tag


class Details(Struct, frozen=True):
    """Of one person: fields by key (empty: none), tags in alphabetical order, source (empty: by hand)."""

    fields: dict[str, str]
    tags: tuple[str, ...]
    source: str
    agreed_at: int | None
    """When the person agreed or confirmed, Unix seconds, where that is known."""


def details(session: Session, people: Sequence[int], keys: Sequence[str]) -> dict[int, Details]:
    """The details of these people (at most 10,000) with the profile and own fields ``keys``."""
    profile = [key for key in keys if key in PROFILE]
    own = [key for key in keys if key not in PROFILE]
    tags = tags_of(session, people)
    found = session.execute(
        select(
            Contact.id,
            Contact.own,
            Contact.agreed_at,
            Source.name,
            *(getattr(Contact, key) for key in profile),
        )
        .outerjoin(Source, Source.id == Contact.source_id)
        .where(Contact.id.in_(people))
    )
    return {
        id_: Details(
            dict(zip(profile, values, strict=True)) | {key: str(of_own.get(key, "")) for key in own},
            tuple(tags.get(id_, ())),
            source or "",
            agreed_at,
        )
        for id_, of_own, agreed_at, source, *values in found
    }


def tags_of(session: Session, people: Sequence[int]) -> dict[int, list[str]]:
    """The tags of those of these people who have any, each list in alphabetical order."""
    tags: dict[int, list[str]] = {}
    stuck = select(ContactTag.contact_id, Tag.name).join(Tag, Tag.id == ContactTag.tag_id)
    for id_, name in session.execute(stuck.where(ContactTag.contact_id.in_(people)).order_by(Tag.name)):
        tags.setdefault(id_, []).append(name)
    return tags
