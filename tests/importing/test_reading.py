"""Rows become plain values: the address, the fields, and what they say of consent."""

from datetime import datetime
from pathlib import Path

import pytest

from shopmail.importing.evidence import NOTHING_SAID
from shopmail.importing.statuses import Status
from tests.importing.tables import PRAGUE, a_table, read_all, read_one


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, second, tzinfo=PRAGUE).timestamp())


def test_a_whole_row(tmp_path: Path) -> None:
    row = read_one(
        tmp_path,
        "E-mail;Jméno;Příjmení;Město;Štítky;Velikost;Stav;Datum potvrzení;IP adresa;Způsob\n"
        " jan@example.com ;Jan;Novák;Brno;vip, b2b;42;potvrzeno;14. 5. 2024 10:22;198.51.100.7;formulář\n",
        "Velikost=shoe_size",
    )
    assert row.line == 2
    assert row.cells[0] == " jan@example.com "
    assert row.email == "jan@example.com"
    assert row.fields == {"first_name": "Jan", "last_name": "Novák", "city": "Brno", "shoe_size": "42"}
    assert row.tags == ("vip", "b2b")
    assert (row.problem, row.remarks) == ("", ())
    evidence = row.evidence
    assert (evidence.status, evidence.status_word) == (Status.CONFIRMED, "potvrzeno")
    assert (evidence.confirmed_at, evidence.confirmed_text) == (at(2024, 5, 14, 10, 22), "14. 5. 2024 10:22")
    assert (evidence.ip, evidence.method) == ("198.51.100.7", "formulář")
    assert not evidence.said_no
    assert not evidence.has_order


def test_a_file_without_evidence_says_nothing(tmp_path: Path) -> None:
    assert read_one(tmp_path, "email,city\njan@example.com,Brno\n").evidence is NOTHING_SAID


@pytest.mark.parametrize(
    ("cell", "email", "fields"),
    [
        ('"Novák, Jan" <jan@example.com>', "jan@example.com", {"first_name": "Jan", "last_name": "Novák"}),
        ("Eva Malá <eva@example.com>", "eva@example.com", {"first_name": "Eva", "last_name": "Malá"}),
        ("mailto:eva@example.com", "eva@example.com", {}),
        ("\u200beva@example.com\xa0", "eva@example.com", {}),
        ("'@eva@example.com", "@eva@example.com", {}),
        ("not an address", "not an address", {}),
    ],
)
def test_the_address_out_of_its_cell(tmp_path: Path, cell: str, email: str, fields: dict[str, str]) -> None:
    rows = read_all(a_table(tmp_path, f"contact\nx@example.com\n{cell}\n"), "contact=email")
    assert (rows[1].email, rows[1].fields) == (email, fields)


def test_a_full_name_fills_what_no_column_gives(tmp_path: Path) -> None:
    text = "email,name,last name\na@example.com,Jan Novák,\nb@example.com,Jan Novák,Malý\n"
    assert [row.fields for row in read_all(a_table(tmp_path, text), "name=full_name")] == [
        {"first_name": "Jan", "last_name": "Novák"},
        {"first_name": "Jan", "last_name": "Malý"},
    ]
    assert read_one(tmp_path, "email;ФИО\na@example.com;Ким Нина\n").fields == {
        "first_name": "Нина",
        "last_name": "Ким",
    }


def test_guards_of_spreadsheets_are_dropped_once(tmp_path: Path) -> None:
    row = read_one(tmp_path, "email,phone,zip,city\njan@example.com,'+420777,'02000,'=Brno\n")
    assert row.fields == {"phone": "+420777", "postal_code": "02000", "city": "=Brno"}


def test_letters_are_put_together_and_control_characters_dropped(tmp_path: Path) -> None:
    row = read_one(tmp_path, 'email,city,note\njan@example.com,Brno\x1b-me\u030csto,"one\x07\r\ntwo"\n')
    assert row.fields == {"city": "Brno-město", "note": "one\ntwo"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("14.5.1985", "1985-05-14"),
        ("1985-05-14", "1985-05-14"),
        ("14.5.65", "1965-05-14"),
        ("14.5.85", "1985-05-14"),
    ],
)
def test_a_birthday(tmp_path: Path, cell: str, expected: str) -> None:
    assert read_one(tmp_path, f"email;narozeniny\na@example.com;{cell}\n").fields == {"birth_date": expected}


def test_a_birthday_that_is_none(tmp_path: Path) -> None:
    days = ("1985-05-14", "0000-00-00", "2085-01-01x", "2027-01-01")
    text = "email;birthday\n" + "".join(f"p{number}@example.com;{day}\n" for number, day in enumerate(days))
    rows = read_all(a_table(tmp_path, text))
    assert [row.fields.get("birth_date") for row in rows] == ["1985-05-14", None, None, None]
    assert [len(row.remarks) for row in rows] == [0, 0, 1, 1]


