"""Entering many people by hand, and taking that back: only the slip goes, and nobody's own word."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.consent import by_hand, mailable, suppressing
from shopmail.consent.by_hand import SLIP
from shopmail.errors import InputRefused
from shopmail.model import Act, ConsentEntry, Contact, Reason, Suppression, Way
from shopmail.storage.shop import Shop, settings_of
from tests.builders import DAY, NOON, a_contact, a_refusal, a_shop, an_entry

EVERYBODY = select(Contact.id)
OTHER_WAYS = tuple(way for way in Way if way is not Way.BY_HAND)


def enter(session: Session, now: int = NOON, note: str = "") -> tuple[int, ...]:
    return by_hand.suppress_people(session, EVERYBODY, Way.BY_HAND, note, now)


def standing(session: Session) -> list[tuple[str, Reason, Way, int]]:
    rows = session.scalars(
        select(Suppression).where(Suppression.lifted_at.is_(None)).order_by(Suppression.id)
    )
    return [(row.email, row.reason, row.way, row.at) for row in rows]


def test_many_are_entered_in_one_stroke(session: Session, shop: Shop) -> None:
    people = [a_contact(session, shop, f"p{number}@example.com") for number in range(3)]
    entered = by_hand.suppress_people(
        session,
        select(Contact.id).where(Contact.id != people[2].id),
        Way.BY_HAND,
        "asked at the counter",
        NOON,
    )
    rows = session.scalars(select(Suppression)).all()
    assert tuple(row.id for row in rows) == entered
    assert [(row.email, row.reason, row.way, row.at, row.recorded_at, row.note) for row in rows] == [
        (f"p{number}@example.com", Reason.LEFT, Way.BY_HAND, NOON, NOON, "asked at the counter")
        for number in range(2)
    ]
    assert [row.address_hash for row in rows] == [person.address_hash for person in people[:2]]
    ledger = session.scalars(select(ConsentEntry).order_by(ConsentEntry.contact_id)).all()
    assert [(entry.contact_id, entry.act, entry.stated_at, entry.method) for entry in ledger] == [
        (person.id, Act.LEFT, NOON, "by-hand") for person in people[:2]
    ]


def test_who_has_left_already_is_only_dated_anew(session: Session, shop: Shop) -> None:
    a_contact(session, shop)
    a_refusal(session, shop, way=Way.LINK, at=NOON - DAY)
    assert enter(session) == ()
    assert standing(session) == [("jana@example.com", Reason.LEFT, Way.LINK, NOON)]
    assert len(session.scalars(select(ConsentEntry)).all()) == 1


def test_a_slip_is_taken_back_and_stays_on_record(session: Session, shop: Shop) -> None:
    a_contact(session, shop)
    entered = enter(session)
    assert by_hand.take_back(session, entered, NOON + SLIP - 1) == 1
    session.expire_all()
    row = session.scalars(select(Suppression)).one()
    assert (row.lifted_at, row.lifted_by_id, row.at) == (NOON + SLIP - 1, None, NOON)
    assert len(session.scalars(select(ConsentEntry)).all()) == 1, "entries are only ever added"
    assert by_hand.take_back(session, entered, NOON + 9) == 0


def test_nothing_entered_is_nothing_to_take_back(session: Session) -> None:
    assert by_hand.take_back(session, (), NOON) == 0


def test_after_an_hour_it_is_too_late_for_all_of_them(session: Session, shop: Shop) -> None:
    a_contact(session, shop)
    early = enter(session)
    petr = a_contact(session, shop, "petr@example.com").id
    late = by_hand.suppress_people(
        session, select(Contact.id).where(Contact.id == petr), Way.BY_HAND, "", NOON + 60
    )
    with pytest.raises(InputRefused) as refused:
        by_hand.take_back(session, early + late, NOON + SLIP)
    assert "an hour ago" in refused.value.message
    assert len(standing(session)) == 2
    assert by_hand.take_back(session, late, NOON + SLIP) == 1


def test_only_the_ids_that_were_given_out_count(session: Session, shop: Shop) -> None:
    a_contact(session, shop)
    a_refusal(session, shop, way=Way.BY_HAND)
    a_contact(session, shop, "petr@example.com")
    assert by_hand.take_back(session, enter(session), NOON) == 1
    assert [email for email, *_rest in standing(session)] == ["jana@example.com"]


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_an_entry_that_others_made_is_never_taken_back(session: Session, shop: Shop, way: Way) -> None:
    a_contact(session, shop)
    a_refusal(session, shop, way=way)
    ids = session.scalars(select(Suppression.id)).all()
    assert by_hand.take_back(session, ids, NOON) == 0
    assert len(standing(session)) == 1


@pytest.mark.parametrize("heard_of", [NOON - DAY, NOON + 60])
def test_who_said_no_as_well_stays(session: Session, shop: Shop, heard_of: int) -> None:
    a_contact(session, shop)
    entered = enter(session)
    a_refusal(session, shop, way=Way.LINK, at=heard_of)
    assert by_hand.take_back(session, entered, NOON + 90) == 0
    assert standing(session) == [("jana@example.com", Reason.LEFT, Way.LINK, max(NOON, heard_of))]


def test_what_the_owner_has_said_again_is_no_slip(session: Session, shop: Shop) -> None:
    a_contact(session, shop)
    entered = enter(session)
    assert enter(session, NOON + 60) == ()
    assert by_hand.take_back(session, entered, NOON + 90) == 0


def test_what_fresh_consent_has_lifted_keeps_its_proof(session: Session, shop: Shop) -> None:
    contact = a_contact(session, shop)
    entered = enter(session)
    fresh = an_entry(session, contact, Act.AGREED_AGAIN, NOON + 1)
    suppressing.lift(session, contact.address_hash, fresh, NOON + 5)
    assert by_hand.take_back(session, entered, NOON + 90) == 0
    session.expire_all()
    assert session.scalars(select(Suppression.lifted_by_id)).all() == [fresh.id]


# ---- whatever else stands ---------------------------------------------------------------------------

NUMBERS = count()
said = st.tuples(st.sampled_from(Reason), st.sampled_from(Way), st.integers(0, 3))
shown = st.sampled_from(
    (Act.SIGNED_UP, Act.ASKED, Act.CONFIRMED, Act.ORDERED, Act.DECLINED, Act.AGREED_AGAIN)
)
life = st.tuples(st.lists(shown, max_size=3), st.lists(said, max_size=3), st.booleans())


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with a_shop(tmp_path_factory.mktemp("slips")) as shop:
        yield shop


@given(lives=st.lists(life, min_size=1, max_size=5), meanwhile=st.lists(said, max_size=2))
def test_taking_back_restores_the_standing_of_everybody(
    peopled: Shop,
    lives: list[tuple[list[Act], list[tuple[Reason, Way, int]], bool]],
    meanwhile: list[tuple[Reason, Way, int]],
) -> None:
    """All are entered but those whom the last flag spares; the first may be refused in the meantime."""
    batch = next(NUMBERS)
    with peopled.transaction() as session:
        people = [_live(session, peopled, f"p{batch}-{n}@example.com", *life) for n, life in enumerate(lives)]
        ids = [person.id for person in people]
        chosen = [
            person.id for person, (_acts, _said, spared) in zip(people, lives, strict=True) if not spared
        ]
        before = _verdicts(session, ids)
        entered = by_hand.suppress_people(
            session, select(Contact.id).where(Contact.id.in_(chosen)), Way.BY_HAND, "", NOON
        )
        for person_id in chosen:
            assert _verdicts(session, [person_id])[person_id] in ("complained", "left")
        for reason, way, days in meanwhile:
            a_refusal(session, peopled, people[0].email, reason, way, NOON + 1 + days)
        by_hand.take_back(session, entered, NOON + 60)
        after = _verdicts(session, ids)
        if meanwhile:
            assert after.pop(ids[0]) in set(Reason), "whoever said no in the meantime stays"
            before.pop(ids[0])
        assert after == before


def _live(
    session: Session,
    shop: Shop,
    email: str,
    acts: list[Act],
    refusals: list[tuple[Reason, Way, int]],
    _spared: bool,
) -> Contact:
    contact = a_contact(session, shop, email)
    for act in acts:
        an_entry(session, contact, act, NOON - 2 * DAY)
    for reason, way, days in refusals:
        a_refusal(session, shop, email, reason, way, NOON - days * DAY)
    return contact


def _verdicts(session: Session, ids: list[int]) -> dict[int, str | None]:
    judged = mailable.why_not(settings_of(session), NOON)
    found = session.execute(select(Contact.id, judged).where(Contact.id.in_(ids)))
    return {row[0]: row[1] for row in found}
