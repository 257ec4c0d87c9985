"""One person's card: all that is known, and the whole history in order."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from shopmail.clock import start_of_day
from shopmail.consent.mailable import Standing, WhyNot
from shopmail.consent.suppressing import Refusal, suppress
from shopmail.contacts import editing
from shopmail.contacts.card import card
from shopmail.contacts.fields import add_own
from shopmail.contacts.history import Entry, history
from shopmail.contacts.history_words import ACTS, DELIVERIES, EVENTS, IMPORTS, REASONS, WAYS
from shopmail.delivery.provider import FeedbackKind
from shopmail.errors import InputRefused
from shopmail.model import (
    Act,
    Campaign,
    CampaignState,
    Contact,
    Delivery,
    DeliveryState,
    Event,
    ImportRow,
    Reason,
    Source,
    Verdict,
    Wave,
    Way,
)
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal, a_source, an_entry, an_import

ZONE = "Europe/Prague"


def a_campaign(session: Session) -> Campaign:
    campaign = Campaign(
        state=CampaignState.HANDED_OVER,
        name="Spring",
        subject="",
        content={},
        letters="a" * 8,
        created_at=NOON,
    )
    session.add(campaign)
    session.flush()
    return campaign


def a_delivery(session: Session, contact: Contact, campaign: Campaign) -> None:
    wave = Wave(campaign_id=campaign.id, number=1, send_at=0)
    session.add(wave)
    session.flush()
    session.add(
        Delivery(
            campaign_id=campaign.id,
            contact_id=contact.id,
            address_hash=contact.address_hash,
            email=contact.email,
            recipient_id="r1",
            wave_id=wave.id,
            state=DeliveryState.BOUNCED,
            reason="550 no such user",
            changed_at=NOON - 3 * DAY,
        )
    )
    session.flush()


def test_a_card_holds_all_that_is_known(shop: Shop) -> None:
    with shop.transaction() as session:
        add_own(session, "pet", "Pet", NOON)
        contact = a_contact(session, shop, first_name="Jana", city="Písek")
        contact.own, contact.source_id = {"pet": "Rex"}, a_source(session, "Shop till").id
        an_entry(session, contact, Act.SIGNED_UP, NOON - DAY)
    editing.tag(shop, ["jana@example.com"], "VIP")
    with shop.reading() as session:
        found = card(session, " JANA@example.com", NOON)
    assert found.fields == {"first_name": "Jana", "city": "Písek", "pet": "Rex"}
    assert (found.email, found.tags, found.source) == ("jana@example.com", ("VIP",), "Shop till")
    assert (found.basis, found.double_opt_in) == ("consent-imported", "not-asked")
    assert (found.mailable, found.standing, found.why_not) == (False, Standing.WAITING, WhyNot.NOT_CONFIRMED)
    assert found.why_not_in_words.startswith("The person signed up but did not confirm")
    assert (found.added_at, found.agreed_at) == (NOON, NOON - DAY)
    assert [entry.kind for entry in found.history] == ["added", "consent"]


def test_a_mailable_person_has_no_reason_against_them(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, acts=(Act.CONFIRMED,))
        found = card(session, "jana@example.com", NOON)
    assert (found.mailable, found.why_not, found.why_not_in_words) == (True, None, "")


@pytest.mark.parametrize("email", ["nobody@example.com", "nobody"])
def test_there_is_no_card_of_nobody(shop: Shop, email: str) -> None:
    with shop.reading() as session, pytest.raises(InputRefused):
        card(session, email, NOON)


def test_the_history_is_complete_and_newest_first(shop: Shop) -> None:
    with shop.transaction() as session:
        run = an_import(session, source=a_source(session, "Web form"))
        contact = a_contact(session, shop)
        contact.source_id, contact.created_at = run.source_id, NOON - 9 * DAY
        run.finished_at = NOON - 8 * DAY
        session.add(
            ImportRow(run_id=run.id, line=7, verdict=Verdict.NEW, contact_id=contact.id, reason="no postcode")
        )
        an_entry(
            session,
            contact,
            Act.CONFIRMED,
            NOON - 10 * DAY,
            run,
            stated_text="12. 11. 2026",
            ip="192.0.2.1",
            method="form",
        ).line = 7
        campaign = a_campaign(session)
        a_delivery(session, contact, campaign)
        session.add(
            Event(
                kind=FeedbackKind.BOUNCE,
                address_hash=contact.address_hash,
                email=contact.email,
                at=NOON - 2 * DAY,
                reason="no such user",
                status="5.1.1",
                recorded_at=NOON,
            )
        )
        refusal = Refusal(
            "jana@example.com", Reason.CAME_BACK, Way.BOUNCE, NOON - 2 * DAY + 1, "550", campaign.id
        )
        suppress(session, shop.address_key, [refusal], NOON)
        found = history(session, contact, ZONE)
    assert found == (
        Entry(
            NOON - 2 * DAY + 1,
            "do-not-mail",
            "Mail came back: must not be mailed.",
            "the receiving server sent it back, campaign “Spring”, 550",
            "came-back",
        ),
        Entry(NOON - 2 * DAY, "event", "SendGrid reports: a mail came back.", "5.1.1 no such user", "bounce"),
        Entry(NOON - 3 * DAY, "delivery", "“Spring”: came back.", "550 no such user", "bounced"),
        Entry(NOON - 8 * DAY, "import", "Added by an import.", "line 7 of “signups.csv”, no postcode", "new"),
        Entry(NOON - 9 * DAY, "added", "First came from “Web form”.", brief=""),
        Entry(
            NOON - 10 * DAY,
            "consent",
            "Confirmed.",
            "date as written: 12. 11. 2026, how: form, from 192.0.2.1, source “Web form”, "
            "line 7 of “signups.csv”, entered 22 Nov 2026 12:00",
            "confirmed",
            "form",
        ),
    )


def test_a_fresh_agreement_is_printed_with_its_proof(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
        a_refusal(session, shop, at=NOON - 2 * DAY, way=Way.BY_HAND, note="called")
    editing.agreed(shop, "jana@example.com", date(2026, 11, 21), "signed paper", "Eva")
    with shop.reading() as session:
        found = card(session, "jana@example.com", NOON).history
    assert found[0].kind == "added"
    assert found[1] == Entry(
        NOON,
        "lifted",
        "Taken off the do-not-mail list by the agreement of 21 Nov 2026.",
        "Left: must not be mailed.",
        "left",
    )
    assert found[2] == Entry(
        start_of_day(date(2026, 11, 21), ZONE),
        "consent",
        "Agreed again.",
        "date as written: 2026-11-21, how: signed paper, recorded by Eva, entered 22 Nov 2026 12:00",
        "agreed-again",
        "signed paper, recorded by Eva",
    )
    assert found[3] == Entry(
        NOON - 2 * DAY, "do-not-mail", "Left: must not be mailed.", "entered by hand, called", "left"
    )


def test_a_deed_without_a_date_stands_where_it_was_heard_of(shop: Shop) -> None:
    with shop.transaction() as session:
        contact = a_contact(session, shop, acts=())
        contact.source_id = a_source(session).id
        session.get_one(Source, contact.source_id).wording = "News, twice a month"
        contact.created_at = NOON - DAY
        an_entry(session, contact, Act.ORDERED, None, order_ref="2026-17")
        assert history(session, contact, ZONE) == (
            Entry(
                NOON,
                "consent",
                "Ordered something.",
                "order 2026-17, entered 22 Nov 2026 12:00",
                "ordered",
                "order 2026-17",
            ),
            Entry(
                NOON - DAY,
                "added",
                "First came from “Web form”.",
                "What people were told there: News, twice a month",
                brief="",
            ),
        )


def test_an_event_of_a_kind_unknown_here_is_named_as_it_is(shop: Shop) -> None:
    with shop.transaction() as session:
        contact = a_contact(session, shop)
        session.add(
            Event(kind="new-kind", address_hash=contact.address_hash, email="", at=NOON + 1, recorded_at=NOON)
        )
        assert history(session, contact, ZONE)[0] == Entry(
            NOON + 1, "event", "SendGrid reports: new-kind.", "", "new-kind"
        )


def test_every_word_of_the_ledgers_has_its_sentence() -> None:
    assert set(ACTS) == set(Act)
    assert set(REASONS) == set(Reason)
    assert set(WAYS) == set(Way)
    assert set(IMPORTS) == set(Verdict)
    assert set(DELIVERIES) == set(DeliveryState)
    assert set(EVENTS) == set(FeedbackKind)
