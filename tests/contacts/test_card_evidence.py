"""What a card shows as proof: the entry that the standing rests on, and what stands against it."""

from datetime import date

import pytest
from sqlalchemy import select

from shopmail.clock import start_of_day
from shopmail.consent.mailable import WhyNot
from shopmail.contacts import editing
from shopmail.contacts.card import Card, Evidence, Refusal, card, card_of
from shopmail.errors import InputRefused
from shopmail.model import Act, Contact, ImportKind, Reason, Source, Suppression, Way
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal, a_source, an_entry, an_import

ZONE = "Europe/Prague"


def shown(shop: Shop) -> Card:
    with shop.reading() as session:
        return card(session, "jana@example.com", NOON)


def evidence(shop: Shop) -> Evidence:
    found = shown(shop).evidence
    assert found is not None
    return found


def test_a_proof_holds_all_that_is_written_of_it(shop: Shop) -> None:
    with shop.transaction() as session:
        run = an_import(session, source=a_source(session, "Web form"))
        session.get_one(Source, run.source_id).wording = "News, twice a month"
        entry = an_entry(
            session,
            a_contact(session, shop),
            Act.CONFIRMED,
            NOON - DAY,
            run,
            stated_text="21. 11. 2026",
            ip="192.0.2.1",
            method="link",
        )
        entry.line = 118
    assert evidence(shop) == Evidence(
        act=Act.CONFIRMED,
        at=NOON - DAY,
        written="21. 11. 2026",
        how="link",
        by_whom="",
        ip="192.0.2.1",
        order="",
        source="Web form",
        told="News, twice a month",
        file="signups.csv",
        line=118,
        recorded_at=NOON,
    )


def test_it_is_the_entry_that_the_fold_has_taken(shop: Shop) -> None:
    """A list of today outweighs a later date from an old list, and a weaker word never counts."""
    with shop.transaction() as session:
        contact = a_contact(session, shop)
        fresh = an_import(session, source=a_source(session, "Web form"))
        old = an_import(session, ImportKind.OLD_LIST, a_source(session, "Fair"))
        an_entry(session, contact, Act.CONFIRMED, NOON - 9 * DAY, fresh, method="the right one")
        an_entry(session, contact, Act.CONFIRMED, NOON - 2 * DAY, old)
        an_entry(session, contact, Act.SIGNED_UP, NOON - DAY, fresh)
    assert (evidence(shop).how, evidence(shop).source) == ("the right one", "Web form")


@pytest.mark.parametrize(
    ("acts", "act"),
    [
        ((Act.SIGNED_UP,), Act.SIGNED_UP),
        ((Act.SIGNED_UP, Act.ASKED), Act.ASKED),
        ((Act.SIGNED_UP, Act.ASKED, Act.CONFIRMED), Act.CONFIRMED),
        ((Act.CONFIRMED_UNDATED,), Act.CONFIRMED_UNDATED),
        ((Act.SIGNED_UP, Act.ORDERED), Act.ORDERED),
        ((Act.ORDERED, Act.CONFIRMED), Act.CONFIRMED),
        ((Act.DECLINED,), Act.DECLINED),
        ((Act.ORDERED, Act.DECLINED), Act.DECLINED),
        ((Act.CONFIRMED, Act.AGREED_AGAIN), Act.AGREED_AGAIN),
    ],
)
def test_the_standing_names_its_evidence(shop: Shop, acts: tuple[Act, ...], act: Act) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, acts=acts)
    assert evidence(shop).act is act


def test_of_several_orders_the_last_one_counts(shop: Shop) -> None:
    with shop.transaction() as session:
        contact = a_contact(session, shop)
        for day, number in ((3, "A-1"), (1, "A-3"), (2, "A-2")):
            an_entry(session, contact, Act.ORDERED, NOON - day * DAY, order_ref=number)
        an_entry(session, contact, Act.ORDERED, None, order_ref="undated")
    assert evidence(shop).order == "A-3"


def test_a_confirmation_tells_of_the_sign_up_before_it(shop: Shop) -> None:
    with shop.transaction() as session:
        contact = a_contact(session, shop)
        an_entry(session, contact, Act.SIGNED_UP, NOON - 3 * DAY, method="form")
        an_entry(session, contact, Act.SIGNED_UP, NOON - DAY, method="later")
        an_entry(session, contact, Act.CONFIRMED, NOON - 2 * DAY)
    found = shown(shop).signed_up
    assert found is not None
    assert (found.at, found.how) == (NOON - 3 * DAY, "form")


def test_who_only_signed_up_is_not_told_of_twice(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, acts=(Act.SIGNED_UP,))
    assert shown(shop).signed_up is None


def test_nothing_is_made_up_where_nothing_shows(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
    found = shown(shop)
    assert (found.evidence, found.signed_up, found.refusal) == (None, None, None)


def test_of_several_refusals_the_gravest_is_shown_and_the_proof_stays(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, acts=(Act.CONFIRMED,))
        a_refusal(session, shop, reason=Reason.LEFT, at=NOON - 2 * DAY)
        a_refusal(session, shop, reason=Reason.CAME_BACK, way=Way.BOUNCE, at=NOON - DAY, note="550")
    found = shown(shop)
    assert found.why_not is WhyNot.LEFT
    assert found.refusal == Refusal(Reason.LEFT, Way.LINK, NOON - 2 * DAY, "", "")
    assert evidence(shop).act is Act.CONFIRMED


def test_what_was_answered_by_fresh_consent_stands_no_more(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
        a_refusal(session, shop, at=NOON - 3 * DAY)
    editing.agreed(shop, "jana@example.com", date(2026, 11, 21), "signed paper", "Eva")
    assert shown(shop).refusal is None
    assert (evidence(shop).how, evidence(shop).by_whom) == ("signed paper", "Eva")
    assert evidence(shop).at == start_of_day(date(2026, 11, 21), ZONE)


def test_what_the_owner_has_taken_back_is_told_as_a_mistake(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
        a_refusal(session, shop, way=Way.BY_HAND, at=NOON)
        session.scalars(select(Suppression)).one().lifted_at = NOON + 60
    newest = shown(shop).history[0]
    assert (newest.kind, newest.sentence) == ("lifted", "Entered by mistake and taken back.")


def test_a_card_is_found_by_id(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
    with shop.reading() as session:
        jana = session.scalars(select(Contact.id)).one()
        assert card_of(session, jana, NOON) == card(session, "jana@example.com", NOON)
        with pytest.raises(InputRefused, match="no longer in the list"):
            card_of(session, jana + 1, NOON)
