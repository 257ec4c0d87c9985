"""The one SELECT says of everybody what plain Python says."""

from itertools import groupby
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer, select, type_coerce

from shopmail.consent.mailable import WhyNot
from shopmail.contacts.fields import TEXT_LIMIT
from shopmail.model import Agreement, Contact
from shopmail.segments import matching
from shopmail.segments.definition import EVERYONE, AnyOf, Definition, conditions, live
from shopmail.segments.matching import Count
from shopmail.segments.parsing import DEEPEST, MOST_NODES, from_json
from shopmail.segments.rules import catalog
from shopmail.segments.rules.rule import Family
from shopmail.segments.rules.values import MOST_TEXTS
from shopmail.settings import Settings, changed
from tests.segments import reference, strategies
from tests.segments.conftest import Populated
from tests.segments.people import NOW, Person

SETTINGS = Settings()


def defined(where: dict[str, Any]) -> Definition:
    return from_json({"version": 1, "where": where}, strategies.EVERY_RULE)


@given(persons=strategies.populations, where=strategies.trees)
def test_sql_and_python_mean_the_same_people(
    populated: Populated, persons: list[Person], where: dict[str, Any]
) -> None:
    definition = defined(where)
    with populated(*persons) as session:
        found = set(session.scalars(matching.matching(definition, SETTINGS, NOW)))
        count = matching.count(session, definition, SETTINGS, NOW)
    meant = {number for number, person in enumerate(persons, 1) if reference.matches(where, person)}
    reasons = [reference.why_not(persons[number - 1]) for number in meant]
    assert found == meant
    assert count.matches == len(meant)
    assert count.mailable == reasons.count(None)
    assert count.left_out == {reason: reasons.count(reason) for reason in set(reasons) - {None}}
    assert count.matches == count.mailable + sum(count.left_out.values())


@given(persons=strategies.populations, where=strategies.trees)
def test_what_is_off_counts_as_not_there(
    populated: Populated, persons: list[Person], where: dict[str, Any]
) -> None:
    definition = defined(where)
    kept = live(definition.where)
    assert list(conditions(definition.where)) == ([] if kept is None else list(conditions(kept, off=True)))
    with populated(*persons) as session:
        left = set(session.scalars(matching.matching(Definition(definition.live), SETTINGS, NOW)))
        assert set(session.scalars(matching.matching(definition, SETTINGS, NOW))) == left
    if kept is None:
        assert len(left) == (len(persons) if "all" in where else 0)
    else:
        assert definition.live == kept
        assert live(kept) == kept


@given(persons=strategies.populations, wheres=st.lists(strategies.trees, max_size=4))
def test_the_counts_of_parts_are_those_of_each_by_itself(
    populated: Populated, persons: list[Person], wheres: list[dict[str, Any]]
) -> None:
    trees = [defined(where).where for where in wheres]
    with populated(*persons) as session:
        counts = matching.counts(session, trees, SETTINGS, NOW)
        alone = [matching.counts(session, [tree], SETTINGS, NOW)[0] for tree in trees]
    assert counts == alone
    assert counts == [sum(reference.holds(where, person) for person in persons) for where in wheres]


def test_the_last_alternative_switched_off_leaves_nobody(populated: Populated) -> None:
    praha = {"rule": "city", "op": "is", "value": "Praha"}
    brno = {"rule": "city", "op": "is", "value": "Brno"}
    meant: tuple[tuple[dict[str, Any], int], ...] = (
        ({"any": [praha, {"off": brno}]}, 1),
        ({"any": [{"off": praha}, {"off": brno}]}, 0),
        ({"any": [{"off": praha}, {"all": [{"off": brno}]}]}, 0),
        ({"off": {"all": []}}, 0),
        ({"not": {"off": praha}}, 0),
        ({"all": [{"off": praha}]}, 2),
        ({"all": [praha, {"not": {"off": praha}}]}, 1),
        ({"any": [praha, {"all": [{"off": brno}]}]}, 1),
    )
    persons = [Person(email=f"{city}@example.com", fields={"city": city}) for city in ("Praha", "Brno")]
    with populated(*persons) as session:
        for where, number in meant:
            assert matching.count(session, defined(where), SETTINGS, NOW).matches == number, where


