"""The do-not-mail ledger: who gets on it, what passes it over, and the one way off it."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.consent import suppressing
from shopmail.consent.suppressing import address_hash, standing_against
from shopmail.model import (
    Act,
    ConsentEntry,
    ImportKind,
    ImportRun,
    Reason,
    StagedRow,
    Suppression,
    Way,
)
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal, an_entry, an_import


def against(session: Session, shop: Shop, email: str = "jana@example.com") -> list[tuple[Reason, int]]:
    standing = standing_against(session, address_hash(shop.address_key, email))
    return [(entry.reason, entry.at) for entry in standing]


def test_an_address_is_kept_as_a_keyed_hash_of_its_lower_case() -> None:
    full = hmac.new(b"k" * 32, b"jana@example.com", hashlib.sha256).digest()
    assert address_hash(b"k" * 32, "jana@example.com") == full[:16]
    assert address_hash(b"k" * 32, "jana@example.com") != address_hash(b"l" * 32, "jana@example.com")


@given(st.binary(min_size=32, max_size=32), st.text(max_size=80))
def test_the_quick_hasher_gives_the_same_hash(key: bytes, email_key: str) -> None:
    assert suppressing.hasher(key)(email_key) == address_hash(key, email_key)


def test_a_refusal_stands_and_is_written_into_the_persons_ledger(session: Session, shop: Shop) -> None:
    contact = a_contact(session, shop)
    assert (
        a_refusal(session, shop, way=Way.SPAM_REPORT, reason=Reason.COMPLAINED, at=NOON - 5, note="abuse")
        == 1
    )
    entry = session.scalars(select(Suppression)).one()
    assert (entry.reason, entry.way, entry.at, entry.note) == (
        Reason.COMPLAINED,
        Way.SPAM_REPORT,
        NOON - 5,
        "abuse",
    )
    ledger = session.scalars(select(ConsentEntry)).one()
    assert (ledger.contact_id, ledger.act, ledger.stated_at) == (contact.id, Act.COMPLAINED, NOON - 5)


def test_a_stranger_is_entered_too(session: Session, shop: Shop) -> None:
    assert a_refusal(session, shop, "nobody@example.com") == 1
    assert against(session, shop, "nobody@example.com") == [(Reason.LEFT, NOON)]
    assert session.scalars(select(ConsentEntry)).all() == []


def test_one_reason_stands_once_with_its_latest_date(session: Session, shop: Shop) -> None:
    assert a_refusal(session, shop, at=NOON - 5) == 1
    assert a_refusal(session, shop, at=NOON - 9) == 0
    assert against(session, shop) == [(Reason.LEFT, NOON - 5)]
    assert a_refusal(session, shop, at=NOON - 2) == 0
    assert against(session, shop) == [(Reason.LEFT, NOON - 2)]
    assert a_refusal(session, shop, reason=Reason.CAME_BACK, at=NOON - 7) == 1
    assert against(session, shop) == [(Reason.LEFT, NOON - 2), (Reason.CAME_BACK, NOON - 7)]


@pytest.mark.parametrize(
    ("act", "agreed_at", "refused_at", "entered"),
    [
        (Act.AGREED_AGAIN, NOON - 5, NOON - 6, 0),
        (Act.AGREED_AGAIN, NOON - 5, NOON - 5, 1),
        (Act.AGREED_AGAIN, NOON - 5, NOON - 4, 1),
        (Act.AGREED_AGAIN, NOON + DAY, NOON - 6, 1),
        (Act.CONFIRMED, NOON - 5, NOON - 6, 1),
        (Act.ORDERED, NOON - 5, NOON - 6, 1),
        (Act.SIGNED_UP, NOON - 5, NOON - 6, 1),
    ],
)
def test_only_what_is_older_than_fresh_consent_is_passed_over(
    session: Session, shop: Shop, act: Act, agreed_at: int, refused_at: int, entered: int
) -> None:
    an_entry(session, a_contact(session, shop), act, agreed_at)
    assert a_refusal(session, shop, at=refused_at) == entered
    assert len(against(session, shop)) == entered


def test_the_consent_of_one_answers_for_nobody_else(session: Session, shop: Shop) -> None:
    an_entry(session, a_contact(session, shop), Act.AGREED_AGAIN, NOON)
    assert a_refusal(session, shop, "petr@example.com", at=NOON - DAY) == 1


def test_what_is_lifted_is_kept_with_the_consent_that_lifted_it(session: Session, shop: Shop) -> None:
    contact = a_contact(session, shop)
    a_refusal(session, shop, at=NOON - DAY)
    a_refusal(session, shop, at=NOON - DAY, reason=Reason.CAME_BACK)
    a_refusal(session, shop, "petr@example.com", at=NOON - DAY)
    fresh = an_entry(session, contact, Act.AGREED_AGAIN, NOON - 5)
    suppressing.lift(session, contact.address_hash, fresh, NOON)
    assert against(session, shop) == []
    assert against(session, shop, "petr@example.com") == [(Reason.LEFT, NOON - DAY)]
    lifted = session.scalars(select(Suppression).where(Suppression.lifted_at.is_not(None))).all()
    assert [(row.lifted_at, row.lifted_by_id) for row in lifted] == [(NOON, fresh.id)] * 2


def test_who_leaves_again_after_coming_back_is_off_again(session: Session, shop: Shop) -> None:
    contact = a_contact(session, shop)
    a_refusal(session, shop, at=NOON - 9)
    suppressing.lift(
        session, contact.address_hash, an_entry(session, contact, Act.AGREED_AGAIN, NOON - 5), NOON
    )
    assert a_refusal(session, shop, at=NOON - 3) == 1
    assert against(session, shop) == [(Reason.LEFT, NOON - 3)]


BLANK = {
    column.key: None if column.nullable else column.type.python_type()
    for column in StagedRow.__table__.columns
}
"""A staged row of which nothing is known yet."""


def staged(session: Session, run: ImportRun, shop: Shop, *rows: tuple[str, Reason, int | None]) -> None:
    """Rows of an import that say no, as ``importing`` stages them."""
    for line, (email, reason, at) in enumerate(rows, start=2):
        said = {
            "line": line,
            "email_key": email,
            "address_hash": address_hash(shop.address_key, email),
            "evidence": reason.value,
            "stated_at": at,
        }
        session.add(StagedRow(**(BLANK | said)))
    session.flush()
    suppressing.suppress_imported(session, run.id, NOON)


def test_an_import_enters_strangers_and_known_people(session: Session, shop: Shop) -> None:
    contact = a_contact(session, shop)
    run = an_import(session, ImportKind.DO_NOT_MAIL)
    staged(
        session,
        run,
        shop,
        ("jana@example.com", Reason.LEFT, NOON - 9),
        ("jana@example.com", Reason.LEFT, NOON - 3),
        ("nobody@example.com", Reason.COMPLAINED, None),
    )
    assert against(session, shop) == [(Reason.LEFT, NOON - 3)]
    assert against(session, shop, "nobody@example.com") == [(Reason.COMPLAINED, NOON)]
    entry = session.scalars(select(ConsentEntry)).one()
    assert (entry.contact_id, entry.act, entry.stated_at, entry.line) == (contact.id, Act.LEFT, NOON - 3, 3)


@pytest.mark.parametrize(
    ("said_at", "stands_since"),
    [(NOON - 9, NOON - 5), (NOON - 2, NOON - 2), (None, NOON - 5)],
)
def test_an_import_dates_what_stands_anew_only_if_it_knows_a_later_day(
    session: Session, shop: Shop, said_at: int | None, stands_since: int
) -> None:
    a_refusal(session, shop, at=NOON - 5)
    staged(
        session, an_import(session, ImportKind.DO_NOT_MAIL), shop, ("jana@example.com", Reason.LEFT, said_at)
    )
    assert against(session, shop) == [(Reason.LEFT, stands_since)]


@pytest.mark.parametrize(("said_at", "entered"), [(NOON - 6, 0), (NOON - 5, 1), (None, 1)])
def test_an_import_passes_over_what_fresh_consent_has_answered(
    session: Session, shop: Shop, said_at: int | None, entered: int
) -> None:
    an_entry(session, a_contact(session, shop), Act.AGREED_AGAIN, NOON - 5)
    staged(
        session, an_import(session, ImportKind.DO_NOT_MAIL), shop, ("jana@example.com", Reason.LEFT, said_at)
    )
    assert len(against(session, shop)) == entered
