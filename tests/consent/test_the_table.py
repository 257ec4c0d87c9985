"""The table of who may be mailed, row by row: from entries in the ledger to the verdict."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.consent import mailable
from shopmail.consent.mailable import Judgement, Standing, WhyNot
from shopmail.model import Act, Contact, ImportKind, Reason, Way
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal, a_shop, a_source, an_entry, an_import

LONG_AGO = NOON - 61 * 31 * DAY


def judged(shop: Shop, session: Session, contact: Contact) -> Judgement:
    return mailable.judge(session, contact.id, shop.settings(), shop.clock.now())


@pytest.mark.parametrize(
    ("kind", "act", "basis", "double_opt_in", "why_not"),
    [
        (ImportKind.SIGNUPS, Act.CONFIRMED, "consent-imported-proof", "confirmed", None),
        (
            ImportKind.SIGNUPS,
            Act.CONFIRMED_UNDATED,
            "consent-unproven",
            "not-asked",
            WhyNot.NO_PROOF_OF_WHEN,
        ),
        (ImportKind.SIGNUPS, Act.SIGNED_UP, "consent-imported", "not-asked", WhyNot.NOT_CONFIRMED),
        (ImportKind.SIGNUPS, Act.ASKED, "none-yet", "asked", WhyNot.WAITING_FOR_ANSWER),
        (ImportKind.CUSTOMERS, Act.ORDERED, "existing-customer", "not-needed", None),
        (ImportKind.CUSTOMERS, None, "none", "not-asked", WhyNot.NO_BASIS),
        (ImportKind.OLD_LIST, Act.CONFIRMED, "consent-imported-proof", "confirmed", None),
        (ImportKind.OLD_LIST, None, "none", "not-asked", WhyNot.NO_BASIS),
        (ImportKind.CUSTOMERS, Act.DECLINED, "none", "not-asked", WhyNot.SAID_NO),
        (ImportKind.DO_NOT_MAIL, Act.LEFT, "do-not-mail", "not-asked", WhyNot.LEFT),
        (None, Act.AGREED_AGAIN, "consent-recorded", "not-asked", None),
    ],
)
def test_a_row_of_the_table(
    tmp_path: Path,
    kind: ImportKind | None,
    act: Act | None,
    basis: str,
    double_opt_in: str,
    why_not: WhyNot | None,
) -> None:
    with a_shop(tmp_path) as shop:
        with shop.transaction() as session:
            contact = a_contact(session, shop)
            run = an_import(session, kind) if kind else None
            if act is Act.LEFT:
                a_refusal(session, shop)
            elif act:
                an_entry(session, contact, act, None if act is Act.CONFIRMED_UNDATED else NOON - DAY, run)
            verdict = judged(shop, session, contact)
        assert (verdict.basis, verdict.double_opt_in, verdict.why_not) == (basis, double_opt_in, why_not)
        assert verdict.mailable is (why_not is None)


@pytest.mark.parametrize(
    ("of_shop", "of_source", "mailable_at_all"),
    [
        ("required", None, False),
        ("required", "required", False),
        ("required", "not-required", True),
        ("not-required", None, True),
        ("not-required", "required", False),
        ("not-required", "not-required", True),
    ],
)
def test_a_sign_up_counts_where_no_confirmation_is_required(
    tmp_path: Path, of_shop: str, of_source: str | None, mailable_at_all: bool
) -> None:
    with a_shop(tmp_path, consent__double_opt_in=of_shop) as shop, shop.transaction() as session:
        contact = a_contact(session, shop)
        source = a_source(session, double_opt_in=of_source)
        an_entry(session, contact, Act.SIGNED_UP, run=an_import(session, source=source))
        assert judged(shop, session, contact).mailable is mailable_at_all


@pytest.mark.parametrize("act", [Act.ASKED, Act.CONFIRMED_UNDATED, Act.DECLINED])
def test_no_rule_of_the_shop_makes_up_for_a_missing_agreement(tmp_path: Path, act: Act) -> None:
    with a_shop(tmp_path, consent__double_opt_in="not-required") as shop, shop.transaction() as session:
        assert not judged(shop, session, a_contact(session, shop, acts=(act,))).mailable


def test_an_old_confirmation_rests_after_the_age_limit(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        contact = a_contact(session, shop)
        an_entry(session, contact, Act.CONFIRMED, LONG_AGO, an_import(session, ImportKind.OLD_LIST))
        verdict = judged(shop, session, contact)
        assert (verdict.why_not, verdict.standing) == (WhyNot.TOO_OLD, Standing.RESTING)


def test_the_age_limit_is_the_shops_own(tmp_path: Path) -> None:
    with a_shop(tmp_path, consent__age_limit_months="70") as shop, shop.transaction() as session:
        contact = a_contact(session, shop)
        an_entry(session, contact, Act.CONFIRMED, LONG_AGO, an_import(session, ImportKind.OLD_LIST))
        assert judged(shop, session, contact).mailable


def test_a_confirmation_of_a_sign_up_list_does_not_age(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        contact = a_contact(session, shop)
        an_entry(session, contact, Act.CONFIRMED, LONG_AGO, an_import(session))
        assert judged(shop, session, contact).mailable


def test_somebody_too_old_may_still_be_mailed_as_a_customer(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        contact = a_contact(session, shop, acts=(Act.ORDERED,))
        an_entry(session, contact, Act.CONFIRMED, LONG_AGO, an_import(session, ImportKind.OLD_LIST))
        assert judged(shop, session, contact).mailable


@pytest.mark.parametrize(
    "weaker", [Act.SIGNED_UP, Act.CONFIRMED_UNDATED, Act.ASKED, Act.DECLINED, Act.ORDERED]
)
def test_a_later_weaker_word_takes_no_proof_away(tmp_path: Path, weaker: Act) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        contact = a_contact(session, shop)
        an_entry(session, contact, Act.CONFIRMED, NOON - 9 * DAY, an_import(session))
        proven = judged(shop, session, contact)
        an_entry(session, contact, weaker, NOON, an_import(session, ImportKind.OLD_LIST))
        assert judged(shop, session, contact) == proven
        assert contact.agreed_at == NOON - 9 * DAY
        assert not contact.old_list


def test_a_no_stands_against_a_customer_too(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        verdict = judged(shop, session, a_contact(session, shop, acts=(Act.ORDERED, Act.DECLINED)))
        assert (verdict.why_not, verdict.basis) == (WhyNot.SAID_NO, "none")


def test_the_source_of_the_strongest_entry_decides(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        contact = a_contact(session, shop)
        free = an_import(session, source=a_source(session, "Counter", double_opt_in="not-required"))
        an_entry(session, contact, Act.CONFIRMED_UNDATED, None, free)
        strict = an_import(session, source=a_source(session, "Form", double_opt_in="required"))
        an_entry(session, contact, Act.SIGNED_UP, NOON, strict)
        an_entry(session, contact, Act.ORDERED, NOON, free)
        assert contact.agreed_source_id == strict.source_id


def test_of_equals_the_newest_proof_counts(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        contact = a_contact(session, shop)
        form = a_source(session)
        for days in (9, 2, 5):
            an_entry(session, contact, Act.CONFIRMED, NOON - days * DAY, an_import(session, source=form))
        assert contact.agreed_at == NOON - 2 * DAY


@pytest.mark.parametrize(
    ("reason", "why_not"),
    [
        (Reason.LEFT, WhyNot.LEFT),
        (Reason.CAME_BACK, WhyNot.CAME_BACK),
        (Reason.COMPLAINED, WhyNot.COMPLAINED),
    ],
)
def test_a_refusal_outweighs_every_proof(tmp_path: Path, reason: Reason, why_not: WhyNot) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        contact = a_contact(session, shop, acts=(Act.CONFIRMED, Act.ORDERED))
        a_refusal(session, shop, reason=reason, way=Way.SPAM_REPORT)
        verdict = judged(shop, session, contact)
        assert (verdict.why_not, verdict.standing) == (why_not, Standing.MUST_NOT)
        assert verdict.basis == "do-not-mail"


def test_of_several_refusals_the_gravest_is_named(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        contact = a_contact(session, shop)
        for reason, named in (
            (Reason.CAME_BACK, WhyNot.CAME_BACK),
            (Reason.LEFT, WhyNot.LEFT),
            (Reason.COMPLAINED, WhyNot.COMPLAINED),
        ):
            a_refusal(session, shop, reason=reason)
            assert judged(shop, session, contact).why_not is named


def test_somebody_set_aside_rests_whatever_the_proof(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        contact = a_contact(session, shop, acts=(Act.CONFIRMED,))
        contact.quarantined = True
        session.flush()
        verdict = judged(shop, session, contact)
        assert (verdict.why_not, verdict.standing) == (WhyNot.QUARANTINED, Standing.RESTING)


def test_asked_of_everyone_at_once_the_answers_are_the_same(session: Session, shop: Shop) -> None:
    for number, acts in enumerate([(Act.CONFIRMED,), (Act.SIGNED_UP,), (Act.ORDERED, Act.DECLINED), ()]):
        a_contact(session, shop, f"p{number}@example.com", acts)
    a_refusal(session, shop, "p0@example.com")
    a_contact(session, shop, "p9@example.com", (Act.ORDERED,)).quarantined = True
    a_contact(session, shop, "p8@example.com", (Act.ORDERED,))
    session.flush()
    rules, now = shop.settings(), shop.clock.now()
    asked = session.execute(
        select(
            Contact.id,
            mailable.is_mailable(rules, now),
            mailable.standing(rules, now),
            *(mailable.has_standing(standing, rules, now) for standing in Standing),
        )
    ).all()
    assert len(asked) == 6
    for contact_id, is_mailable, standing, *has in asked:
        verdict = mailable.judge(session, contact_id, rules, now)
        assert (bool(is_mailable), standing) == (verdict.mailable, verdict.standing)
        assert [one for one, held in zip(Standing, has, strict=True) if held] == [verdict.standing]
