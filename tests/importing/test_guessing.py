"""Each column is guessed from the words of its header and from its values."""

from pathlib import Path

import pytest

from shopmail.importing.column_kinds import PROBLEM_HEADER, TARGETS
from shopmail.importing.column_words import WORDS
from shopmail.importing.guessing import guess
from shopmail.importing.table_file import SAMPLE_ROWS
from tests.importing.tables import a_table


def guessed(folder: Path, text: str) -> dict[str, str]:
    return {column.header: column.field for column in guess(a_table(folder, text)) if column.field != "skip"}


def unsure(folder: Path, text: str) -> list[str]:
    return [column.header for column in guess(a_table(folder, text)) if not column.sure]


def test_every_target_has_words() -> None:
    assert set(WORDS) == {target.key for target in TARGETS}


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("email,first_name,last_name,phone,city", "email first_name last_name phone city"),
        ("E-mail;Jméno;Příjmení;Telefon;PSČ;Ulice", "email first_name last_name phone postal_code street"),
        ("Почта;Имя;Фамилия;Телефон;Город;Страна", "email first_name last_name phone city country"),
        (
            "E-Mail-Adresse;Vorname;Nachname;PLZ;Ort;Land",
            "email first_name last_name postal_code city country",
        ),
        ("E-mail;Nachname;Straße;Geschlecht;Geburtsdatum", "email last_name street gender birth_date"),
        ("E-MAILOVA ADRESA;Štítky;Poznámka;Jazyk", "email tags note language"),
        ("email,opt_in_status,opt_in_date,opt_in_ip,opt_in_method", "email status confirmed_at ip method"),
        ("email,doi,doi_date,ip,consent source", "email double_opt_in confirmed_at ip method"),
        ("E-mail;Stav;Datum potvrzení;IP adresa;Způsob", "email status confirmed_at ip method"),
        ("Почта;Статус;Дата подтверждения;IP-адрес;Согласие", "email status confirmed_at ip marketing"),
        ("E-Mail;Status;Bestätigt am;IP-Adresse;Einwilligung", "email status confirmed_at ip marketing"),
        ("Email,Accepts Email Marketing,Total Orders", "email marketing order_count"),
        (
            "E-mail;Číslo objednávky;Datum objednávky;Odhlášen",
            "email order_number order_date unsubscribed_at",
        ),
        ("email,customer phone,Default Address City,billing_country", "email phone city country"),
    ],
)
def test_headers_in_four_languages(tmp_path: Path, header: str, fields: str) -> None:
    mark = ";" if ";" in header else ","
    row = mark.join(["jan@example.com", *[""] * header.count(mark)])
    assert list(guessed(tmp_path, f"{header}\n{row}\n").values()) == fields.split()


def test_a_column_that_no_word_names_is_skipped_and_unsure(tmp_path: Path) -> None:
    text = "email;Velikost boty;E-mail type;Partner offers\njan@example.com;42;SMTP;1\n"
    assert guessed(tmp_path, text) == {"email": "email"}
    assert unsure(tmp_path, text) == ["Velikost boty", "E-mail type", "Partner offers"]


def test_words_are_whole(tmp_path: Path) -> None:
    text = "email;unconfirmed;Nestav;City code;Ipanema\njan@example.com;x;y;z;w\n"
    assert guessed(tmp_path, text) == {"email": "email"}


def test_the_address_is_found_by_its_content(tmp_path: Path) -> None:
    text = "kdo,Indirizzo\nJan,jan@example.com\nEva,eva@example.com\nIva,\n"
    assert guessed(tmp_path, text) == {"Indirizzo": "email"}
    assert unsure(tmp_path, "kdo,x\nJan,jan@example.com\nEva,not yet\n") == ["kdo", "x"]


