"""What single rules promise: letters, dates on the shop's clock, words from closed lists."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import ColumnElement, Select, String, select, type_coerce

from shopmail.consent import mailable
from shopmail.contacts.fields import checked_key
from shopmail.errors import InputRefused
from shopmail.model import Agreement, Contact, DeliveryState, DoubleOptIn, Reason
from shopmail.segments import matching
from shopmail.segments.parsing import from_json
from shopmail.segments.rules import agreement, catalog
from shopmail.segments.rules.birthdays import birthdays
from shopmail.settings import Settings, changed
from tests.segments.conftest import Populated
from tests.segments.people import NOW, Person
from tests.segments.strategies import EVERY_RULE

SETTINGS = Settings()


def found(
    populated: Populated,
    persons: list[Person],
    rule: str,
    op: str,
    value: object = None,
    settings: Settings = SETTINGS,
    now: int = NOW,
) -> list[int]:
    """The numbers, from 1, of those who match."""
    told = {"version": 1, "where": {"rule": rule, "op": op, "value": value}}
    query = matching.matching(from_json(told, EVERY_RULE), settings, now)
    with populated(*persons) as session:
        return sorted(session.scalars(query))


def select_of(fact: ColumnElement[str]) -> Select[str]:
    return select(type_coerce(fact, String)).select_from(Contact)


def living_in(*cities: str) -> list[Person]:
    return [
        Person(email=f"p{number}@example.com", fields={"city": city}) for number, city in enumerate(cities)
    ]


def added(*moments: datetime) -> list[Person]:
    return [
        Person(email=f"p{number}@example.com", created_at=int(moment.timestamp()))
        for number, moment in enumerate(moments)
    ]


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("praha", "Praha"),
        ("PRAHA", "praha"),
        ("žďár nad sázavou", "ŽĎÁR NAD SÁZAVOU"),
        ("МОСКВА", "Москва"),
        ("ёлка", "ЁЛКА"),
        ("łódź", "ŁÓDŹ"),
        ("ΘΕΣΣΑΛΟΝΙΚΗΣ", "Θεσσαλονικης"),
        ("groß", "GROẞ"),
        ("e\u0301cole", "École"),
        ("  Praha ", "Praha"),
    ],
)
def test_upper_and_lower_case_are_the_same_in_any_alphabet(
    populated: Populated, asked: str, stored: str
) -> None:
    assert found(populated, living_in(stored, "Elsewhere"), "city", "is", asked) == [1]


@pytest.mark.parametrize(
    ("asked", "stored"),
    [("Zdar", "Žďár"), ("Praha", "Praha 2"), ("%", "x"), ("_", "x"), ("*", "x"), ("?", "x"), ("[ab]", "a")],
)
def test_accents_count_and_nothing_is_a_wildcard(populated: Populated, asked: str, stored: str) -> None:
    persons = living_in(stored, asked)
    assert found(populated, persons, "city", "is", asked) == [2]
    assert found(populated, living_in("x" + asked + "y", "x" + asked[:-1]), "city", "contains", asked) == [1]


def test_is_not_finds_people_without_a_value_too(populated: Populated) -> None:
    persons = living_in("Praha", "Brno", "")
    assert found(populated, persons, "city", "is not", "praha") == [2, 3]
    assert found(populated, persons, "city", "is none of", ["PRAHA", "brno"]) == [3]
    assert found(populated, persons, "city", "does not contain", "rn") == [1, 3]
    assert found(populated, persons, "city", "is not empty") == [1, 2]


def test_an_own_field_is_asked_for_by_its_name(populated: Populated) -> None:
    persons = [Person(own="Růže"), Person(email="b@example.com")]
    assert found(populated, persons, "favourite_flower", "starts with", "rŮ") == [1]
    assert found(populated, persons, "favourite_flower", "is empty") == [2]


def test_a_tag_is_the_whole_word(populated: Populated) -> None:
    persons = [
        Person(email="a@example.com", tags=frozenset({"VIP", "Zákazník"})),
        Person(email="b@example.com", tags=frozenset({"vip2"})),
        Person(email="c@example.com"),
        Person(email="d@example.com", tags=frozenset({"VIP"})),
    ]
    assert found(populated, persons, "tag", "has", "vip") == [1, 4]
    assert found(populated, persons, "tag", "has not", "VIP") == [2, 3]
    assert found(populated, persons, "tag", "has any of", ["ZÁKAZNÍK", "vip2"]) == [1, 2]
    assert found(populated, persons, "tag", "has all of", ["zákazník", "vip"]) == [1]
    assert found(populated, persons, "tag", "has none of", ["no such tag"]) == [1, 2, 3, 4]
    assert found(populated, persons, "tag", "is empty") == [3]


def test_people_without_a_source_were_added_by_hand(populated: Populated) -> None:
    persons = [
        Person(source="TRH"),
        Person(email="b@example.com"),
        Person(email="c@example.com", source="a*b"),
    ]
    assert found(populated, persons, "source", "is", "trh") == [1]
    assert found(populated, persons, "source", "is not", "no such source") == [1, 2, 3]
    assert found(populated, persons, "source", "is empty") == [2]
    assert found(populated, persons, "origin", "is one of", ["by-hand", "counter"]) == [1, 2]
    assert found(populated, persons, "origin", "is not", "by-hand") == [1, 3]


@pytest.mark.parametrize("state", DeliveryState)
def test_a_campaign_was_sent_to_whom_it_was_handed_over(populated: Populated, state: DeliveryState) -> None:
    persons = [Person(sent={1: state}), Person(email="b@example.com", sent={2: DeliveryState.DELIVERED})]
    handed_over = state in ("accepted", "delivered", "bounced", "dropped", "complained")
    assert found(populated, persons, "campaign", "is", 1) == ([1] if handed_over else [])
    assert found(populated, persons, "campaign", "is not", 1) == ([2] if handed_over else [1, 2])


def test_a_day_begins_at_midnight_in_the_shop(populated: Populated) -> None:
    before = datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC)  # 23:59:59 in Praha
    midnight = datetime(2026, 6, 30, 22, 0, 0, tzinfo=UTC)
    persons = added(before, midnight)
    assert found(populated, persons, "added", "on", "2026-06-30") == [1]
    assert found(populated, persons, "added", "before", "2026-07-01") == [1]
    assert found(populated, persons, "added", "after", "2026-06-30") == [2]
    in_utc = changed(SETTINGS, "shop.timezone", "UTC")
    assert found(populated, persons, "added", "on", "2026-06-30", in_utc) == [1, 2]


def test_the_last_days_are_today_and_as_many_before_across_a_change_of_the_clocks(
    populated: Populated,
) -> None:
    zone = ZoneInfo("Europe/Prague")
    now = int(datetime(2026, 10, 26, 0, 30, tzinfo=zone).timestamp())  # the 25th had 25 hours
    persons = added(
        datetime(2026, 10, 23, 23, 59, tzinfo=zone),
        datetime(2026, 10, 24, 0, 0, tzinfo=zone),
        datetime(2026, 10, 26, 0, 29, tzinfo=zone),
        datetime(2026, 10, 27, 0, 0, tzinfo=zone),
    )
    assert found(populated, persons, "added", "in the last", 2, now=now) == [2, 3]
    assert found(populated, persons, "added", "in the last", 0, now=now) == [3]
    assert found(populated, persons, "added", "not in the last", 2, now=now) == [1, 4]


def test_who_never_agreed_did_not_agree_in_the_last_days(populated: Populated) -> None:
    persons = [Person(agreed_at=NOW), Person(email="b@example.com")]
    assert found(populated, persons, "agreed_at", "in the last", 30) == [1]
    assert found(populated, persons, "agreed_at", "not in the last", 30) == [2]
    assert found(populated, persons, "agreed_at", "before", "2199-12-31") == [1]
    assert found(populated, persons, "agreed_at", "is not known") == [2]


def test_a_birthday_on_29_february_is_kept_every_year() -> None:
    assert birthdays(date(2026, 2, 27), 2) == ("02-27", "02-28", "02-29", "03-01")
    assert birthdays(date(2028, 2, 27), 2) == ("02-27", "02-28", "02-29")
    assert birthdays(date(2026, 12, 31), 1) == ("12-31", "01-01")
    assert len(birthdays(date(2026, 1, 1), 36_500)) == 366


def test_no_own_field_can_take_the_key_of_a_rule() -> None:
    for rule in catalog.RULES:
        with pytest.raises(InputRefused):
            checked_key(rule.key)


def test_every_key_and_every_operator_is_there_once() -> None:
    keys = [rule.key for rule in catalog.RULES]
    assert len(keys) == len(set(keys))
    for rule in catalog.RULES:
        names = [op.name for op in rule.ops]
        assert len(names) == len(set(names)), rule.key


def test_the_choices_are_all_the_words_that_mailable_says(populated: Populated) -> None:
    persons = [
        Person(
            email=f"{a}-{d}-{flag}-{bad}@example.com",
            agreement=a,
            double_opt_in=d,
            customer=flag == "customer",
            declined=flag == "declined",
            suppressed=frozenset({Reason.LEFT} if bad else ()),
        )
        for a in Agreement
        for d in DoubleOptIn
        for flag in ("", "customer", "declined")
        for bad in (False, True)
    ]
    with populated(*persons) as session:
        bases = set(session.scalars(select_of(mailable.basis())))
        confirmations = set(session.scalars(select_of(mailable.double_opt_in())))
    assert bases == set(agreement.BASIS.choices)
    assert confirmations == set(agreement.DOUBLE_OPT_IN.choices)
    assert set(agreement.WHY_NOT.choices) == {*mailable.WhyNot, "nothing"}
    assert set(agreement.STANDING.choices) == set(mailable.Standing)


def test_the_rules_describe_themselves(populated: Populated) -> None:
    with populated() as session:
        described = {rule.key: rule for rule in catalog.described(session)}
    assert {"is", "is not", "contains", "is empty"} <= set(described["city"].ops)
    assert described["city"].value == "text"
    assert described["city"].takes["is one of"] == "texts"
    assert described["favourite_flower"].title == "Favourite flower"
    assert described["standing"].choices["resting"] == "resting"
    assert described["added"].takes["in the last"] == "days"