def test_a_row_that_cant_come_in(tmp_path: Path) -> None:
    text = (
        "name;email;city\nJan;jan@example.com;Brno;extra\n;;\n"
        'Eva;eva@example.com;"Zlín\nIva;iva@example.com;Praha"\nOla;o@example.com;\n'
    )
    rows = read_all(a_table(tmp_path, text))
    assert [row.problem for row in rows] == [
        "The row has 4 cells, the header 3.",
        "The row is empty.",
        "The row holds other rows: a quotation mark in it is probably not closed.",
        "",
    ]
    assert rows[0].cells == ["Jan", "jan@example.com", "Brno", "extra"]


def test_a_note_with_an_address_in_it_is_no_row(tmp_path: Path) -> None:
    text = 'email,note\njan@example.com,"Hello,\nwrite to eva@example.com, thanks\nJan"\n'
    assert read_one(tmp_path, text).problem == ""


@pytest.mark.parametrize(
    ("header", "cells", "status"),
    [
        ("status", "subscribed", Status.SUBSCRIBED),
        ("double opt-in", "ano", Status.CONFIRMED),
        ("double opt-in", "ne", Status.PENDING),
        ("newsletter", "ano", Status.SUBSCRIBED),
        ("souhlas", "ne", Status.NO),
        ("status,newsletter", "confirmed,no", Status.NO),
        ("status,double opt-in", "subscribed,yes", Status.CONFIRMED),
        ("status,newsletter", "unsubscribed,yes", Status.UNSUBSCRIBED),
        ("newsletter,unsubscribed", "yes,yes", Status.UNSUBSCRIBED),
        ("newsletter,unsubscribed", "yes,no", Status.SUBSCRIBED),
        ("newsletter,unsubscribed", "yes,0", Status.SUBSCRIBED),
        ("newsletter,UNSUB_TIME", "yes,2023-03-03 03:03:03", Status.UNSUBSCRIBED),
        ("newsletter,UNSUB_TIME", "yes,0000-00-00 00:00:00", Status.SUBSCRIBED),
        ("newsletter,CLEAN_TIME", "yes,2023-03-03", Status.BOUNCED),
        ("newsletter,complained", "yes,yes", Status.COMPLAINED),
        ("EMAIL_BLACKLISTED,DOUBLE_OPT-IN", "Yes,Yes", Status.UNSUBSCRIBED),
        ("EMAIL_BLACKLISTED,DOUBLE_OPT-IN", "No,Yes", Status.CONFIRMED),
        ("status,city", ",Brno", None),
    ],
)
def test_what_the_words_of_a_row_say(tmp_path: Path, header: str, cells: str, status: Status | None) -> None:
    row = read_one(tmp_path, f"email,{header}\njan@example.com,{cells}\n")
    assert row.evidence.status is status
    assert row.evidence.said_no is (status is Status.NO)


def test_an_unknown_word_says_nothing_and_is_told(tmp_path: Path) -> None:
    text = "email,opt-in status\na@example.com,confirmed\nb@example.com,kind of\nc@example.com,n/a\n"
    rows = read_all(a_table(tmp_path, text))
    assert [(row.evidence.status, row.evidence.status_word) for row in rows] == [
        (Status.CONFIRMED, "confirmed"),
        (None, "kind of"),
        (None, ""),
    ]
    assert rows[1].remarks == ("“kind of” is no status word that shopmail knows.",)
    assert rows[2].remarks == ()


def test_when_somebody_left(tmp_path: Path) -> None:
    evidence = read_one(tmp_path, "email,unsubscribed at\na@example.com,2023-03-03 03:03:03\n").evidence
    assert (evidence.left_at, evidence.left_text) == (at(2023, 3, 3, 3, 3, 3), "2023-03-03 03:03:03")
    evidence = read_one(tmp_path, "email,unsubscribed\na@example.com,yes\n").evidence
    assert (evidence.status, evidence.left_at, evidence.left_text) == (Status.UNSUBSCRIBED, None, "yes")


@pytest.mark.parametrize("text", ["2027-01-01", "31.2.2024", "soon", "1726912345678901"])
def test_a_date_that_cant_be_is_no_evidence(tmp_path: Path, text: str) -> None:
    row = read_one(
        tmp_path, f"email,status,confirmed_at\na@example.com,confirmed,{text}\n", "confirmed_at=confirmed_at"
    )
    assert row.evidence.status is Status.CONFIRMED
    assert (row.evidence.confirmed_at, row.evidence.confirmed_text) == (None, text)
    assert len(row.remarks) == 1
    assert text in row.remarks[0]


