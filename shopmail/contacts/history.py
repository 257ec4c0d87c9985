"""The complete history of one person: how they came, what they said, what was sent and what became of it."""

from collections.abc import Iterator
from operator import attrgetter

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.clock import local_day
from shopmail.contacts.days import day_in_words, moment_in_words
from shopmail.contacts.history_words import ACTS, DELIVERIES, EVENTS, IMPORTS, REASONS, WAYS
from shopmail.model import (
    Act,
    Campaign,
    ConsentEntry,
    Contact,
    Delivery,
    Event,
    ImportRow,
    ImportRun,
    Source,
    Suppression,
)
from shopmail.wording import _


class Entry(Struct, frozen=True):
    """One thing that happened. ``at``: Unix seconds; ``detail``: evidence or the server’s words."""

    at: int
    kind: str
    """``added``, ``import``, ``consent``, ``do-not-mail``, ``lifted``, ``delivery`` or ``event``."""
    sentence: str
    detail: str = ""
    what: str = ""
    """Of its kind: a ``Verdict``, an ``Act``, a ``Reason``, a ``DeliveryState`` or a ``FeedbackKind``."""
    brief: str | None = None
    """What of ``detail`` is enough for a list; None: all of it."""


_ON_THE_DO_NOT_MAIL_LEDGER = (Act.LEFT, Act.CAME_BACK, Act.COMPLAINED)
"""Told by the suppression itself, which knows more of it."""


def history(session: Session, contact: Contact, zone: str) -> tuple[Entry, ...]:
    """What happened to this person, newest first; days are those of the IANA zone ``zone``."""
    parts = (_added, _imported, _said, _refused, _mailed, _reported)
    found = [entry for part in parts for entry in part(session, contact, zone)]
    return tuple(sorted(found, key=attrgetter("at"), reverse=True))


def _added(session: Session, contact: Contact, _zone: str) -> Iterator[Entry]:
    source = session.get(Source, contact.source_id) if contact.source_id else None
    if source is None:
        yield Entry(contact.created_at, "added", _("Added by hand."))
    else:
        sentence = _("First came from “{source}”.", source=source.name)
        told = _("What people were told there: {words}", words=source.wording) if source.wording else ""
        yield Entry(contact.created_at, "added", sentence, told, brief="")


def _imported(session: Session, contact: Contact, _zone: str) -> Iterator[Entry]:
    rows = session.execute(
        select(ImportRow, ImportRun)
        .join(ImportRun, ImportRun.id == ImportRow.run_id)
        .where(ImportRow.contact_id == contact.id)
    )
    for row, run in rows:
        where = _("line {line} of “{file}”", line=row.line, file=run.file_name)
        yield Entry(
            run.finished_at or run.started_at,
            "import",
            _(IMPORTS[row.verdict]),
            ", ".join(filter(None, (where, row.reason))),
            row.verdict,
        )


def _said(session: Session, contact: Contact, zone: str) -> Iterator[Entry]:
    rows = session.execute(
        select(ConsentEntry, Source.name, ImportRun.file_name)
        .outerjoin(Source, Source.id == ConsentEntry.source_id)
        .outerjoin(ImportRun, ImportRun.id == ConsentEntry.run_id)
        .where(ConsentEntry.contact_id == contact.id, ConsentEntry.act.not_in(_ON_THE_DO_NOT_MAIL_LEDGER))
    )
    for entry, source, file in rows:
        at = entry.recorded_at if entry.stated_at is None else entry.stated_at
        detail = _evidence(entry, source, file, zone)
        yield Entry(at, "consent", _(ACTS[entry.act]), detail, entry.act, _brief(entry))


def _evidence(entry: ConsentEntry, source: str | None, file: str | None, zone: str) -> str:
    """What is known of it, as the proof would print it."""
    parts = (
        entry.stated_text and _("date as written: {text}", text=entry.stated_text),
        entry.method and _("how: {text}", text=entry.method),
        entry.by_whom and _("recorded by {name}", name=entry.by_whom),
        entry.ip and _("from {ip}", ip=entry.ip),
        entry.order_ref and _("order {number}", number=entry.order_ref),
        source and _("source “{source}”", source=source),
        file and _("line {line} of “{file}”", line=entry.line, file=file),
        _("entered {day}", day=moment_in_words(entry.recorded_at, zone)),
    )
    return ", ".join(part for part in parts if part)


def _brief(entry: ConsentEntry) -> str:
    """How, and of which order; who recorded it."""
    parts = (
        entry.method,
        entry.order_ref and _("order {number}", number=entry.order_ref),
        entry.by_whom and _("recorded by {name}", name=entry.by_whom),
    )
    return ", ".join(part for part in parts if part)


def _refused(session: Session, contact: Contact, zone: str) -> Iterator[Entry]:
    rows = session.execute(
        select(Suppression, Campaign.name, ConsentEntry.stated_at)
        .outerjoin(Campaign, Campaign.id == Suppression.campaign_id)
        .outerjoin(ConsentEntry, ConsentEntry.id == Suppression.lifted_by_id)
        .where(Suppression.address_hash == contact.address_hash)
    )
    for refusal, campaign, agreed_at in rows:
        parts = (
            _(WAYS[refusal.way]),
            campaign and _("campaign “{campaign}”", campaign=campaign),
            refusal.note,
        )
        reason = _(REASONS[refusal.reason])
        detail = ", ".join(part for part in parts if part)
        yield Entry(refusal.at, "do-not-mail", reason, detail, refusal.reason)
        if refusal.lifted_at is not None:
            lifted = _lifted(agreed_at, zone)
            yield Entry(refusal.lifted_at, "lifted", lifted, reason, refusal.reason)


def _lifted(agreed_at: int | None, zone: str) -> str:
    """By what: fresh consent, or the owner, who had entered it by mistake."""
    if agreed_at is None:
        return _("Entered by mistake and taken back.")
    day = day_in_words(local_day(agreed_at, zone))
    return _("Taken off the do-not-mail list by the agreement of {day}.", day=day)


def _mailed(session: Session, contact: Contact, _zone: str) -> Iterator[Entry]:
    rows = session.execute(
        select(Delivery, Campaign.name)
        .join(Campaign, Campaign.id == Delivery.campaign_id)
        .where(Delivery.contact_id == contact.id)
    )
    for delivery, campaign in rows:
        sentence = _("“{campaign}”: {state}.", campaign=campaign, state=_(DELIVERIES[delivery.state]))
        yield Entry(delivery.changed_at, "delivery", sentence, delivery.reason, delivery.state)


def _reported(session: Session, contact: Contact, _zone: str) -> Iterator[Entry]:
    events = session.scalars(select(Event).where(Event.address_hash == contact.address_hash))
    for event in events:
        words = EVENTS.get(event.kind)
        sentence = _(words) if words else _("SendGrid reports: {kind}.", kind=event.kind)
        detail = " ".join(filter(None, (event.status, event.reason)))
        yield Entry(event.at, "event", sentence, detail, event.kind)
