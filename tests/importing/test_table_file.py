"""A file becomes a table: its encoding, separator, header and rows, and the line of each."""

import hashlib
from pathlib import Path

import pytest

from shopmail.errors import InputRefused
from shopmail.importing.table_file import open_table
from tests.importing.tables import a_file, a_table, cells_of

CZECH = (
    "Jméno;E-mail;Město\r\nJiří Dvořák;jiri@example.com;Plzeň\r\nŽaneta Šťastná;zaneta@example.com;Zlín\r\n"
)
POLISH = "Imię;E-mail;Miasto\nŁukasz Żak;lukasz@example.com;Łódź\nMałgorzata Wójcik;mw@example.com;Kraków\n"
GERMAN = "Name;E-Mail;Stadt\nJürgen Groß;jg@example.com;Köln\nKäthe Müller;km@example.com;Würzburg\n"
RUSSIAN = "Имя;Почта;Город\nАнна Петрова;anna@example.com;Москва\nФёдор Щукин;fedor@example.com;Йошкар-Ола\n"
GREEK = "Όνομα;Email;Πόλη\nΓιώργος Παπαδόπουλος;gp@example.com;Αθήνα\nΕλένη Δήμου;ed@example.com;Πάτρα\n"
FRENCH = "Nom;E-mail;Ville\nHélène Lefèvre;hl@example.com;Besançon\nFrançois Noël;fn@example.com;Genève\n"


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        (CZECH, "utf-8", "utf-8"),
        (CZECH, "utf-8-sig", "utf-8-sig"),
        (CZECH, "utf-16", "utf-16"),
        (CZECH, "utf-16-le", "utf-16-le"),
        (CZECH, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (CZECH, "utf-32", "utf-32"),
        (CZECH, "cp1250", "cp1250"),
        (POLISH, "cp1250", "cp1250"),
        (GERMAN, "cp1252", "cp1252"),
        (FRENCH, "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp866", "cp866"),
        (CZECH, "iso8859-2", "iso8859-2"),
        (POLISH, "iso8859-2", "iso8859-2"),
        (CZECH, "cp852", "cp852"),
        (GREEK, "iso8859-7", "iso8859-7"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, text: str, written: str, found: str) -> None:
    table = a_table(tmp_path, text, written)
    assert table.encoding == found
    assert [list(table.header), *cells_of(table)] == [line.split(";") for line in text.splitlines()]


def test_utf_16_big_endian_with_a_mark(tmp_path: Path) -> None:
    table = a_table(tmp_path, "\ufeff" + RUSSIAN, "utf-16-be")
    assert (table.encoding, table.header[0]) == ("utf-16", "Имя")


def test_one_accent_at_the_end_of_a_long_file_counts(tmp_path: Path) -> None:
    text = "name,email\n" + "".join(f"Person,p{n}@example.com\n" for n in range(40_000)) + "Š,s@example.com\n"
    assert a_table(tmp_path, text).encoding == "utf-8"
    assert cells_of(a_table(tmp_path, text, "cp1250"))[-1] == ["Š", "s@example.com"]


def test_a_chosen_encoding_is_taken_as_said(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jméno;E-mail\nJiří Dvořák;jiri@example.com\n", "cp1250")
    table = open_table(path, encoding="windows-1252")
    assert (table.encoding, table.header[0]) == ("cp1252", "Jméno")
    assert cells_of(table)[0][0] == "Jiøí Dvoøák"


@pytest.mark.parametrize(
    ("chosen", "written", "found"),
    [
        ("utf-16", "utf-16-be", "utf-16-be"),
        ("utf-16", "utf-16-le", "utf-16-le"),
        ("utf-32", "utf-32-le", "utf-32-le"),
    ],
)
def test_utf_16_without_a_mark(tmp_path: Path, chosen: str | None, written: str, found: str) -> None:
    table = open_table(a_file(tmp_path, RUSSIAN, written), encoding=chosen)
    assert (table.encoding, table.header[0]) == (found, "Имя")


@pytest.mark.parametrize(("chosen", "written"), [("utf-8", "utf-8-sig"), ("utf-16-le", "utf-16")])
def test_a_mark_is_no_letter_of_the_header(tmp_path: Path, chosen: str, written: str) -> None:
    table = open_table(a_file(tmp_path, CZECH, written), encoding=chosen)
    assert (table.encoding, table.header[0]) == (written, "Jméno")


@pytest.mark.parametrize("name", ["no-such-code", "hex", "rot13", "idna", "a\0b"])
def test_an_encoding_that_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputRefused, match="not the name of an encoding"):
        open_table(a_file(tmp_path, CZECH), encoding=name)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,email\nJan,jan@example.com\n", ","),
        ("name;email\nJan;jan@example.com\n", ";"),
        ("name\temail\tcity\nNovák, Jan\tjan@example.com\tBrno, střed\n", "\t"),
        ("name|email\nJan|jan@example.com\n", "|"),
        ("email\njan@example.com\neva@example.com\n", ","),
        ("email;note\njan@example.com;a, b, c, d\neva@example.com;a, b, c, d\n", ";"),
        ("email,note\njan@example.com,vip;x;y\neva@example.com,vip;x;y\n", ","),
        ("email,note\njan@example.com,Rock 'n' Roll; a | b\n", ","),
        ("name;price;email\nJan;1,50;jan@example.com\nEva;2,50;eva@example.com\n", ";"),
        ('"name";"email";\r\n"Jan";"jan@example.com";\r\n', ";"),
        ("jméno;město\nJan;Brno\n", ";"),
    ],
)
def test_the_separator_is_found(tmp_path: Path, text: str, delimiter: str) -> None:
    assert a_table(tmp_path, text).delimiter == delimiter


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_excels_sep_line_is_no_row(tmp_path: Path, first: str) -> None:
    table = a_table(tmp_path, f"{first}\r\nname;email\r\nJan, jr.;jan@example.com\r\n")
    assert (table.delimiter, table.header) == (";", ("name", "email"))
    assert list(table.rows()) == [(3, ["Jan, jr.", "jan@example.com"])]


