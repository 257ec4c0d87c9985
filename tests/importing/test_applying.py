"""What an import makes of people who are known, and of those who are not; one commit, or nothing."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from shopmail.consent.basis import refold
from shopmail.consent.suppressing import address_hash, hasher
from shopmail.contacts import editing, listing
from shopmail.contacts.exporting import export
from shopmail.contacts.fields import all_fields
from shopmail.contacts.listing import Query
from shopmail.contacts.ordering import city_order, name_order
from shopmail.errors import InputRefused
from shopmail.importing.applying import apply
from shopmail.importing.request import Mode
from shopmail.model import Act, ConsentEntry, Contact, ImportKind, ImportRow, Reason, Suppression, Verdict
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal, a_source
from tests.importing.imports import a_plan, everything, imported, judged, person, tags_of, told, verdicts
from tests.importing.tables import a_file


def acts(shop: Shop, email: str = "jana@example.com") -> list[tuple[Act, str]]:
    """Act and order of each entry in the person's ledger, oldest first."""
    with shop.reading() as session:
        rows = session.execute(
            select(ConsentEntry.act, ConsentEntry.order_ref)
            .join(Contact, Contact.id == ConsentEntry.contact_id)
            .where(Contact.email_key == email)
            .order_by(ConsentEntry.id)
        )
        return [(row[0], row[1]) for row in rows]


def test_a_gap_is_filled_and_what_is_known_stays(shop: Shop) -> None:
    imported(shop, "email,first_name,city,phone\njana@example.com,Jana,,777\n")
    shop.clock.sleep(60)
    result = imported(shop, "email,first_name,city,phone\njana@example.com,Johana,Brno,\n")
    jana = person(shop)
    assert told(result) == {"changed": 1}
    assert (jana.first_name, jana.city, jana.phone) == ("Jana", "Brno", "777")
    assert (jana.created_at, jana.updated_at) == (NOON, NOON + 60)


def test_a_field_is_replaced_where_the_owner_says_so(shop: Shop) -> None:
    imported(shop, "email,first_name,city\njana@example.com,Jana,Brno\npetr@example.com,Petr,Zlín\n")
    text = "email,first_name,city\njana@example.com,Johana,Praha\npetr@example.com,Petr,\n"
    result = imported(shop, text, replace=["city"])
    assert told(result) == {"changed": 1, "same": 1}
    assert (person(shop).first_name, person(shop).city) == ("Jana", "Praha")
    assert person(shop, "petr@example.com").city == "Zlín", "an empty cell says nothing"


def test_the_order_follows_a_changed_name_and_town(shop: Shop) -> None:
    imported(shop, "email,city\njana@example.com,\npetr@example.com,Zlín\n")
    imported(shop, "email,last_name,first_name,city\njana@example.com,Čermáková,Jana,Cheb\n")
    jana = person(shop)
    assert jana.name_order == name_order("Čermáková", "Jana", "jana@example.com")
    assert jana.city_order == city_order("Cheb")
    with shop.reading() as session:
        assert [row.id for row in listing.page(session, Query(search="cermak"), 0, 9, NOON)] == [jana.id]
    petr = person(shop, "petr@example.com")
    assert (petr.name_order, petr.city_order) == (name_order("", "", petr.email_key), city_order("Zlín"))


def test_a_name_may_stand_in_one_column_or_beside_the_address(shop: Shop) -> None:
    imported(shop, "email,full name\njana@example.com,Jana Malá\n", maps=["full name=full_name"])
    imported(shop, 'email\n"Petr Novák <petr@example.com>"\n')
    assert (person(shop).first_name, person(shop).last_name) == ("Jana", "Malá")
    assert person(shop, "petr@example.com").last_name == "Novák"


def test_the_address_keeps_its_writing_and_is_one_in_any(shop: Shop) -> None:
    imported(shop, "email\nJana.Mala@Example.COM\n")
    assert told(imported(shop, "email\njana.mala@example.com\nJANA.MALA@example.com\n")) == {
        "same": 1,
        "duplicate": 1,
    }
    jana = person(shop, "jana.mala@example.com")
    assert jana.email == "Jana.Mala@example.com"
    assert jana.address_hash == address_hash(shop.address_key, "jana.mala@example.com")


