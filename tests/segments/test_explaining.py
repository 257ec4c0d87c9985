"""Why somebody is meant or not, with what is known of them."""

from typing import Any

import pytest
from hypothesis import given

from shopmail.consent.mailable import WhyNot
from shopmail.errors import InputRefused
from shopmail.model import Agreement, DeliveryState, ImportKind, Reason
from shopmail.segments.explaining import Part, explain
from shopmail.segments.parsing import from_json
from shopmail.settings import Settings
from tests.segments import reference, strategies
from tests.segments.conftest import Populated
from tests.segments.people import NOW, Person

SETTINGS = Settings()


def defined(where: dict[str, Any]) -> Any:
    return from_json({"version": 1, "where": where}, strategies.EVERY_RULE)


def test_each_condition_has_its_answer_and_the_persons_value(populated: Populated) -> None:
    where = {
        "all": [
            {"rule": "city", "op": "is", "value": "praha"},
            {"any": [{"rule": "phone", "op": "is not empty"}, {"rule": "city", "op": "is", "value": "Brno"}]},
            {"not": {"rule": "agreed_at", "op": "is known"}},
        ]
    }
    jana = Person(email="Jana@Example.com", fields={"city": "PRAHA"}, suppressed=frozenset({Reason.LEFT}))
    with populated(jana) as session:
        told = explain(session, defined(where), " jana@example.com ", SETTINGS, NOW)
    assert (told.email, told.matches, told.mailable, told.why_not) == (
        "Jana@Example.com",
        False,
        False,
        WhyNot.LEFT,
    )
    assert told.why_not_in_words == "This person said no and must not be mailed."
    in_praha, either, not_agreed = told.where.parts
    assert in_praha == Part("rule", "city is “praha”", True, "PRAHA")
    assert (either.kind, either.holds) == ("any", False)
    assert either.parts[0] == Part("rule", "phone is not empty", False, None)
    assert either.parts[1] == Part("rule", "city is “Brno”", False, "PRAHA")
    assert (not_agreed.kind, not_agreed.holds) == ("not", True)
    assert not_agreed.parts == (Part("rule", "agreed is known", False, None),)


def test_facts_are_shown_in_words(populated: Populated) -> None:
    person = Person(
        tags=frozenset({"VIP"}),
        source="TRH",
        imported_as=frozenset({ImportKind.OLD_LIST}),
        agreement=Agreement.PROVEN,
        created_at=NOW,
        sent={1: DeliveryState.BOUNCED, 2: DeliveryState.UNKNOWN},
        own="růže",
    )
    shown = {
        "tag": "VIP",
        "source": "TRH",
        "origin": "at the counter",
        "imported_as": "old list",
        "campaign": "1",
        "standing": "can be mailed",
        "why_not": "nothing speaks against it",
        "basis": "consent with proof, imported",
        "added": "2026-09-21",
        "agreed_at": None,
        "email_domain": "example.com",
        "favourite_flower": "růže",
        "birth_date": None,
    }
    rules = [strategies.EVERY_RULE[key] for key in shown]
    values: dict[str, Any] = {"date": "2026-01-01", "text": "x", "number": 1}
    where = {
        "any": [
            {
                "rule": rule.key,
                "op": rule.ops[0].name,
                "value": values.get(rule.kind, next(iter(rule.choices), None)),
            }
            for rule in rules
        ]
    }
    with populated(person) as session:
        told = explain(session, defined(where), person.email, SETTINGS, NOW)
    assert {rule.key: part.value for rule, part in zip(rules, told.where.parts, strict=True)} == shown
    assert (told.mailable, told.why_not, told.why_not_in_words) == (True, None, "")


@given(person=strategies.people(), where=strategies.trees)
def test_the_explanation_agrees_with_the_definition(
    populated: Populated, person: Person, where: dict[str, Any]
) -> None:
    with populated(person) as session:
        told = explain(session, defined(where), person.email, SETTINGS, NOW)
    assert told.matches == told.where.holds == reference.matches(where, person)
    assert told.why_not == reference.why_not(person)
    assert told.where == agrees(told.where, where, person)


def agrees(part: Part, where: dict[str, Any], person: Person) -> Part:
    """``part``, once each level of it has been held against plain Python."""
    assert part.holds == reference.matches(where, person)
    inner = [where["not"]] if "not" in where else where.get("all") or where.get("any") or []
    for below, told in zip(part.parts, inner, strict=True):
        agrees(below, told, person)
    return part


def test_an_address_that_nobody_has_is_told(populated: Populated) -> None:
    with populated(Person()) as session:
        with pytest.raises(InputRefused, match=r"No person with the address “x@example.com”"):
            explain(session, defined({"all": []}), "x@example.com", SETTINGS, NOW)
        with pytest.raises(InputRefused, match="has no @"):
            explain(session, defined({"all": []}), "x", SETTINGS, NOW)
