"""The people behind the numbers of a segment: who, in which order, and found by a search."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from sqlalchemy.orm import Session

from shopmail.consent.mailable import WhyNot
from shopmail.contacts import exporting
from shopmail.model import Act, Contact
from shopmail.segments import matching
from shopmail.segments.definition import EVERYONE, Definition
from shopmail.segments.parsing import from_json
from shopmail.segments.people import LEFT_OUT, MAILABLE, Found, how_many, people, query
from shopmail.settings import Settings
from shopmail.storage.shop import Shop
from tests.builders import NOON, a_contact, a_refusal, a_shop, an_entry, an_import
from tests.segments import strategies
from tests.segments.conftest import Populated
from tests.segments.people import NOW, Person

SETTINGS = Settings()


def defined(where: dict[str, Any]) -> Definition:
    return from_json({"version": 1, "where": where}, strategies.EVERY_RULE)


PRAHA = defined({"rule": "city", "op": "is", "value": "Praha"})


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """In Praha: Anna, who agreed; Cyril, who left; Dana, of whom nothing is known. Bára lives in Brno."""
    with a_shop(tmp_path) as opened:
        with opened.transaction() as session:
            run = an_import(session)
            for first, last, city in (
                ("Dana", "Nováková", "Praha"),
                ("Cyril", "Čech", "Praha"),
                ("Anna", "Cibulková", "Praha"),
                ("Bára", "Brněnská", "Brno"),
            ):
                address = f"{first.lower().replace('á', 'a')}@example.com"
                person = a_contact(session, opened, address, first_name=first, last_name=last, city=city)
                if first == "Anna":
                    an_entry(session, person, Act.CONFIRMED, run=run)
            a_refusal(session, opened, "cyril@example.com")
        yield opened


def names(session: Session, which: str = "", search: str = "", **cut: int) -> list[str]:
    return [found.name for found in people(session, PRAHA, SETTINGS, NOON, which, search, **cut)]


def test_people_come_by_name_with_what_speaks_against_them(shop: Shop) -> None:
    with shop.reading() as session:
        found = people(session, PRAHA, SETTINGS, NOON)
        ids = {contact.email: contact.id for contact in session.query(Contact)}
    assert found == [
        Found(ids["anna@example.com"], "anna@example.com", "Anna Cibulková", None),
        Found(ids["cyril@example.com"], "cyril@example.com", "Cyril Čech", WhyNot.LEFT),
        Found(ids["dana@example.com"], "dana@example.com", "Dana Nováková", WhyNot.NO_BASIS),
    ]


def test_they_are_picked_by_standing_search_and_place(shop: Shop) -> None:
    with shop.reading() as session:
        assert names(session, MAILABLE) == ["Anna Cibulková"]
        assert names(session, LEFT_OUT) == ["Cyril Čech", "Dana Nováková"]
        assert names(session, "left") == ["Cyril Čech"]
        assert names(session, search="nova") == ["Dana Nováková"]
        assert names(session, MAILABLE, search="nova") == []
        assert names(session, search="bára") == []
        assert names(session, offset=1, limit=1) == ["Cyril Čech"]
        assert how_many(session, PRAHA, SETTINGS, NOON, LEFT_OUT) == 2
        assert how_many(session, PRAHA, SETTINGS, NOON, search="nova") == 1
        with pytest.raises(ValueError, match="nonsense"):
            names(session, "nonsense")


def test_the_same_people_go_into_a_file(shop: Shop, tmp_path: Path) -> None:
    with shop.reading() as session:
        asked = query(PRAHA, SETTINGS, NOON, LEFT_OUT)
        assert exporting.export(session, asked, tmp_path / "people.csv", NOON) == 2
    lines = (tmp_path / "people.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["email", "cyril@example.com", "dana@example.com"]


@hypothesis.settings(max_examples=30)
@given(persons=strategies.populations, where=strategies.trees)
def test_the_people_are_as_many_as_were_counted(
    populated: Populated, persons: list[Person], where: dict[str, Any]
) -> None:
    definition = defined(where)
    with populated(*persons) as session:
        counted = matching.count(session, definition, SETTINGS, NOW)
        found = people(session, definition, SETTINGS, NOW)
        numbers = {
            which: how_many(session, definition, SETTINGS, NOW, which)
            for which in ("", MAILABLE, LEFT_OUT, *WhyNot)
        }
    assert len(found) == numbers[""] == counted.matches
    assert [person.why_not for person in found].count(None) == numbers[MAILABLE] == counted.mailable
    assert numbers[LEFT_OUT] == sum(counted.left_out.values())
    assert {code: numbers[code] for code in WhyNot if numbers[code]} == counted.left_out


def test_everyone_is_everyone(shop: Shop) -> None:
    with shop.reading() as session:
        assert how_many(session, EVERYONE, SETTINGS, NOON) == 4