@given(st.binary(min_size=32, max_size=32), st.text(max_size=100))
def test_the_quick_hash_is_the_hash(key: bytes, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert hasher(key)(text) == address_hash(key, text)


def test_own_fields_are_added_filled_and_replaced(shop: Shop) -> None:
    maps = ["Velikost=size", "Květina=flower"]
    text = "email;Velikost;Květina\njana@example.com;42;\npetr@example.com;;růže\n"
    imported(shop, text, maps=maps)
    with shop.reading() as session:
        own = [(field.key, field.title) for field in all_fields(session) if field.own]
    assert own == [("flower", "Květina"), ("size", "Velikost")]
    assert (person(shop).own, person(shop, "petr@example.com").own) == ({"size": "42"}, {"flower": "růže"})
    text = "email;Velikost;Květina\njana@example.com;43;tulipán\npetr@example.com;;kopretina\n"
    assert told(imported(shop, text, maps=maps)) == {"changed": 1, "same": 1}
    assert person(shop).own == {"size": "42", "flower": "tulipán"}
    assert told(imported(shop, text, maps=maps)) == {"same": 2}
    assert told(imported(shop, text, maps=maps, replace=["size", "flower"])) == {"changed": 2}
    assert person(shop).own == {"size": "43", "flower": "tulipán"}
    assert person(shop, "petr@example.com").own == {"flower": "kopretina"}


def test_own_fields_in_another_order_are_the_same(shop: Shop) -> None:
    imported(shop, "email,a,b,c\njana@example.com,1,2,3\n", maps=["a=aa", "b=bb", "c=cc"])
    text = "email,c,a\njana@example.com,3,1\n"
    for replace in ([], ["aa", "cc"]):
        assert told(imported(shop, text, maps=["c=cc", "a=aa"], replace=replace)) == {"same": 1}
    assert person(shop).own == {"aa": "1", "bb": "2", "cc": "3"}


@pytest.mark.parametrize(
    "value", ["null", "0", '"', "{}", "'; DROP TABLE contact; --", "\\", "é" * 500, "1e5"]
)
def test_an_own_field_takes_any_text(shop: Shop, value: str) -> None:
    path = shop.path.parent / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["email", "x"], ["jana@example.com", value]])
    for expected in (Verdict.NEW, Verdict.SAME):
        with a_plan(shop, path, maps=["x=size"], replace=["size"]) as plan:
            assert apply(plan).counts[expected] == 1
    assert person(shop).own == {"size": value}


def test_too_many_own_fields_change_nothing(shop: Shop) -> None:
    names = [f"f{number}" for number in range(120)]
    text = f"email,{','.join(names)}\njana@example.com{',x' * 120}\n"
    imported(shop, text, maps=[f"{name}=a_{name}" for name in names])
    before = everything(shop)
    with (
        pytest.raises(InputRefused, match="that is the most"),
        a_plan(shop, a_file(shop.path.parent, text), maps=[f"{name}=b_{name}" for name in names]) as plan,
    ):
        apply(plan)
    assert everything(shop) == before


def test_tags_are_added_and_none_is_taken_away(shop: Shop) -> None:
    imported(shop, 'email,tags\njana@example.com,"vip, stálí"\npetr@example.com,vip\n')
    assert told(imported(shop, "email,tags\njana@example.com,vip\npetr@example.com,\n")) == {"same": 2}
    text = "email,tags\njana@example.com,VIP;nová\nleft@example.com,vip\n"
    with shop.transaction() as session:
        a_refusal(session, shop, "left@example.com")
    assert told(imported(shop, text)) == {"changed": 1, "do-not-mail": 1}
    assert {tag.lower() for tag in tags_of(shop)} == {"vip", "stálí", "nová"}
    assert tags_of(shop, "petr@example.com") == {"vip"}
    assert told(imported(shop, text))["same"] == 1


@pytest.mark.parametrize("order", [("confirmed", "unsubscribed"), ("unsubscribed", "confirmed")])
def test_a_row_that_says_left_counts_wherever_it_stands(shop: Shop, order: tuple[str, str]) -> None:
    text = "email,status,confirmed_at\njana@example.com,{},2026-05-01\nJana@example.com,{},2026-05-01\n"
    for _time in range(2):
        assert told(imported(shop, text.format(*order))) == {"do-not-mail": 1, "duplicate": 1}
    assert judged(shop).why_not == "left"
    assert [act for act, _order in acts(shop)] == [Act.LEFT]


