"""Small populations: a person as plain values, and the rows of the shop file that say the same."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy.orm import Session

from shopmail.contacts.fields import add_own
from shopmail.model import (
    Agreement,
    Campaign,
    Contact,
    ContactTag,
    Delivery,
    DeliveryState,
    DoubleOptIn,
    ImportKind,
    ImportRow,
    ImportRun,
    Model,
    Origin,
    Reason,
    RunState,
    Source,
    Suppression,
    Tag,
    Verdict,
    Wave,
    Way,
)

OWN_FIELD = "favourite_flower"
TAGS = ("VIP", "vip2", "Zákazník", "100%", "[x]")
SOURCES = {"Web form": Origin.OWN_FORM, "TRH": Origin.COUNTER, "a*b": Origin.ORDERS}
CAMPAIGNS = (1, 2)
NOW = 1_790_000_000
"""2026-09-21 13:33:20 UTC, 15:33:20 in Praha."""


class Person(Struct, frozen=True, kw_only=True):
    """What the rules ask about, as plain values."""

    email: str = "Jana@Example.com"
    fields: dict[str, str] = {}
    own: str = ""
    tags: frozenset[str] = frozenset()
    source: str | None = None
    imported_as: frozenset[ImportKind] = frozenset()
    created_at: int = NOW
    agreement: Agreement = Agreement.NONE
    agreed_at: int | None = None
    double_opt_in: DoubleOptIn = DoubleOptIn.NOT_ASKED
    old_list: bool = False
    customer: bool = False
    declined: bool = False
    quarantined: bool = False
    suppressed: frozenset[Reason] = frozenset()
    sent: dict[int, DeliveryState] = {}


def prepare(session: Session) -> None:
    """What every population of these tests stands on: own field, tags, sources, campaigns, one run a kind."""
    add_own(session, OWN_FIELD, "Favourite flower", NOW)
    session.add_all(Tag(id=number, name=name) for number, name in enumerate(TAGS, 1))
    session.add_all(
        Source(id=number, name=name, origin=origin, created_at=NOW)
        for number, (name, origin) in enumerate(SOURCES.items(), 1)
    )
    session.flush()
    for number in CAMPAIGNS:
        session.add(
            Campaign(id=number, name="c", subject="s", content={}, letters="abcdefgh", created_at=NOW)
        )
        session.flush()
        session.add(Wave(id=number, campaign_id=number, number=1, send_at=0))
    session.add_all(
        ImportRun(
            id=number,
            state=RunState.DONE,
            kind=kind,
            source_id=1,
            file_name="people.csv",
            file_sha256="",
            encoding="utf-8",
            delimiter=",",
            mapping={},
            header=[],
            started_at=NOW,
        )
        for number, kind in enumerate(ImportKind, 1)
    )
    session.flush()


def add(session: Session, persons: Sequence[Person]) -> None:
    """The rows for these people; their ids are 1, 2, …"""
    session.add_all(_contact(number, person) for number, person in enumerate(persons, 1))
    session.flush()
    for number, person in enumerate(persons, 1):
        session.add_all(_belongings(number, person))
    session.flush()


def _contact(number: int, person: Person) -> Contact:
    return Contact(
        id=number,
        email=person.email,
        email_key=person.email.lower(),
        address_hash=_hash(number),
        **person.fields,
        own={OWN_FIELD: person.own} if person.own else {},
        source_id=None if person.source is None else list(SOURCES).index(person.source) + 1,
        created_at=person.created_at,
        updated_at=person.created_at,
        agreement=person.agreement,
        agreed_at=person.agreed_at,
        double_opt_in=person.double_opt_in,
        old_list=person.old_list,
        customer=person.customer,
        declined=person.declined,
        quarantined=person.quarantined,
    )


def _belongings(number: int, person: Person) -> Iterator[Model]:
    for tag in person.tags:
        yield ContactTag(contact_id=number, tag_id=TAGS.index(tag) + 1)
    for kind in person.imported_as:
        run_id = list(ImportKind).index(kind) + 1
        yield ImportRow(run_id=run_id, line=number, verdict=Verdict.NEW, contact_id=number)
    for reason in person.suppressed:
        yield Suppression(address_hash=_hash(number), reason=reason, way=Way.BY_HAND, at=NOW, recorded_at=NOW)
    for campaign, state in person.sent.items():
        yield Delivery(
            campaign_id=campaign,
            contact_id=number,
            address_hash=_hash(number),
            email=person.email,
            recipient_id=f"{campaign}-{number}",
            wave_id=campaign,
            state=state,
            changed_at=NOW,
        )


def _hash(number: int) -> bytes:
    return number.to_bytes(4, "big")
