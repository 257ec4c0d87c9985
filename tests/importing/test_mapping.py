"""What the owner says of the columns goes over the guess."""

from pathlib import Path

import pytest

from shopmail.errors import FileRefused, InputRefused
from shopmail.importing.column_kinds import PROBLEM_HEADER
from shopmail.importing.mapping import mapping_from
from tests.importing.tables import a_table

TEXT = (
    f"E-mail;Jméno;Město;Velikost;E-mail 2;user_pass;{PROBLEM_HEADER}\n"
    "jan@example.com;Jan;Brno;42;j@example.com;x;y\n"
)


def test_the_guess_alone(tmp_path: Path) -> None:
    mapping = mapping_from(a_table(tmp_path, TEXT))
    assert mapping.fields == {"E-mail": "email", "Jméno": "first_name", "Město": "city"}
    assert mapping.ignored == ["Velikost", "E-mail 2", "user_pass"]


@pytest.mark.parametrize("header", ["Velikost", " velikost ", "VELIKOST"])
def test_a_column_becomes_an_own_field(tmp_path: Path, header: str) -> None:
    mapping = mapping_from(a_table(tmp_path, TEXT), [f"{header}=shoe_size"])
    assert mapping.fields["Velikost"] == "shoe_size"
    assert mapping.own_fields == ("shoe_size",)


def test_a_mapped_field_leaves_the_column_that_was_guessed(tmp_path: Path) -> None:
    mapping = mapping_from(a_table(tmp_path, TEXT), ["E-mail 2=email", "Velikost=City"], ["Jméno"])
    assert mapping.fields == {"E-mail 2": "email", "Velikost": "city"}
    assert "E-mail" in mapping.ignored


def test_a_header_may_hold_the_equals_sign(tmp_path: Path) -> None:
    mapping = mapping_from(a_table(tmp_path, "email;a=b\njan@example.com;Brno\n"), ["a=b=city"])
    assert mapping.fields == {"email": "email", "a=b": "city"}


def test_several_columns_may_tell_the_status(tmp_path: Path) -> None:
    table = a_table(tmp_path, "email;a;b\njan@example.com;yes;no\n")
    assert len(mapping_from(table, ["a=marketing", "b=marketing"]).of("marketing")) == 2


@pytest.mark.parametrize(
    ("maps", "skips", "said"),
    [
        (["Stadt=city"], [], "no column “Stadt”"),
        ([], ["Stadt"], "no column “Stadt”"),
        (["Město"], [], "HEADER=FIELD"),
        (["=city"], [], "HEADER=FIELD"),
        (["Město="], [], "HEADER=FIELD"),
        (["Město=shoe size"], [], "“shoe_size”"),
        (["Město=1st"], [], "can't be called so"),
        (["Město=id"], [], "can't be called so"),
        (["Město=id"], [], "“own_id”"),
        (["Město=květina"], [], "“kvetina”"),
        (["Město=" + "x" * 41], [], "can't be called so"),
        (["Město=city", "Velikost=city"], [], "“Město”, “Velikost” can't all become “city”"),
        (["Město=size", "Velikost=size"], [], "can't all become “size”"),
        (["Město=city", "Město=note"], [], "named twice"),
        (["Město=city"], ["Město"], "named twice"),
        (["user_pass=note"], [], "never imported"),
        ([f"{PROBLEM_HEADER}=note"], [], "never imported"),
    ],
)
def test_a_mistake_is_refused(tmp_path: Path, maps: list[str], skips: list[str], said: str) -> None:
    with pytest.raises(InputRefused) as caught:
        mapping_from(a_table(tmp_path, TEXT), maps, skips)
    assert said in str(caught.value)


def test_a_table_without_the_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="no column of email addresses"):
        mapping_from(a_table(tmp_path, TEXT), [], ["E-mail"])


def test_the_same_wish_twice_is_one(tmp_path: Path) -> None:
    mapping = mapping_from(a_table(tmp_path, TEXT), ["Město=city", "mesto=city"], ["Velikost", "Velikost"])
    assert mapping.fields["Město"] == "city"


def test_a_mapped_date_gets_its_order(tmp_path: Path) -> None:
    table = a_table(tmp_path, "email;when\njan@example.com;12/31/2024\n")
    (column,) = mapping_from(table, ["when=confirmed_at"]).of("confirmed_at")
    assert (column.month_first, column.confirms) == (True, True)


def test_columns_without_a_header_have_names(tmp_path: Path) -> None:
    table = a_table(tmp_path, "jan@example.com,Brno\n")
    assert mapping_from(table, ["column 2=city"]).fields == {"column 1": "email", "column 2": "city"}