def test_a_later_row_adds_its_evidence(shop: Shop) -> None:
    text = "email,order_number\njana@example.com,\njana@example.com,1001\njana@example.com,1002\n"
    result = imported(shop, text, ImportKind.CUSTOMERS)
    assert told(result) == {"new": 1, "duplicate": 2}
    assert judged(shop).mailable
    assert acts(shop) == [(Act.ORDERED, "1001"), (Act.ORDERED, "1002")]
    with shop.reading() as session:
        kept = session.scalars(select(ImportRow.contact_id)).all()
    assert kept == [person(shop).id] * 3
    more = imported(shop, text + "jana@example.com,1003\n", ImportKind.CUSTOMERS)
    assert told(more) == {"changed": 1, "duplicate": 3}
    assert acts(shop)[2:] == [(Act.ORDERED, "1003")]


def test_a_later_row_adds_its_evidence_to_new_people_in_every_mode(shop: Shop) -> None:
    imported(shop, "email\npetr@example.com\n", ImportKind.CUSTOMERS)
    rows = "".join(f"{name}@example.com,{order}\n" for name in ("jana", "petr") for order in ("", "1001"))
    text = f"email,order_number\n{rows}"
    result = imported(shop, text, ImportKind.CUSTOMERS, mode=Mode.ADD_ONLY)
    assert told(result) == {"new": 1, "same": 1, "duplicate": 2}
    assert (acts(shop), acts(shop, "petr@example.com")) == ([(Act.ORDERED, "1001")], [])


def test_the_same_evidence_twice_is_one_entry(shop: Shop) -> None:
    text = "email,order_number\njana@example.com,1001\njana@example.com,1001\n"
    for _time in range(2):
        imported(shop, text, ImportKind.CUSTOMERS)
    assert acts(shop) == [(Act.ORDERED, "1001")]


def test_a_weaker_file_takes_no_proof_away(shop: Shop) -> None:
    imported(shop, "email,status,confirmed_at\njana@example.com,confirmed,2026-05-01\n")
    for kind, status in (
        (ImportKind.SIGNUPS, "pending"),
        (ImportKind.SIGNUPS, "subscribed"),
        (ImportKind.SIGNUPS, "no"),
        (ImportKind.OLD_LIST, ""),
        (ImportKind.CUSTOMERS, ""),
    ):
        imported(shop, f"email,status\njana@example.com,{status}\n", kind, maps=["status=status"])
        assert judged(shop).basis == "consent-imported-proof"
        assert judged(shop).mailable


@pytest.mark.parametrize("order", [("Strict", "Free"), ("Free", "Strict")])
def test_of_the_same_sign_up_at_two_places_the_stricter_counts(shop: Shop, order: tuple[str, str]) -> None:
    with shop.transaction() as session:
        a_source(session, "Strict", double_opt_in="required")
        a_source(session, "Free", double_opt_in="not-required")
    for name in order:
        assert "same" not in told(imported(shop, "email\njana@example.com\n", source_name=name))
    assert judged(shop).why_not == "not-confirmed"


@pytest.mark.parametrize(
    "order", [(ImportKind.SIGNUPS, ImportKind.OLD_LIST), (ImportKind.OLD_LIST, ImportKind.SIGNUPS)]
)
def test_a_proof_that_an_old_list_holds_too_does_not_age(shop: Shop, order: tuple[ImportKind, ...]) -> None:
    for kind in order:
        text = "email,status,confirmed_at\njana@example.com,confirmed,2012-05-01\n"
        imported(shop, text, kind)
    assert judged(shop).mailable


def test_whoever_left_stays_away_whatever_a_file_says(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, acts=(Act.CONFIRMED,))
        a_refusal(session, shop)
    for kind in ImportKind:
        text = "email,status,confirmed_at,order_number\njana@example.com,confirmed,2026-11-21,1001\n"
        result = imported(shop, text, kind)
        assert verdicts(shop, result) == [("do-not-mail", "left")]
        assert judged(shop).why_not == "left"
    assert [act for act, _order in acts(shop)] == [Act.CONFIRMED, Act.LEFT]


def test_the_gravest_reason_is_named(shop: Shop) -> None:
    with shop.transaction() as session:
        a_refusal(session, shop, reason=Reason.CAME_BACK)
    text = "email,status\njana@example.com,complained\n"
    assert verdicts(shop, imported(shop, text)) == [("do-not-mail", "complained")]


@pytest.mark.parametrize(
    ("status", "answered"),
    [
        ("unsubscribed,2026-05-01", True),
        ("unsubscribed,", False),
        ("unsubscribed,2026-11-01", False),
        ("subscribed,", True),
    ],
)
def test_fresh_consent_answers_an_older_refusal_only(shop: Shop, status: str, answered: bool) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
        a_refusal(session, shop, at=NOON - 300 * DAY)
    editing.agreed(shop, "jana@example.com", date(2026, 10, 1), "at the counter", "Eva")
    text = f"email,status,unsubscribed_at\njana@example.com,{status}\n"
    result = imported(shop, text, maps=["unsubscribed_at=unsubscribed_at"])
    assert judged(shop).mailable is answered
    assert (Verdict.DO_NOT_MAIL in {v for v, n in result.counts.items() if n}) is not answered


