"""A random table, written in any encoding and separator, reads back as it was."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from shopmail.importing.separator import CANDIDATES
from shopmail.importing.table_file import open_table

_ASCII = "abcxyzABC 0123456789 ,;|\t'\"-+=@.()&/"
_CZECH = "ěščřžýáíéúůťďňóĚŠČŘŽÝÁÍÉÚŮŤĎŇÓ"
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЮЯ"
_GERMAN = "äöüßÄÖÜéèçñø€"
ALPHABETS = {
    "utf-8": _ASCII + _CZECH + _RUSSIAN + "🎉漢字",
    "utf-8-sig": _ASCII + _CZECH + _RUSSIAN + "🎉漢字",
    "utf-16": _ASCII + _CZECH + _RUSSIAN + "🎉漢字",
    "cp1250": _ASCII + _CZECH,
    "cp1251": _ASCII + _RUSSIAN,
    "cp1252": _ASCII + _GERMAN,
    "iso8859-2": _ASCII + _CZECH,
    "koi8-r": _ASCII + _RUSSIAN,
}
WORDS = {
    "utf-8": "Jiří Dvořák Žaneta Анна Щукин 漢字",
    "utf-8-sig": "Jiří Dvořák Žaneta Анна Щукин 漢字",
    "utf-16": "Jiří Dvořák Žaneta Анна Щукин 漢字",
    "cp1250": "Jiří Dvořák Žaneta Šťastná Růžena Plzeň Děčín",
    "cp1251": "Анна Петрова Фёдор Щукин Юлия Москва Соловьёва",
    "cp1252": "Jürgen Groß Käthe Müller Köln Würzburg Schäfer",
}


def written(rows: list[list[str]], encoding: str, delimiter: str, end: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    encoding = draw(st.sampled_from(sorted(ALPHABETS)))
    # Inside a cell a line end is \n, as every program writes it.
    cell = st.text(ALPHABETS[encoding] + "\n", max_size=12)
    width = draw(st.integers(1, 5))
    rows = st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=8)
    return encoding, draw(rows)


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from(CANDIDATES), st.sampled_from(["\n", "\r\n"]))
def test_with_encoding_and_separator_said(
    table: tuple[str, list[list[str]]], delimiter: str, end: str
) -> None:
    encoding, rows = table
    rows = [[f"p{number}@example.com", *cells] for number, cells in enumerate(rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(written(rows, encoding, delimiter, end))
        read = open_table(path, encoding, delimiter, has_header=False)
        width = len(read.header)
        assert [cells for _line, cells in read.rows()] == [row[:width] for row in rows]
        assert not any(cell.strip() for row in rows for cell in row[width:])
        assert (read.encoding, read.delimiter) == (encoding, delimiter)


@st.composite
def lists_of_people(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    encoding = draw(st.sampled_from(sorted(WORDS)))
    word = st.sampled_from(WORDS[encoding].split())
    name = st.builds("{} {}".format, word, word)
    people = draw(
        st.lists(
            st.tuples(name, word, st.sampled_from(["a, b", "x; y | z", "", 'say "hi"'])),
            min_size=3,
            max_size=12,
        )
    )
    rows = [[name, f"p{number}@example.com", *rest] for number, (name, *rest) in enumerate(people)]
    # Every word once, so that there is enough to tell the encoding from.
    return encoding, [["name", "email", "city", "note"], *rows, [WORDS[encoding], "z@example.com", "", ""]]


@settings(max_examples=150, deadline=None)
@given(lists_of_people(), st.sampled_from(CANDIDATES), st.sampled_from(["\n", "\r\n", "\r"]))
def test_with_encoding_and_separator_found(
    table: tuple[str, list[list[str]]], delimiter: str, end: str
) -> None:
    encoding, rows = table
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(written(rows, encoding, delimiter, end))
        read = open_table(path)
        assert (read.encoding, read.delimiter) == (encoding, delimiter)
        assert [list(read.header), *(cells for _line, cells in read.rows())] == rows