def test_of_two_columns_the_one_with_more_addresses(tmp_path: Path) -> None:
    text = "customer_email,billing_email\n,a@example.com\nb@example.com,b@example.com\n"
    assert guessed(tmp_path, text) == {"billing_email": "email"}
    text = "email,E-mail 2 Address\na@example.com,b@example.com\n"
    assert guessed(tmp_path, text) == {"email": "email"}


def test_an_address_far_down_is_found(tmp_path: Path) -> None:
    text = "name,where\n" + "Jan,\n" * SAMPLE_ROWS + "Eva,eva@example.com\n"
    assert guessed(tmp_path, text)["where"] == "email"


def test_a_column_called_so_is_the_address_even_with_bad_ones(tmp_path: Path) -> None:
    assert guessed(tmp_path, "name,email\nJan,jan(at)example.com\n")["email"] == "email"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Jméno;E-mail\nJiří Dvořák;a@example.com\n", {"Jméno": "full_name", "E-mail": "email"}),
        ("Jméno;E-mail\nJiří;a@example.com\n", {"Jméno": "first_name", "E-mail": "email"}),
        ("Vorname;Name;E\nJan;Groß;a@b.cz\n", {"Vorname": "first_name", "Name": "last_name", "E": "email"}),
        ("Name;Surname;E\nJan;Groß;a@b.cz\n", {"Name": "first_name", "Surname": "last_name", "E": "email"}),
        ("ФИО;Email\nПетрова Анна;a@example.com\n", {"ФИО": "last_first_name", "Email": "email"}),
        ("name;email\nCustomer 12;a@example.com\n", {"name": "full_name", "email": "email"}),
        ("name;email\n#1001;a@example.com\n", {"email": "email"}),
    ],
)  # fmt: skip
def test_names(tmp_path: Path, text: str, fields: dict[str, str]) -> None:
    assert guessed(tmp_path, text) == fields


def test_a_status_must_be_words_of_a_mailing_list(tmp_path: Path) -> None:
    assert "status" in guessed(tmp_path, "email,status\na@example.com,subscribed\nb@example.com,\n")
    for words in ("5.1.1,no MX", "completed,processing", "Vyřízena,Nevyřízená", "CA,NY"):
        one, two = words.split(",")
        assert guessed(tmp_path, f"email,status\na@example.com,{one}\nb@example.com,{two}\n") == {
            "email": "email"
        }


def test_one_word_for_leaving_anywhere_makes_it_a_status(tmp_path: Path) -> None:
    text = "email,status\n" + "a@example.com,VIP\n" * (SAMPLE_ROWS + 5)
    assert "status" not in guessed(tmp_path, text)
    assert guessed(tmp_path, text + "b@example.com,unsubscribed\n")["status"] == "status"


def test_one_no_anywhere_makes_it_a_consent(tmp_path: Path) -> None:
    text = "email,newsletter\n" + "a@example.com,weekly\n" * 300
    assert "newsletter" not in guessed(tmp_path, text)
    assert guessed(tmp_path, text + "b@example.com,no\n")["newsletter"] == "marketing"
    assert unsure(tmp_path, text + "b@example.com,no\n") == ["newsletter"]


def test_a_column_of_people_who_left_is_never_missed(tmp_path: Path) -> None:
    text = "email,opted out\na@example.com,too many mails\nb@example.com,bored\n"
    assert guessed(tmp_path, text)["opted out"] == "unsubscribed_at"


def test_dates_in_a_column_of_words(tmp_path: Path) -> None:
    assert guessed(tmp_path, "email,potvrzeno\na@b.cz,14.5.2024\nb@b.cz,0\n")["potvrzeno"] == "confirmed_at"
    assert guessed(tmp_path, "email,souhlas\na@b.cz,14.5.2024\nb@b.cz,\n")["souhlas"] == "confirmed_at"
    assert guessed(tmp_path, "email,newsletter\na@b.cz,0\nb@b.cz,0\n")["newsletter"] == "marketing"