@pytest.mark.parametrize("text", ["", "0000-00-00 00:00:00", "1970-01-01 00:00:00", "0", "-"])
def test_no_date_is_not_remarked(tmp_path: Path, text: str) -> None:
    row = read_one(tmp_path, f"email,status,confirmed_at\na@example.com,confirmed,{text}\n")
    assert (row.evidence.confirmed_at, row.evidence.confirmed_text, row.remarks) == (None, "", ())


def test_a_date_within_a_day_may_be_the_clock_of_another_zone(tmp_path: Path) -> None:
    row = read_one(tmp_path, "email,status,confirmed_at\na@example.com,confirmed,2026-09-22 10:00\n")
    assert row.evidence.confirmed_at == at(2026, 9, 22, 10)


def test_a_confirmation_date_alone_confirms(tmp_path: Path) -> None:
    assert (
        read_one(tmp_path, "email,double opt-in date\na@example.com,2024-05-14\n").evidence.status
        is Status.CONFIRMED
    )
    assert read_one(tmp_path, "email,opt-in date\na@example.com,2024-05-14\n").evidence.status is None
    assert read_one(tmp_path, "email,created_at\na@example.com,2024-05-14\n").evidence.status is None


def test_a_confirmation_date_does_not_outdo_a_status(tmp_path: Path) -> None:
    text = (
        "email,status,confirmed at\na@example.com,pending,2024-05-14\nb@example.com,subscribed,2024-05-14\n"
    )
    statuses = [row.evidence.status for row in read_all(a_table(tmp_path, text))]
    assert statuses == [Status.PENDING, Status.SUBSCRIBED]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("yes", Status.CONFIRMED),
        ("", Status.CONFIRMED),
        ("no", Status.NO),
        ("unsubscribed", Status.UNSUBSCRIBED),
        ("rather not, thanks", None),
    ],
)
def test_a_confirmation_date_beside_a_word_nobody_knows_confirms_nothing(
    tmp_path: Path, word: str, status: Status | None
) -> None:
    text = f'email,accepts marketing,confirmed at\na@example.com,"{word}",2024-05-14\n'
    assert read_one(tmp_path, text, "accepts marketing=marketing").evidence.status is status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("confirmed,yes", Status.CONFIRMED),
        ("confirmed,rather not", None),
        ("no idea,yes", None),
        ("pending,rather not", Status.PENDING),
        ("unsubscribed,rather not", Status.UNSUBSCRIBED),
    ],
)
def test_a_word_nobody_knows_is_not_outdone_by_another_column(
    tmp_path: Path, words: str, status: Status | None
) -> None:
    text = f"email,status,newsletter\na@example.com,{words}\n"
    row = read_one(tmp_path, text, "status=status", "newsletter=marketing")
    assert row.evidence.status is status
    assert row.evidence.status_word == words.replace(",", " / ")


def test_mailchimps_times_confirm_only_after_a_form(tmp_path: Path) -> None:
    text = (
        "Email Address,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP\n"
        "a@example.com,2024-02-01 10:00:00,198.51.100.2,2024-02-01 10:07:00,198.51.100.2\n"
        "b@example.com,,,2021-05-05 12:00:00,192.0.2.9\n"
        "c@example.com,2021-05-05 12:00:00,192.0.2.9,2021-05-05 12:00:00,192.0.2.9\n"
    )
    statuses = [row.evidence.status for row in read_all(a_table(tmp_path, text))]
    assert statuses == [Status.CONFIRMED, None, None]


@pytest.mark.parametrize("ip", ["198.51.100.7", "2001:db8::1", "::ffff:192.0.2.1"])
def test_an_ip_address(tmp_path: Path, ip: str) -> None:
    assert read_one(tmp_path, f"email,ip\na@example.com,{ip}\n").evidence.ip == ip


@pytest.mark.parametrize(
    "ip", ["198.51.100.256", "1.2.3", "01.2.3.4", "1.2.3.4.", "localhost", "1.2.3.4, 5.6.7.8"]
)
def test_what_is_no_ip_address_is_told(tmp_path: Path, ip: str) -> None:
    rows = read_all(a_table(tmp_path, f'email,ip\nb@example.com,192.0.2.1\na@example.com,"{ip}"\n'))
    assert (rows[1].evidence.ip, len(rows[1].remarks)) == ("", 1)


@pytest.mark.parametrize(
    ("header", "cell", "has_order"),
    [
        ("order number", "'1001", True),
        ("order number", "0", False),
        ("order date", "2024-05-14", True),
        ("order date", "2027-05-14", False),
        ("total orders", "3", True),
        ("total orders", "0", False),
        ("orders", "", False),
    ],
)
def test_an_order_in_the_row(tmp_path: Path, header: str, cell: str, has_order: bool) -> None:
    assert read_one(tmp_path, f"email,{header}\na@example.com,{cell}\n").evidence.has_order is has_order
