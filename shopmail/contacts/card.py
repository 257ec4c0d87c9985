"""All that is known of one person, on one card: what ``contacts show`` prints and the window shows."""

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.consent import mailable
from shopmail.consent.mailable import MEANINGS, Standing, WhyNot
from shopmail.contacts.address import normalised
from shopmail.contacts.editing import known
from shopmail.contacts.fields import field_names, values_of
from shopmail.contacts.history import Entry, history
from shopmail.model import Contact, ContactTag, Source, Tag
from shopmail.storage.shop import settings_of
from shopmail.wording import _


class Card(Struct, frozen=True):
    """One person; moments are Unix seconds, ``basis`` and ``double_opt_in`` are words of ``mailable``."""

    id: int
    email: str
    fields: dict[str, str]
    """Profile and own fields that hold something."""
    tags: tuple[str, ...]
    basis: str
    double_opt_in: str
    mailable: bool
    standing: Standing
    why_not: WhyNot | None
    why_not_in_words: str
    """Empty for somebody who can be mailed."""
    source: str
    """The source's name; empty: added by hand."""
    added_at: int
    agreed_at: int | None
    history: tuple[Entry, ...]
    """Newest first."""


def card(session: Session, email: str, now: int) -> Card:
    """The card of the person with this address; raises ``InputRefused`` when there is none."""
    contact = known(session, normalised(email))
    settings = settings_of(session)
    judged = mailable.judge(session, contact.id, settings, now)
    source = session.get(Source, contact.source_id) if contact.source_id else None
    return Card(
        id=contact.id,
        email=contact.email,
        fields=values_of(contact, field_names(session)),
        tags=tags_of(session, contact),
        basis=judged.basis,
        double_opt_in=judged.double_opt_in,
        mailable=judged.mailable,
        standing=judged.standing,
        why_not=judged.why_not,
        why_not_in_words=_(MEANINGS[judged.why_not].sentence) if judged.why_not else "",
        source=source.name if source else "",
        added_at=contact.created_at,
        agreed_at=contact.agreed_at,
        history=history(session, contact, settings.shop.timezone),
    )


def tags_of(session: Session, contact: Contact) -> tuple[str, ...]:
    """The names of the person's tags, in alphabetical order."""
    return tuple(
        session.scalars(
            select(Tag.name)
            .join(ContactTag, ContactTag.tag_id == Tag.id)
            .where(ContactTag.contact_id == contact.id)
            .order_by(Tag.name)
        )
    )
