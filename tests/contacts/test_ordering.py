"""The order of names: Czech as the phone book has it, Cyrillic after Latin."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.contacts.ordering import city_order, name_order

IN_ORDER = (
    "1. máj",
    "2. máj",
    "Adam",
    "Cech",
    "Cibulka",
    "Czerny",
    "Čech",
    "Dvorak",
    "Dvořák",
    "Hora",
    "Hynek",
    "Charvát",
    "Chyba",
    "Ivan",
    "Novak",
    "Novák",
    "Novaková",
    "Novakovic",
    "Rys",
    "Říha",
    "Sova",
    "Szabo",
    "Šíp",
    "Ťava",
    "Teplý",
    "Tesař",
    "Ubel",
    "Übel",
    "Zelený",
    "Zubr",
    "Žák",
    "Анна",
    "Еж",
    "Ёж",
    "Жук",
    "Иван",
    "Йод",
    "Яна",
    "Ωμέγα",
    "李",
)


def test_the_alphabet_is_the_one_that_people_expect() -> None:
    # ť and ň are a t and an n with an accent, which decides last.
    shuffled = list(IN_ORDER)
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=city_order) == list(IN_ORDER)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NOVÁK", "novák"),
        ("ČECH", "čech"),
        ("ЁЖ", "ёж"),
        (" Brno", "Brno"),
        ("\u030cBrno", "Brno"),
        ("C\u030cech", "Čech"),
    ],
)
def test_case_and_blanks_around_do_not_matter(one: str, other: str) -> None:
    assert city_order(one) == city_order(other)


def test_a_shorter_name_comes_first() -> None:
    assert city_order("Nov") < city_order("Nov Dvůr") < city_order("Nova")


def test_the_first_name_decides_before_accents_do() -> None:
    people = [("Novák", "Jana"), ("Novak", "Jána"), ("Novák", "Adam"), ("Novak", "Jana")]
    by_name = sorted(people, key=lambda person: name_order(person[0], person[1], "a@example.com"))
    assert by_name == [("Novák", "Adam"), ("Novak", "Jana"), ("Novak", "Jána"), ("Novák", "Jana")]


def test_the_address_decides_between_namesakes() -> None:
    assert name_order("Malá", "Eva", "a@example.com") < name_order("Malá", "Eva", "b@example.com")


def test_who_has_no_name_comes_last_by_address() -> None:
    nobody = name_order("", "", "a@example.com")
    assert name_order("李", "", "z@example.com") < nobody < name_order("", "", "b@example.com")
    assert name_order("", "Anna", "z@example.com") < name_order("Bílá", "Cyril", "a@example.com") < nobody


def test_no_town_comes_last() -> None:
    assert city_order("Яр") < city_order("")


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_name_has_a_key(last: str, first: str) -> None:
    assert name_order(last, first, "a@example.com").endswith(b"a@example.com")
    assert isinstance(city_order(last), bytes)
