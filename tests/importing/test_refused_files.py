"""Files that can't be imported: one clear sentence each, with the place and what to do."""

import os
import re
from pathlib import Path

import pytest

from shopmail.errors import FileRefused
from shopmail.importing.file_scan import MAX_BYTES
from shopmail.importing.mapping import mapping_from
from shopmail.importing.table_file import MAX_ROWS, open_table
from tests.importing.tables import a_file, a_table

ROW = "Jan;jan@example.com\n"


def read_whole(path: Path, encoding: str | None) -> None:
    table = open_table(path, encoding)
    mapping_from(table)
    list(table.rows())


def refusal(path: Path, encoding: str | None = None) -> FileRefused:
    """What reading the whole file says: one clear sentence."""
    with pytest.raises(FileRefused) as caught:
        read_whole(path, encoding)
    assert caught.value.message.endswith((".", "closed."))
    assert "\n" not in str(caught.value)
    return caught.value


def test_no_file(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nobody.csv")
    assert error.message == "There is no file “nobody.csv”."
    assert error.remedy


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "lists.csv").mkdir()
    assert refusal(tmp_path / "lists.csv").message == "“lists.csv” is a folder."


def test_a_file_that_cant_be_opened(tmp_path: Path) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    assert "loop.csv" in refusal(loop).message
    assert "can't be opened" in refusal(tmp_path / ("x" * 300)).message


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not an ordinary file" in refusal(tmp_path / "pipe.csv").message


@pytest.mark.parametrize("content", [b"", b"\n\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\r\n"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "nothing.csv"
    path.write_bytes(content)
    assert refusal(path).message == "“nothing.csv” is empty."


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        (b"GIF89a\x01\0", "a picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a picture"),
        (b"BM\x36\x10\0\0\0\0", "a picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04\x14\0\x06\0", "an Excel workbook or a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word document"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"SQLite format 3\0", "a database"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"\xef\xbb\xbf\n<HTML>", "a web page"),
        (b"<?xml version='1.0'?>", "an XML document"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "a file of contact cards (vCard)"),
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, start: bytes, kind: str) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(start + b"jan@example.com;Jan\n" * 3)
    error = refusal(path)
    assert error.message == f"“photo.csv” is not a table: it is {kind}."
    assert error.remedy


def test_a_word_that_begins_like_a_bitmap_is_none(tmp_path: Path) -> None:
    assert a_table(tmp_path, "BMW club;email\nyes;jan@example.com\n").header[0] == "BMW club"


def test_a_header_only(tmp_path: Path) -> None:
    error = refusal(a_file(tmp_path, "name;email\n\n"))
    assert error.message == "“people.csv” holds a header and no rows."
    assert "no header" in error.remedy


def test_no_column_of_addresses(tmp_path: Path) -> None:
    error = refusal(a_file(tmp_path, "name;city\nJan;Brno\n"))
    assert error.message == "“people.csv” has no column of email addresses."
    assert "say which column" in error.remedy


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name;email\n"Jan;jan@example.com\nEva;eva@example.com\n', 2),
        ('name;email\nEva;eva@example.com\n"Jan;jan@example.com', 3),
        ('name;note;email\n"one\ntwo";"three;x@example.com\nEva;;eva@example.com\n', 3),
        # closed by the mark that opens another cell: Eva would be swallowed
        ('email;name\na@example.com;"Jan\nb@example.com;"Eva"\nc@example.com;Iva\n', 2),
    ],
)
def test_a_quotation_mark_that_is_never_closed(tmp_path: Path, text: str, line: int) -> None:
    error = refusal(a_file(tmp_path, text))
    assert error.message == f"The quotation mark that opens a cell in line {line} is never closed."


def test_a_quotation_mark_never_closed_far_down(tmp_path: Path) -> None:
    text = "name;email\n" + ROW * 5_000 + '"Eva;eva@example.com\n' + ROW * 10
    assert "line 5002 " in refusal(a_file(tmp_path, text)).message
    text = "name;email\n" + ROW * 5_000 + '"Eva;eva@example.com\n' + ROW * 50_000
    assert "line 5002 is longer than 100,000 characters" in refusal(a_file(tmp_path, text)).message


def test_a_cell_too_long(tmp_path: Path) -> None:
    path = a_file(tmp_path, f"email;note\nEva@example.com;x\njan@example.com;{'x' * 100_001}\n")
    assert "line 3 is longer than 100,000 characters" in refusal(path).message
    path = a_file(tmp_path, f"email;note\njan@example.com;{'x' * 100_000}\n")
    assert len(next(open_table(path).rows())[1][1]) == 100_000


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250", "utf-16"])
def test_a_nul(tmp_path: Path, encoding: str) -> None:
    path = a_file(tmp_path, "name;email\n" + ROW * 3 + "Šárka\0;s@example.com\n", encoding)
    assert refusal(path, None if encoding != "cp1250" else encoding).message.startswith(
        "Line 5 holds a NUL byte"
    )


def test_a_small_file_with_a_nul(tmp_path: Path) -> None:
    assert refusal(a_file(tmp_path, "email\nj\0n@example.com\n")).message.startswith("Line 2 holds a NUL")


def test_the_wrong_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = a_file(tmp_path, "name;email\n" + ROW * 3 + "Šárka;s@example.com\n", "cp1250")
    error = refusal(path, "utf-8")
    assert error.message == "Line 5 holds bytes that are no letters in the encoding utf-8."
    assert "another encoding" in error.remedy


def test_utf_8_with_a_broken_letter_is_not_taken_for_something_else(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name;email\nJiří Dvořák;a@example.com\n".encode() + b"\xff\xfe;b@example.com\n")
    assert "Line 3 holds bytes that are no letters in the encoding utf-8" in refusal(path).message


def test_utf_16_cut_off_in_the_middle_of_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name;email\nJan;a@example.com\n".encode("utf-16") + b"x")
    assert "Line 3 holds bytes that are no letters in the encoding utf-16" in refusal(path).message


def test_too_large(tmp_path: Path) -> None:
    path = a_file(tmp_path, "email\njan@example.com\n")
    os.truncate(path, MAX_BYTES + 1)
    assert refusal(path).message == "“people.csv” is larger than 200 MB."


def test_too_many_columns(tmp_path: Path) -> None:
    text = (
        ";".join(["email", *map(str, range(200))]) + "\n" + ";".join(["jan@example.com", *"x" * 200]) + "\n"
    )
    assert refusal(a_file(tmp_path, text)).message == "“people.csv” has more than 200 columns."


def test_too_many_rows(tmp_path: Path) -> None:
    table = a_table(tmp_path, "e\n" + "a@b.cz\n" * (MAX_ROWS + 1))
    with pytest.raises(FileRefused, match=re.escape("more than 1,000,000 rows")):
        sum(1 for _row in table.rows())


def test_a_file_that_changes_after_it_was_opened(tmp_path: Path) -> None:
    table = a_table(tmp_path, "email\njan@example.com\n")
    table.path.write_text("email\nsomebody.else@example.com\n")
    with pytest.raises(FileRefused, match="changed while it was being read"):
        list(table.rows())


@pytest.mark.parametrize("name", [b"\xff.csv", b"\n.csv"])
def test_a_name_that_is_no_text_can_still_be_shown(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"")
    assert refusal(path).message == "“?.csv” is empty."
    assert refusal(tmp_path / "a\0b.csv").message == "There is no file “a?b.csv”."