def test_a_refusal_without_a_date_is_not_answered_beside_an_old_one(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
    editing.agreed(shop, "jana@example.com", date(2026, 10, 1), "at the counter", "Eva")
    rows = "jana@example.com,unsubscribed,2026-05-01\njana@example.com,unsubscribed,\n"
    imported(shop, "email,status,unsubscribed_at\n" + rows, maps=["unsubscribed_at=unsubscribed_at"])
    assert judged(shop).why_not == "left"


def test_of_two_refusals_the_later_date_stands(shop: Shop) -> None:
    text = (
        "email,status,unsubscribed_at\njana@example.com,unsubscribed,{}\njana@example.com,unsubscribed,{}\n"
    )
    maps = ["unsubscribed_at=unsubscribed_at"]
    imported(shop, text.format("2026-05-02 12:00", "2026-05-01 12:00"), maps=maps)
    imported(shop, text.format("2026-04-02 12:00", "2026-05-03 12:00"), maps=maps)
    imported(shop, text.format("2026-04-02 12:00", ""), maps=maps)
    with shop.reading() as session:
        kept = session.scalars(select(Suppression)).one()
    assert kept.at == 1_777_802_400, "3 May 2026, noon in Prague"
    assert (kept.email, kept.way) == ("jana@example.com", "import")


def test_what_is_written_at_once_is_what_the_ledger_adds_up_to(shop: Shop) -> None:
    rows = "".join(
        f"p{n}@example.com,{status},{day},{order}\n"
        for n, (status, day, order) in enumerate(
            (status, day, order)
            for status in ("confirmed", "subscribed", "pending", "no", "unsubscribed", "", "kvak")
            for day in ("2026-05-01", "")
            for order in ("1001", "")
        )
    )
    maps = ["status=status", "confirmed_at=confirmed_at", "order_number=order_number"]
    for kind in ImportKind:
        text = "email,status,confirmed_at,order_number\n" + rows.replace("@", f"@{kind}.")
        imported(shop, text, kind, maps=maps)
    before = everything(shop)["contact"]
    with shop.transaction() as session:
        refold(session, select(Contact.id))
    assert everything(shop)["contact"] == before
    assert len(before) == 28 * len(ImportKind)


def test_ids_follow_the_file_and_never_meet(shop: Shop) -> None:
    imported(shop, "email\na@example.com\nbad\nb@example.com\na@example.com\nc@example.com\n")
    with shop.transaction() as session:
        a_contact(session, shop, "d@example.com")
    imported(shop, "email\nz@example.com\na@example.com\ny@example.com\n")
    with shop.reading() as session:
        found = session.scalars(select(Contact.email).order_by(Contact.id)).all()
        assert found == [f"{letter}@example.com" for letter in "abcdzy"]
        assert session.scalar(select(func.count()).select_from(ImportRow)) == 8


def test_what_was_exported_comes_back_as_the_same(shop: Shop, tmp_path: Path) -> None:
    text = """email;jméno;příjmení;město;telefon;poznámka;štítky;stav;potvrzeno;velikost
jana@example.com;Jana;=SUM(1);Brno;+420 777;"jeden\ndva";"vip, stálí";potvrzeno;1. 5. 2026;-42
petr@example.com;'Petr;@Novák;;'+1;=1+1;;odhlášeno;;
eva@example.com;Eva;;;;;;přihlášen;;
ivo@example.com;Ivo;;;;;;čeká na potvrzení;;
"""
    imported(shop, text, maps=["velikost=size"])
    file = tmp_path / "export.csv"
    with shop.reading() as session:
        export(session, Query(), file, NOON)
    before = everything(shop)
    replace = ["last_name", "note", "phone", "size"]
    with a_plan(shop, file, maps=["size=size"], replace=replace) as plan:
        assert {"added_at", "double_opt_in", "standing", "basis", "source"} <= set(plan.mapping.ignored)
        result = apply(plan)
    assert told(result) == {"same": 3, "do-not-mail": 1}
    assert everything(shop)["contact"] == before["contact"]
    assert everything(shop)["consent_entry"] == before["consent_entry"]