@pytest.mark.parametrize("key", strategies.EVERY_RULE)
@hypothesis.settings(max_examples=6)
@given(data=st.data(), persons=strategies.populations)
def test_every_operator_of_every_rule_answers_yes_or_no(
    populated: Populated, key: str, data: st.DataObject, persons: list[Person]
) -> None:
    rule = strategies.EVERY_RULE[key]
    values = {op.name: data.draw(strategies.value_for(rule, op)) for op in rule.ops}
    with populated(*persons) as session:
        for op in rule.ops:
            where = {"rule": key, "op": op.name, "value": values[op.name]}
            answer = type_coerce(matching.condition(defined(where), SETTINGS, NOW), Integer)
            for number, told in session.execute(select(Contact.id, answer)):
                assert told in (0, 1), f"{where} is NULL"
                assert told == reference.matches(where, persons[number - 1]), where


def test_all_of_nothing_is_everyone_and_any_of_nothing_nobody(populated: Populated) -> None:
    with populated(Person(email="a@example.com"), Person(email="b@example.com", customer=True)) as session:
        assert matching.count(session, EVERYONE, SETTINGS, NOW) == Count(2, 1, {WhyNot.NO_BASIS: 1})
        assert matching.count(session, Definition(AnyOf(())), SETTINGS, NOW) == Count(0, 0, {})
        nested: dict[str, Any] = {"all": [{"all": []}, {"not": {"any": []}}]}
        assert matching.count(session, defined(nested), SETTINGS, NOW).matches == 2


def test_the_largest_definitions_that_are_taken_can_be_asked(populated: Populated) -> None:
    """SQLite refuses expressions more than 1,000 deep; the limits of a definition keep below."""
    texts = [f"{number:04}" + "ž" * (TEXT_LIMIT - 4) for number in range(MOST_TEXTS)]
    longest = {"rule": "note", "op": "is none of", "value": texts}
    alike = {"rule": "city", "op": "is", "value": "Praha"}
    tree: dict[str, Any] = {"any": [longest] + [alike] * (MOST_NODES - DEEPEST - 1)}
    for level in range(DEEPEST - 1):
        tree = {"not": tree} if level % 2 else {"all": [tree]}
    with populated(Person()) as session:
        definition = defined(tree)
        assert matching.count(session, definition, SETTINGS, NOW).matches == 1
        parts = [*conditions(definition.where), definition.where]
        assert matching.counts(session, parts, SETTINGS, NOW) == [1, *[0] * (len(parts) - 2), 1]


def test_the_shops_own_rules_decide_who_can_be_mailed(populated: Populated) -> None:
    signed_up = Person(agreement=Agreement.IMPORTED)
    lenient = changed(SETTINGS, "consent.double_opt_in", "not-required")
    with populated(signed_up) as session:
        assert matching.count(session, EVERYONE, SETTINGS, NOW).left_out == {WhyNot.NOT_CONFIRMED: 1}
        assert matching.count(session, EVERYONE, lenient, NOW).mailable == 1


def test_the_rules_of_a_shop_hold_its_own_fields(populated: Populated) -> None:
    with populated(Person(own="Růže")) as session:
        rules = catalog.known(session)
        assert set(rules) == set(strategies.EVERY_RULE)
        assert [family for family, _ in groupby(rule.family for rule in rules.values())] == list(Family)
        where = {"rule": "favourite_flower", "op": "is", "value": "RŮŽE"}
        definition = from_json({"version": 1, "where": where}, rules)
        assert matching.count(session, definition, SETTINGS, NOW).matches == 1
