"""The look at a file: how many rows, in which letters, in words for the owner."""

import codecs
from pathlib import Path

import pytest

from shopmail.errors import FileRefused, InputRefused, Stopped
from shopmail.importing.looking import DELIMITERS, ENCODINGS, delimiter_words, encoding_words, look, offered
from tests.importing.tables import a_file

CZECH = "e-mail;jméno;město\njana@example.com;Jana Nováková;Žďár nad Sázavou\npetr@example.com;Jiří;Děčín\n"
RUSSIAN = "почта;имя\nanna@example.com;Анна\nfedor@example.com;Фёдор Щукин\n"


@pytest.mark.parametrize(
    ("text", "written", "words"),
    [
        (CZECH, "utf-8", "Unicode text"),
        (CZECH, "utf-8-sig", "Unicode text"),
        (CZECH, "utf-16", "Unicode text (UTF-16)"),
        (CZECH, "utf-32", "Unicode text (UTF-32)"),
        (CZECH, "cp1250", "Czech Windows text"),
        (RUSSIAN, "cp1251", "Russian Windows text"),
        (RUSSIAN, "koi8-r", "Russian text of the internet (KOI8-R)"),
        (RUSSIAN, "cp866", "Russian text of MS-DOS"),
        (CZECH, "cp852", "Czech text of MS-DOS"),
    ],
)
def test_the_letters_are_named(tmp_path: Path, text: str, written: str, words: str) -> None:
    found = look(a_file(tmp_path, text, written))
    assert (found.rows, found.encoding_words, found.delimiter_words) == (2, words, "semicolon")


def test_every_encoding_that_is_offered_can_be_chosen(tmp_path: Path) -> None:
    for name, _words in ENCODINGS:
        text = RUSSIAN if name in ("cp1251", "koi8-r", "cp866") else "e-mail;Ort\njan@example.com;Köln\n"
        found = look(a_file(tmp_path, text, name, name="chosen.csv"), encoding=name)
        assert offered(found.table.encoding) == name
        assert encoding_words(found.table.encoding)
        assert codecs.lookup(name).name == name


def test_an_encoding_without_a_word_of_ours_is_called_by_its_name() -> None:
    assert encoding_words("shift_jis") == "SHIFT_JIS"


@pytest.mark.parametrize("mark", [mark for mark, _words in DELIMITERS])
def test_the_separator_is_named(tmp_path: Path, mark: str) -> None:
    path = a_file(tmp_path, f"email{mark}name\njana@example.com{mark}Jana\n")
    assert look(path).delimiter_words == dict(DELIMITERS)[mark]
    assert delimiter_words("~") == "“~”"


def test_rows_are_counted_as_the_import_counts_them(tmp_path: Path) -> None:
    text = 'email,note\na@example.com,"two\nlines"\n\nbad\n , \nb@example.com,x\n'
    assert look(a_file(tmp_path, text)).rows == 4
    assert look(a_file(tmp_path, text), has_header=False).rows == 5


def test_what_is_handed_in_is_taken_as_said(tmp_path: Path) -> None:
    path = a_file(tmp_path, CZECH, "cp1250")
    found = look(path, encoding="cp1252", delimiter=",", has_header=False)
    assert found.encoding_words == "Western Windows text"
    assert (found.rows, found.delimiter_words) == (3, "comma")
    with pytest.raises(InputRefused):
        look(path, delimiter="x")


def test_a_mistake_at_the_end_of_the_file_is_found(tmp_path: Path) -> None:
    rows = "".join(f"p{n}@example.com,Brno\n" for n in range(30_000))
    with pytest.raises(FileRefused, match="30002"):
        look(a_file(tmp_path, f'email,city\n{rows}x@example.com,"Brno\n'))


def test_looking_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    path = a_file(tmp_path, "email,city\n" + "".join(f"p{n}@example.com,Brno\n" for n in range(60_000)))
    told: list[tuple[int, int]] = []
    assert look(path, progress=lambda *each: told.append(each)).rows == 60_000
    assert told == sorted(told)
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    asked: list[bool] = []

    def stopped() -> bool:
        asked.append(True)
        return len(asked) == 2

    with pytest.raises(Stopped):
        look(path, stopped=stopped)
    assert len(asked) == 2 < len(told)
