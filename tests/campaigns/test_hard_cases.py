"""The people on whom a mail may look wrong are found among those who can be mailed, and only there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopmail.campaigns.blocks.written import Text
from shopmail.campaigns.content import Written
from shopmail.campaigns.hard_cases import hard_cases
from shopmail.contacts.fields import add_own
from shopmail.model import Act
from shopmail.segments.definition import Definition
from shopmail.segments.parsing import from_json
from shopmail.segments.rules.catalog import known
from shopmail.segments.saving import save
from shopmail.storage.shop import Shop
from tests.builders import NOON, a_contact, a_shop

PLAIN = Written("A", "Hello", blocks=(Text("Hello"),))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with a_shop(tmp_path) as shop:
        yield shop


def come_in(
    shop: Shop, email: str, *, agreed: bool = True, own: dict[str, str] | None = None, **fields: str
) -> None:
    with shop.transaction() as session:
        contact = a_contact(session, shop, email, (Act.CONFIRMED,) if agreed else (), **fields)
        contact.own = own or {}


def found(shop: Shop, written: Written = PLAIN) -> list[tuple[str, str]]:
    with shop.reading() as session:
        cases = hard_cases(session, written, shop.settings(), NOON)
        return [(case.words, case.person.email.split("@")[0]) for case in cases]


def test_there_are_none_where_nobody_can_be_mailed(shop: Shop) -> None:
    assert found(shop) == []
    come_in(shop, "nobasis@example.com", agreed=False)
    assert found(shop) == []


def test_each_case_has_somebody(shop: Shop) -> None:
    come_in(shop, "stranger@example.com", agreed=False, last_name="Z" * 40)
    for email, first, last in (
        ("plain", "Ann", "Lee"),
        ("nameless", " ", "Žák"),
        ("long", "Wolfeschlegelstein", "Hausenbergerdorff"),
        ("accents", "Zoë", "Lee"),
        ("hebrew", "נועה", ""),
    ):
        come_in(shop, f"{email}@example.com", first_name=first, last_name=last)
    assert found(shop) == [
        ("No first name", "nameless"),
        ("The longest name", "long"),
        ("A name with accents or other letters", "nameless"),
        ("A name written from right to left", "hebrew"),
        ("The first who ever came in", "plain"),
    ]


def test_fields_of_the_mail_that_are_empty(shop: Shop) -> None:
    with shop.transaction() as session:
        add_own(session, "flower", "Favourite flower", NOON)
    come_in(shop, "all@example.com", first_name="Ann", city="Brno", own={"flower": "rose"})
    come_in(shop, "town@example.com", first_name="Bob", city=" ", own={"flower": "rose"})
    come_in(shop, "flower@example.com", first_name="Cyd", city="Brno")
    asks = Written("A", "Hello {{ first_name }}", blocks=(Text("{{ city }} {{ flower }} {{ email }}"),))
    assert found(shop, asks)[1:-1] == [("“City” is empty", "town"), ("“Favourite flower” is empty", "flower")]
    come_in(shop, "none@example.com")
    assert found(shop, asks)[-2] == ("Nothing is known of what the mail asks for", "none")
    half_written = Written("A", "Hello {{ first_name", blocks=(Text("{{ city }}"),))
    assert [words for words, _person in found(shop, half_written)] == [
        "No first name",
        "The longest name",
        "The first who ever came in",
    ]


def test_they_are_of_the_audience(shop: Shop) -> None:
    come_in(shop, "a@example.com", first_name="Ann", city="Brno")
    come_in(shop, "b@example.com", first_name="Beatrice", city="Písek")
    with shop.reading() as session:
        where = {"rule": "city", "op": "is", "value": "Brno"}
        definition: Definition = from_json({"version": 1, "where": where}, known(session))
    segment = save(shop, "Brno", definition).id
    assert {person for _words, person in found(shop, Written("A", segment_id=segment))} == {"a"}
    assert found(shop, Written("A", segment_id=0)) == [], "a segment that is none is not everyone"