def test_people_who_left_are_seen_whatever_the_header_says(tmp_path: Path) -> None:
    text = "email,F7\na@example.com,unsubscribed\nb@example.com,subscribed\n"
    assert guessed(tmp_path, text)["F7"] == "status"
    assert unsure(tmp_path, text) == ["F7"]


def test_an_opt_in_date_is_the_sign_up_beside_a_confirmation(tmp_path: Path) -> None:
    text = (
        "email,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP\na@b.cz,2024-01-01 10:00:00,192.0.2.1,,192.0.2.1\n"
    )
    assert guessed(tmp_path, text) == {
        "email": "email", "OPTIN_TIME": "signed_up_at", "CONFIRM_TIME": "confirmed_at", "CONFIRM_IP": "ip",
    }  # fmt: skip


def test_a_plain_date_is_taken_beside_a_status_only(tmp_path: Path) -> None:
    row = "a@example.com,potvrzeno,14.5.2024\n"
    assert guessed(tmp_path, "email,stav,datum\n" + row)["datum"] == "confirmed_at"
    assert unsure(tmp_path, "email,stav,datum\n" + row) == ["datum"]
    assert "datum" not in guessed(tmp_path, "email,město,datum\n" + row)


@pytest.mark.parametrize(
    "header", ["created_at", "registered", "Datum registrace", "date added", "first order date"]
)
def test_a_date_of_something_else_is_no_confirmation(tmp_path: Path, header: str) -> None:
    text = f"email,status,{header}\na@example.com,confirmed,2024-01-01\n"
    assert guessed(tmp_path, text).get(header) in ("signed_up_at", None)


def test_orders_of_shopify_and_shoptet(tmp_path: Path) -> None:
    text = (
        "Name,Email,Financial Status,Accepts Marketing,Created at,Billing Name\n"
        "#501,a@example.com,paid,no,2025-02-01 12:00:00 +0100,Jan Novák\n"
    )
    assert guessed(tmp_path, text) == {
        "Name": "order_number",
        "Email": "email",
        "Accepts Marketing": "marketing",
        "Created at": "order_date",
        "Billing Name": "full_name",
    }
    text = (
        '"code";"date";"statusName";"email";"itemName";\n'
        '"2025000001";"2025-02-01 12:00:00";"Vyřízena";"a@example.com";"Šálek";\n'
    )
    assert guessed(tmp_path, text) == {"code": "order_number", "date": "order_date", "email": "email"}


def test_the_order_of_day_and_month_is_asked_of_the_whole_file(tmp_path: Path) -> None:
    rows = "a@example.com,confirmed,05/04/2024\n"
    text = "email,status,confirmed_at\n"
    assert unsure(tmp_path, text + rows) == ["confirmed_at"]
    far = rows * (SAMPLE_ROWS + 5) + "b@example.com,confirmed,05/14/2024\n"
    column = guess(a_table(tmp_path, text + far))[2]
    assert (column.month_first, column.sure) == (True, True)


def test_secrets_and_our_own_remarks_are_skipped_and_show_nothing(tmp_path: Path) -> None:
    table = a_table(
        tmp_path, f"user_email,user_pass,{PROBLEM_HEADER}\na@example.com,$P$secret,The row is empty.\n"
    )
    assert [(column.field, column.sure) for column in guess(table)] == [
        ("email", True),
        ("skip", True),
        ("skip", True),
    ]
    assert guess(table)[1].samples == ()


def test_a_problems_column_with_addresses_is_not_the_address(tmp_path: Path) -> None:
    table = a_table(tmp_path, f"{PROBLEM_HEADER},email\nx@example.com,bad\ny@example.com,worse\n")
    assert [column.field for column in guess(table)] == ["skip", "email"]


def test_samples_are_different_values(tmp_path: Path) -> None:
    column = guess(a_table(tmp_path, "email,city\na@b.cz,Brno\nb@b.cz,Brno\nc@b.cz,\nd@b.cz,Zlín\n"))[1]
    assert column.samples == ("Brno", "Zlín")
