"""Fields: what they may be called, and what may stand in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.contacts.fields import (
    PROFILE,
    TAKEN,
    Field,
    add_own,
    all_fields,
    checked_key,
    checked_value,
    clean,
    field_names,
    key_from,
    value_of,
    values_of,
)
from shopmail.errors import InputRefused
from shopmail.model import Contact
from shopmail.storage.shop import Shop
from tests.builders import NOON, a_contact


def test_the_profile_is_the_columns_of_a_contact() -> None:
    assert set(PROFILE) < set(Contact.__table__.columns.keys())


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Oblíbená květina", "oblibena_kvetina"),
        ("Любимый цветок", "lyubimyi_tsvetok"),
        ("  Shoe-size (EU) ", "shoe_size_eu"),
        ("2nd phone", "field_2nd_phone"),
        ("***", "field"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_key_is_made_from_the_owners_words(title: str, key: str) -> None:
    assert key_from(title) == key
    assert checked_key(key) == key


@given(st.text(max_size=60))
def test_any_title_gives_a_key_that_can_be_or_is_taken(title: str) -> None:
    key = key_from(title)
    assert key in PROFILE or key in TAKEN or checked_key(key) == key


@pytest.mark.parametrize("key", ["", "City", "květina", "1st", "a b", "a-b", "_a", "a" * 41, "a\n"])
def test_a_key_that_templates_could_not_read_is_refused(key: str) -> None:
    with pytest.raises(InputRefused, match="can't be the name of a field"):
        checked_key(key)


@pytest.mark.parametrize("key", ["city", "email", "tags", "unsubscribe_url", "standing", "true"])
def test_a_word_that_means_something_else_is_refused(key: str) -> None:
    with pytest.raises(InputRefused, match="already means something else"):
        checked_key(key)


def test_own_fields_follow_the_profile_in_the_order_of_their_making(shop: Shop) -> None:
    with shop.transaction() as session:
        add_own(session, "pet", " Pet\u200b name ", NOON)
        assert add_own(session, "favourite", "", NOON + 1) == Field("favourite", "favourite", own=True)
        assert add_own(session, "pet", "Another word", NOON + 2).title == "Pet name"
        assert field_names(session) == (*PROFILE, "pet", "favourite")
        assert all_fields(session)[0] == Field("first_name", "First name")


def test_there_are_only_so_many_own_fields(shop: Shop) -> None:
    with shop.transaction() as session:
        for number in range(200):
            add_own(session, f"f{number}", "", NOON)
        with pytest.raises(InputRefused, match="already has 200 fields"):
            add_own(session, "one_more", "", NOON)
        assert add_own(session, "f7", "", NOON).key == "f7"


def test_a_contact_gives_profile_and_own_values(shop: Shop) -> None:
    with shop.transaction() as session:
        contact = a_contact(session, shop, city="Písek")
        contact.own = {"pet": "Rex"}
        assert [value_of(contact, key) for key in ("city", "pet", "phone", "other")] == [
            "Písek",
            "Rex",
            "",
            "",
        ]
        assert values_of(contact, ("phone", "pet", "city")) == {"pet": "Rex", "city": "Písek"}


@pytest.mark.parametrize(
    ("key", "text", "kept"),
    [
        ("city", "  Ceske\u0301  ", "Ceské"),
        ("city", "a\tb\r\nc\x00\u200bd", "a b cd"),
        ("note", " one\r\n two\x07 ", "one\n two"),
        ("birth_date", "1984-05-31", "1984-05-31"),
        ("birth_date", " ", ""),
        ("city", "x" * 500, "x" * 500),
    ],
)
def test_a_value_is_kept_clean(key: str, text: str, kept: str) -> None:
    assert checked_value(key, text) == kept


@pytest.mark.parametrize(
    ("key", "text", "complaint"),
    [
        ("city", "x" * 501, "more than 500 characters"),
        ("note", "x" * 10_001, "more than 10000 characters"),
        ("birth_date", "31. 5. 1984", "is not a birth date"),
        ("birth_date", "1984-02-31", "is not a birth date"),
        ("birth_date", "19840531", "is not a birth date"),
    ],
)
def test_a_value_that_can_not_be_is_refused(key: str, text: str, complaint: str) -> None:
    with pytest.raises(InputRefused, match=complaint):
        checked_value(key, text)


@given(st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).isprintable()
