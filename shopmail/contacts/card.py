"""All that is known of one person, on one card: what ``contacts show`` prints and the window shows."""

from msgspec import Struct
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shopmail.consent import mailable
from shopmail.consent.mailable import MEANINGS, Judgement, Standing, WhyNot
from shopmail.contacts.address import normalised
from shopmail.contacts.editing import known
from shopmail.contacts.fields import field_names, values_of
from shopmail.contacts.history import Entry, history
from shopmail.errors import InputRefused
from shopmail.model import (
    Act,
    Agreement,
    Campaign,
    ConsentEntry,
    Contact,
    ContactTag,
    ImportRun,
    Reason,
    Source,
    Suppression,
    Tag,
    Way,
)
from shopmail.storage.shop import settings_of
from shopmail.wording import _

_ACT_OF_AGREEMENT: dict[Agreement, Act] = {
    Agreement.UNPROVEN: Act.CONFIRMED_UNDATED,
    Agreement.IMPORTED: Act.SIGNED_UP,
    Agreement.PROVEN: Act.CONFIRMED,
    Agreement.RECORDED: Act.AGREED_AGAIN,
}
"""What kind of entry an agreement is folded from (``consent.basis``)."""
_COMES_AFTER_SIGNING_UP = (Act.ASKED, Act.CONFIRMED, Act.CONFIRMED_UNDATED)


class Evidence(Struct, frozen=True):
    """One entry of the consent ledger as a proof shows it; moments are Unix seconds, texts may be empty."""

    act: Act
    at: int | None
    """When it happened; None: nobody knows."""
    written: str
    """That date as it was written."""
    how: str
    by_whom: str
    ip: str
    order: str
    source: str
    told: str
    """What people were told at the source, word for word."""
    file: str
    line: int | None
    recorded_at: int


class Refusal(Struct, frozen=True):
    """What stands against the address on the do-not-mail ledger; of several reasons the one that counts."""

    reason: Reason
    way: Way
    at: int
    note: str
    """The server's or the owner's own words."""
    campaign: str


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
    evidence: Evidence | None
    """The entry that the basis rests on; of somebody who said no to marketing, that no."""
    signed_up: Evidence | None
    """The sign-up before it, where ``evidence`` is what came of it."""
    refusal: Refusal | None
    source: str
    """The source's name; empty: added by hand."""
    added_at: int
    agreed_at: int | None
    history: tuple[Entry, ...]
    """Newest first."""


def card(session: Session, email: str, now: int) -> Card:
    """The card of the person with this address; raises ``InputRefused`` when there is none."""
    return _card(session, known(session, normalised(email)), now)


def card_of(session: Session, contact_id: int, now: int) -> Card:
    """The card of the person with this id; raises ``InputRefused`` when there is none any more."""
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise InputRefused(
            _("The card can't be shown"),
            _("This person is no longer in the list."),
            _("Choose somebody else from the list."),
        )
    return _card(session, contact, now)


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


def _card(session: Session, contact: Contact, now: int) -> Card:
    settings = settings_of(session)
    judged = mailable.judge(session, contact.id, settings, now)
    source = session.get(Source, contact.source_id) if contact.source_id else None
    evidence = _evidence(session, contact, judged)
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
        evidence=evidence,
        signed_up=_signed_up(session, contact, evidence),
        refusal=_refusal(session, contact, judged),
        source=source.name if source else "",
        added_at=contact.created_at,
        agreed_at=contact.agreed_at,
        history=history(session, contact, settings.shop.timezone),
    )


def _evidence(session: Session, contact: Contact, judged: Judgement) -> Evidence | None:
    if judged.why_not is WhyNot.SAID_NO:
        return _newest(session, contact, Act.DECLINED)
    if judged.basis == "existing-customer":
        return _newest(session, contact, Act.ORDERED)
    if judged.basis == "none-yet":
        return _newest(session, contact, Act.ASKED)
    if contact.agreement is not Agreement.NONE:
        return _folded(session, contact)
    return _newest(session, contact, Act.ORDERED) if contact.customer else None


def _folded(session: Session, contact: Contact) -> Evidence | None:
    """The entry that the contact's columns were folded from: they hold its date and its source."""
    return _newest(
        session,
        contact,
        _ACT_OF_AGREEMENT[contact.agreement],
        ConsentEntry.stated_at.is_not_distinct_from(contact.agreed_at),
        ConsentEntry.source_id.is_not_distinct_from(contact.agreed_source_id),
    )


def _signed_up(session: Session, contact: Contact, evidence: Evidence | None) -> Evidence | None:
    if evidence is None or evidence.act not in _COMES_AFTER_SIGNING_UP:
        return None
    if evidence.at is None:
        return _newest(session, contact, Act.SIGNED_UP)
    return _newest(session, contact, Act.SIGNED_UP, ConsentEntry.stated_at <= evidence.at)


def _newest(
    session: Session, contact: Contact, act: Act, *conditions: ColumnElement[bool]
) -> Evidence | None:
    row = session.execute(
        select(ConsentEntry, Source.name, Source.wording, ImportRun.file_name)
        .outerjoin(Source, Source.id == ConsentEntry.source_id)
        .outerjoin(ImportRun, ImportRun.id == ConsentEntry.run_id)
        .where(ConsentEntry.contact_id == contact.id, ConsentEntry.act == act, *conditions)
        .order_by(ConsentEntry.stated_at.desc().nulls_last(), ConsentEntry.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    entry, source, told, file = row
    return Evidence(
        act=entry.act,
        at=entry.stated_at,
        written=entry.stated_text,
        how=entry.method,
        by_whom=entry.by_whom,
        ip=entry.ip,
        order=entry.order_ref,
        source=source or "",
        told=told or "",
        file=file or "",
        line=entry.line,
        recorded_at=entry.recorded_at,
    )


def _refusal(session: Session, contact: Contact, judged: Judgement) -> Refusal | None:
    if judged.basis != "do-not-mail" or judged.why_not is None:
        return None
    entry, campaign = session.execute(
        select(Suppression, Campaign.name)
        .outerjoin(Campaign, Campaign.id == Suppression.campaign_id)
        .where(
            Suppression.address_hash == contact.address_hash,
            Suppression.lifted_at.is_(None),
            Suppression.reason == Reason(judged.why_not.value),
        )
    ).one()
    return Refusal(entry.reason, entry.way, entry.at, entry.note, campaign or "")
