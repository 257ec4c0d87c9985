"""Why somebody is meant or not, with what is known of them."""

from typing import Any

import pytest
from hypothesis import given

from shopmail.consent.mailable import WhyNot
from shopmail.errors import InputRefused
from shopmail.model import Agreement, Campaign, CampaignState, DeliveryState, ImportKind, Reason
from shopmail.segments.explaining import Part, explain
from shopmail.segments.parsing import from_json
from shopmail.segments.rules.catalog import known
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
    assert in_praha == Part("rule", "city is “praha”", True, "PRAHA", fact="City is PRAHA")
    assert (either.kind, either.holds) == ("any", False)
    assert either.parts[0] == Part("rule", "phone is not empty", False, fact="Phone is not known")
    assert either.parts[1] == Part("rule", "city is “Brno”", False, "PRAHA", fact="City is PRAHA")
    assert (not_agreed.kind, not_agreed.holds) == ("not", True)
    assert not_agreed.parts == (Part("rule", "agreed is known", False, fact="Agreed is not known"),)


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
    values: dict[str, Any] = {"date": "2026-01-01", "text": "x", "campaign": 1}
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
    agrees(told.where, where, person)


def agrees(part: Part, where: dict[str, Any], person: Person, off: bool = False) -> None:
    """Hold each level inside ``part`` against plain Python."""
    off = off or reference.is_off(where)
    while "off" in where:
        where = where["off"]
    assert part.off == off
    for below, told in zip(part.parts, reference.parts_of(where), strict=True):
        assert below.holds == reference.holds(told, person)
        agrees(below, told, person, off)


def test_campaigns_are_told_by_their_names(populated: Populated) -> None:
    was_sent = {"rule": "campaign", "op": "is", "value": 1}
    with populated(Person(sent={1: DeliveryState.ACCEPTED, 2: DeliveryState.DELIVERED})) as session:
        spring = session.get_one(Campaign, 2)
        spring.name, spring.state = "Spring", CampaignState.HANDED_OVER
        session.flush()
        definition = from_json({"version": 1, "where": was_sent}, known(session))
        told = explain(session, definition, "jana@example.com", SETTINGS, NOW)
    assert (told.where.value, told.where.fact) == ("1, Spring", "Campaign sent to them: 1, Spring")


def test_what_is_off_is_answered_but_does_not_count(populated: Populated) -> None:
    praha = {"rule": "city", "op": "is", "value": "Praha"}
    vip = {"rule": "tag", "op": "has", "value": "VIP"}
    where: dict[str, Any] = {"all": [praha, {"off": vip}, {"any": [{"off": vip}]}, {"off": {"not": vip}}]}
    with populated(Person(fields={"city": "Praha"})) as session:
        told = explain(session, defined(where), "jana@example.com", SETTINGS, NOW)
        nothing_left = {key: [{"off": part}] for key, part in (("all", vip), ("any", praha))}
        everyone, nobody = (
            explain(session, defined({key: parts}), "jana@example.com", SETTINGS, NOW)
            for key, parts in nothing_left.items()
        )
    assert [(part.kind, part.holds, part.off) for part in told.where.parts] == [
        ("rule", True, False),
        ("rule", False, True),
        ("any", False, True),
        ("not", True, True),
    ]
    assert told.matches
    assert (everyone.matches, nobody.matches) == (True, False)
    assert (everyone.where.parts[0].holds, nobody.where.parts[0].holds) == (False, True)


def test_what_is_not_known_is_told_from_a_no(populated: Populated) -> None:
    unknown = {"rule": "city", "op": "is", "value": "Praha"}
    asks_for_it = {"rule": "city", "op": "is not empty"}
    sure = {"rule": "tag", "op": "has", "value": "VIP"}
    where: dict[str, Any] = {
        "all": [unknown, asks_for_it, sure, {"any": [unknown, sure]}, {"any": [unknown]}, {"not": unknown}]
    }
    with populated(Person()) as session:
        told = explain(session, defined(where), "jana@example.com", SETTINGS, NOW)
    assert [part.known for part in told.where.parts] == [False, True, True, True, False, False]
    assert [part.fact for part in told.where.parts[:3]] == [
        "City is not known",
        "City is not known",
        "Tag: none",
    ]


def test_an_address_that_nobody_has_is_told(populated: Populated) -> None:
    with populated(Person()) as session:
        with pytest.raises(InputRefused, match=r"No person with the address “x@example.com”"):
            explain(session, defined({"all": []}), "x@example.com", SETTINGS, NOW)
        with pytest.raises(InputRefused, match="has no @"):
            explain(session, defined({"all": []}), "x", SETTINGS, NOW)