def test_a_chosen_separator_is_taken_as_said(tmp_path: Path) -> None:
    path = a_file(tmp_path, "name;email\nJan;jan@example.com\n")
    assert open_table(path, delimiter=",").header == ("name;email",)
    assert open_table(path, delimiter="tab").delimiter == "\t"
    for wrong in ("a", ";;", '"', "", "\n", "@"):
        with pytest.raises(InputRefused, match="separator"):
            open_table(path, delimiter=wrong)


def test_quoted_line_ends_belong_to_the_cell_and_lines_are_counted(tmp_path: Path) -> None:
    text = (
        'name,email,note\n"Novák, Jan",jan@example.com,"one\ntwo; a,b"\n\n'
        '"Eva ""Evka"" M.",eva@example.com,\n'
    )
    assert list(a_table(tmp_path, text).rows()) == [
        (2, ["Novák, Jan", "jan@example.com", "one\ntwo; a,b"]),
        (5, ['Eva "Evka" M.', "eva@example.com", ""]),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(tmp_path: Path, end: str) -> None:
    table = a_table(tmp_path, end.join(["name,email", "Jan,jan@example.com", "Eva,eva@example.com", "", ""]))
    assert [line for line, _cells in table.rows()] == [2, 3]


def test_ragged_rows(tmp_path: Path) -> None:
    table = a_table(
        tmp_path,
        "name;email;city\nJan;jan@example.com\nIva;iva@example.com;Praha;;\nEva;e@example.com;Zlín;x\n",
    )
    assert cells_of(table) == [
        ["Jan", "jan@example.com", ""],
        ["Iva", "iva@example.com", "Praha"],
        ["Eva", "e@example.com", "Zlín", "x"],
    ]


def test_a_separator_at_the_end_of_each_line_is_no_column(tmp_path: Path) -> None:
    table = a_table(tmp_path, '"code";"email";\r\n"1";"jan@example.com";\r\n')
    assert (table.header, cells_of(table)) == (("code", "email"), [["1", "jan@example.com"]])


def test_each_column_has_a_name_of_its_own(tmp_path: Path) -> None:
    table = a_table(tmp_path, " Name ,Name (2),Name,,email\na,b,c,d,jan@example.com\n")
    assert table.header == ("Name", "Name (2)", "Name (3)", "column 4", "email")


def test_a_first_row_with_an_address_is_a_person(tmp_path: Path) -> None:
    path = a_file(tmp_path, "jan@example.com,Jan\neva@example.com,Eva,Brno\n")
    table = open_table(path)
    assert (table.has_header, table.header) == (False, ("column 1", "column 2", "column 3"))
    assert list(table.rows()) == [
        (1, ["jan@example.com", "Jan", ""]),
        (2, ["eva@example.com", "Eva", "Brno"]),
    ]
    assert open_table(path, has_header=True).header == ("jan@example.com", "Jan")


def test_no_header_when_the_owner_says_so(tmp_path: Path) -> None:
    table = open_table(a_file(tmp_path, "Jan;neznámý\nEva;eva@example.com\n"), has_header=False)
    assert cells_of(table) == [["Jan", "neznámý"], ["Eva", "eva@example.com"]]


def test_secrets_of_another_program_are_emptied(tmp_path: Path) -> None:
    text = "user_email,user_pass,session_tokens,Heslo\njan@example.com,$P$B123,a:1:{},tajné\n"
    table = a_table(tmp_path, text)
    expected = ["jan@example.com", "", "", ""]
    assert cells_of(table) == [expected]
    assert [cells for _line, cells in table.sample] == [expected]


def test_the_checksum_is_that_of_the_bytes(tmp_path: Path) -> None:
    table = a_table(tmp_path, CZECH, "cp1250")
    assert table.sha256 == hashlib.sha256(CZECH.encode("cp1250")).hexdigest()
    assert table.size == len(CZECH.encode("cp1250"))


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    table = a_table(tmp_path, "email\n" + "".join(f"p{n}@example.com\n" for n in range(50_000)))
    told: list[tuple[int, int]] = []
    assert sum(1 for _row in table.rows(lambda done, total: told.append((done, total)))) == 50_000
    assert len(told) > 1
    assert told == sorted(told)
    assert told[-1] == (table.size, table.size)
