"""Who fails one condition only, and which."""

from typing import Any

from hypothesis import given

from shopmail.model import Agreement
from shopmail.segments.definition import EVERYONE, Definition
from shopmail.segments.nearly import NOBODY, NearPerson, nearly
from shopmail.segments.parsing import MOST_NODES, from_json
from shopmail.settings import Settings
from tests.segments import reference, strategies
from tests.segments.conftest import Populated
from tests.segments.people import NOW, Person

SETTINGS = Settings()
PRAHA = {"rule": "city", "op": "is", "value": "Praha"}
VIP = {"rule": "tag", "op": "has", "value": "VIP"}
SENT = {"rule": "campaign", "op": "is not", "value": 1}


def defined(where: dict[str, Any]) -> Definition:
    return from_json({"version": 1, "where": where}, strategies.EVERY_RULE)


def near(populated: Populated, where: dict[str, Any], *persons: Person) -> list[str]:
    """What is said of each who is nearly in."""
    with populated(*persons) as session:
        found = nearly(session, defined(where), SETTINGS, NOW)
    assert found.count == len(found.people)
    return [person.words for person in found.people]


def test_who_fails_one_is_told_with_what_is_known(populated: Populated) -> None:
    where = {"all": [PRAHA, VIP, {"rule": "agreement", "op": "is", "value": "recorded"}]}
    vip = frozenset({"VIP"})
    recorded = Agreement.RECORDED
    persons = (
        Person(email="in@example.com", fields={"city": "praha"}, tags=vip, agreement=recorded),
        Person(
            email="a@example.com",
            fields={"city": "Brno", "first_name": "Jana", "last_name": "Malá"},
            tags=vip,
            agreement=recorded,
        ),
        Person(email="b@example.com", tags=vip, agreement=recorded),
        Person(email="c@example.com", fields={"city": "Praha"}, agreement=recorded),
        Person(email="d@example.com", fields={"city": "Praha"}, tags=vip),
        Person(email="far@example.com", tags=vip),
    )
    with populated(*persons) as session:
        found = nearly(session, defined(where), SETTINGS, NOW)
        first = nearly(session, defined(where), SETTINGS, NOW, limit=1)
    assert found.people == (
        NearPerson("a@example.com", "Jana Malá", "City is Brno"),
        NearPerson("b@example.com", "", "City is not known"),
        NearPerson("c@example.com", "", "Tag: none"),
        NearPerson("d@example.com", "", "Agreement is none"),
    )
    assert (first.count, first.people) == (4, found.people[:1])


def test_of_a_group_only_what_decides_is_told(populated: Populated) -> None:
    someone = Person(fields={"city": "Brno", "first_name": "Jana"}, tags=frozenset({"VIP"}))
    named = {"rule": "first_name", "op": "is not empty"}
    phone = {"rule": "phone", "op": "is not empty"}
    brno = {**PRAHA, "value": "Brno"}
    assert near(populated, {"all": [named, {"any": [PRAHA, phone, PRAHA]}]}, someone) == [
        "City is Brno, Phone is not known"
    ]
    assert near(populated, {"all": [named, {"all": [VIP, PRAHA]}]}, someone) == ["City is Brno"]
    assert near(populated, {"all": [named, {"not": {"any": [phone, VIP]}}]}, someone) == ["Tag: VIP"]
    assert near(populated, {"all": [named, {"not": {"all": [brno, VIP]}}]}, someone) == [
        "City is Brno, Tag: VIP"
    ]
    assert near(populated, {"all": [named, {"any": []}]}, someone) == ["at least one of these holds"]


def test_what_is_off_keeps_nobody_out(populated: Populated) -> None:
    someone = Person(fields={"city": "Brno"})
    assert near(populated, {"all": [PRAHA, SENT, {"off": VIP}]}, someone) == ["City is Brno"]


def test_nobody_is_near_where_one_part_is_all_there_is(populated: Populated) -> None:
    wheres: tuple[dict[str, Any], ...] = (
        {"all": [PRAHA]},
        {"all": [PRAHA, {"off": VIP}]},
        {"any": [PRAHA, VIP]},
        PRAHA,
    )
    with populated(Person()) as session:
        for where in wheres:
            assert nearly(session, defined(where), SETTINGS, NOW) == NOBODY
        assert nearly(session, EVERYONE, SETTINGS, NOW) == NOBODY


def test_the_largest_definition_can_be_asked(populated: Populated) -> None:
    where = {"all": [PRAHA] + [{"rule": "city", "op": "is not", "value": "Brno"}] * (MOST_NODES - 2)}
    assert near(populated, where, Person(fields={"city": "Plzeň"})) == ["City is Plzeň"]


@given(persons=strategies.populations, where=strategies.trees, more=strategies.trees)
def test_they_are_those_who_fail_one_part(
    populated: Populated, persons: list[Person], where: dict[str, Any], more: dict[str, Any]
) -> None:
    parts = [part for part in (where, more) if not reference.is_off(part)]
    with populated(*persons) as session:
        found = nearly(session, defined({"all": [where, more]}), SETTINGS, NOW)
    near = [
        person.email
        for person in persons
        if len(parts) > 1 and sum(not reference.holds(part, person) for part in parts) == 1
    ]
    assert sorted(person.email for person in found.people) == sorted(near)
    assert found.count == len(near)
    assert all(person.words for person in found.people)
