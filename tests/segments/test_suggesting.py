"""What is suggested while a value is typed."""

import pytest

from shopmail.contacts.fields import TEXT_LIMIT
from shopmail.errors import InputRefused
from shopmail.segments.suggesting import values
from tests.segments.conftest import Populated
from tests.segments.people import OWN_FIELD, Person


def living_in(*cities: str) -> list[Person]:
    return [
        Person(email=f"p{number}@example.com", fields={"city": city}) for number, city in enumerate(cities)
    ]


def test_the_most_frequent_value_comes_first(populated: Populated) -> None:
    with populated(*living_in("Písek", "Praha", "", "PRAHA", "Praha", "Žďár")) as session:
        assert values(session, "city", "") == ("Praha", "Písek", "Žďár")
        assert values(session, "city", " p") == ("Praha", "Písek")
        assert values(session, "city", "žĎ") == ("Žďár",)
        assert values(session, "city", "", limit=1) == ("Praha",)
        assert values(session, "city", "raha") == ()


def test_any_word_may_be_meant_and_nothing_is_a_wildcard(populated: Populated) -> None:
    with populated(*living_in("Žďár nad Sázavou", "a*b", "[x]", "100%")) as session:
        assert values(session, "city", "sáz") == ("Žďár nad Sázavou",)
        assert [values(session, "city", sign) for sign in ("*", "%", "[", "?")] == [(), (), ("[x]",), ()]


def test_tags_sources_and_own_fields_are_suggested_too(populated: Populated) -> None:
    persons = [
        Person(email="a@example.com", tags=frozenset({"VIP", "vip2"}), source="TRH", own="Růže"),
        Person(email="b@example.com", tags=frozenset({"vip2"}), source="TRH", own="Růže"),
        Person(email="c@example.com", source="Web form", own="Kosatec"),
    ]
    with populated(*persons) as session:
        assert values(session, "tag", "vi") == ("vip2", "VIP")
        assert values(session, "tag", "")[:2] == ("vip2", "VIP")
        assert values(session, "source", "") == ("TRH", "Web form", "a*b")
        assert values(session, "source", "fo") == ("Web form",)
        assert values(session, OWN_FIELD, "") == ("Růže", "Kosatec")
        assert values(session, "email_domain", "") == ("example.com",)


def test_nothing_is_suggested_that_a_condition_could_not_ask_for(populated: Populated) -> None:
    notes = ("two\nlines", "x" * (TEXT_LIMIT + 1), "x" * TEXT_LIMIT)
    persons = [Person(email=f"p{n}@example.com", fields={"note": note}) for n, note in enumerate(notes)]
    with populated(*persons) as session:
        assert values(session, "note", "") == ("x" * TEXT_LIMIT,)


def test_what_is_no_text_has_nothing_to_suggest(populated: Populated) -> None:
    with populated(Person()) as session:
        assert [values(session, key, "") for key in ("standing", "added", "campaign")] == [(), (), ()]
        with pytest.raises(InputRefused, match="No rule is called “nowhere”"):
            values(session, "nowhere", "")
