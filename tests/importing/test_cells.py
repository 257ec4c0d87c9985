"""Single cells made clean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.importing import cells


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  Jan  ", "Jan"),
        ("\ufeffJan\u200b", "Jan"),
        ("Jan\xa0Novák", "Jan Novák"),
        ("Novotna\u0301", "Novotná"),
        ("a\x00b\x1bc\r\nd", "abc  d"),
        ("'=1+1", "=1+1"),
        ("'+420777", "+420777"),
        ("''=x", "'=x"),
        ("'n Beetje", "'n Beetje"),
        ("O'Brien", "O'Brien"),
        ("'", "'"),
        ("x" * 600, "x" * 500),
    ],
)
def test_clean(cell: str, expected: str) -> None:
    assert cells.clean(cell) == expected


def test_a_guard_before_digits_is_one_in_numbers_only() -> None:
    assert cells.clean_number("'2026") == "2026"
    assert cells.clean_number("'+420 777") == "+420 777"
    assert cells.clean_number("''2026") == "''2026"
    assert cells.clean("'68 comeback") == "'68 comeback"


def test_a_note_keeps_its_lines() -> None:
    assert cells.clean_note(" one \r\ntwo\x07\n\n ") == "one\ntwo"
    assert len(cells.clean_note("line\n" * 5_000)) <= cells.NOTE_LIMIT


@given(st.text(max_size=200))
def test_what_is_plain_needs_only_a_strip(text: str) -> None:
    if cells.is_plain(text):
        assert cells.clean(text) == text.strip()


@pytest.mark.parametrize(
    ("cell", "address", "name"),
    [
        ("jan@example.com", "jan@example.com", ""),
        ('"Novák, Jan" <jan@example.com>', "jan@example.com", "Novák, Jan"),
        ("Eva Malá <eva@example.com>;", "eva@example.com", "Eva Malá"),
        ("< eva@example.com >", "eva@example.com", ""),
        ("mailto:eva@example.com?subject=x", "eva@example.com", ""),
        ("<MAILTO:eva@example.com>", "eva@example.com", ""),
        ("Eva <eva@example.com> <x@example.com>", "Eva <eva@example.com> <x@example.com>", ""),
        ("", "", ""),
    ],
)
def test_an_address_in_its_cell(cell: str, address: str, name: str) -> None:
    assert cells.address_and_name(cell) == (address, name)


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Jan Novák", "Jan", "Novák"),
        ("Jan Maria van Novák", "Jan Maria van", "Novák"),
        ("Novák, Jan", "Jan", "Novák"),
        ("Novák,", "Novák", ""),
        ("Jan", "Jan", ""),
        ("  ", "", ""),
    ],
)
def test_a_full_name_is_split(full: str, first: str, last: str) -> None:
    assert cells.split_name(full) == (first, last)


def test_a_name_with_the_last_name_first() -> None:
    assert cells.split_last_first("Петрова Анна Сергеевна") == ("Анна Сергеевна", "Петрова")
    assert cells.split_last_first("Novák, Jan") == ("Jan", "Novák")
    assert cells.split_last_first("Novák") == ("", "Novák")


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("vip, horeca", ("vip", "horeca")),
        ('"VIP","Praha 6, Dejvice"', ("VIP", "Praha 6, Dejvice")),
        ("* myContacts ::: Zákazníci ::: VIP", ("Zákazníci", "VIP")),
        ("a;b | a ,, ", ("a", "b")),
        ("", ()),
    ],
)
def test_tags(cell: str, tags: tuple[str, ...]) -> None:
    assert cells.split_tags(cell) == tags
