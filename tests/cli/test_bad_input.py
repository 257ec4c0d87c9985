"""What is handed in wrong: one clear sentence, exit 1, nothing written, no traceback."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from tests.cli.typing import Keyboard
from tests.crashing.dump import dump

GOOD = "email,first_name,status,confirmed at\nann@example.com,Ann,confirmed,2024-05-01\n"


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(range(256)) * 8)


def _folder(path: Path) -> None:
    path.mkdir()


def _text(text: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(text.encode())

    return write


def _raw(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "no file": (lambda _path: None, "no file"),
    "a folder": (_folder, "folder"),
    "an empty file": (_text(""), "empty"),
    "a picture": (_picture, "picture"),
    "a header only": (_text("email,first_name\n"), "no people|no row|header|nobody"),
    "no addresses": (_text("first_name,city\nAnn,Leeds\nBob,York\n"), "address"),
    "an unclosed quote": (_text(GOOD + '"bob@example.com,Bob\n' * 3), "quot"),
    "a NUL byte": (_raw(GOOD.encode() + b"bo\x00b@example.com,Bob,confirmed,2024-05-01\n"), "NUL|zero|text"),
}


@pytest.fixture
def filled(keyboard: Keyboard, tmp_path: Path) -> Keyboard:
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    keyboard.ask("import", "contacts", tmp_path / "good.csv", "--kind", "signups")
    return keyboard


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_list_of_people(filled: Keyboard, tmp_path: Path, what: str) -> None:
    make, words = FILES[what]
    path = tmp_path / "people.csv"
    make(path)
    before = dump(filled.shop_file)
    sentence = filled.refused("import", "contacts", path, "--kind", "signups")
    assert any(word.lower() in sentence.lower() for word in words.split("|")), sentence
    assert dump(filled.shop_file) == before
    assert not list(tmp_path.glob("shop-imports*"))
    assert not list(tmp_path.glob("*fault*"))


def test_a_wrong_encoding_that_was_asked_for(filled: Keyboard, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("email,first_name\nzofie@example.com,Žofie\n".encode("cp1250"))
    before = dump(filled.shop_file)
    sentence = filled.refused("import", "contacts", path, "--kind", "signups", "--encoding", "utf-8")
    assert "utf-8" in sentence.lower()
    assert "no such" not in sentence
    filled.refused("import", "contacts", path, "--kind", "signups", "--encoding", "klingon")
    assert dump(filled.shop_file) == before


def test_ragged_rows_come_in_or_are_told_row_by_row(filled: Keyboard, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = ["bob@example.com,Bob", "cyd@example.com,Cyd,confirmed,2024-05-01,too,many", "", "x"]
    path.write_text(GOOD + "\n".join(rows) + "\n", encoding="utf-8")
    answer = filled.ask("import", "contacts", path, "--kind", "signups")
    parts = ("new", "changed", "same", "duplicate", "do_not_mail", "invalid")
    assert answer["rows"] == sum(answer[part] for part in parts)
    assert answer["invalid"] >= 1
    assert Path(answer["problems_file"]).exists()


def test_a_bought_list_is_refused(filled: Keyboard, tmp_path: Path) -> None:
    before = dump(filled.shop_file)
    sentence = filled.refused(
        "import", "contacts", tmp_path / "good.csv", "--kind", "signups", "--source", "bought-or-public"
    )
    assert "bought" in sentence
    assert dump(filled.shop_file) == before


DRAFTS = {
    "not TOML": "name = Autumn",
    "no subject": 'name = "A"\n[[block]]\nkind = "text"\ntext = "x"\n',
    "no mail": 'name = "A"\nsubject = "B"\n',
    "unknown key": 'name = "A"\nsubject = "B"\ncolour = "red"\n[[block]]\nkind = "text"\ntext = "x"\n',
    "unknown block": 'name = "A"\nsubject = "B"\n[[block]]\nkind = "video"\n',
    "broken template": 'name = "A"\nsubject = "B"\n[[block]]\nkind = "text"\ntext = "{{ first_name"\n',
    "mistyped field": 'name = "A"\nsubject = "{{ frist_name }}"\n[[block]]\nkind = "text"\ntext = "x"\n',
    "unknown segment": 'name="A"\nsubject="B"\nsegment="Nowhere"\n[[block]]\nkind="text"\ntext="x"\n',
    "missing HTML": 'name = "A"\nsubject = "B"\nhtml_file = "none.html"\n',
    "HTML elsewhere": 'name = "A"\nsubject = "B"\nhtml_file = "../shop.shopmail"\n',
    "no address": 'name = "A"\nsubject = "B"\nfrom = "me"\n[[block]]\nkind = "text"\ntext = "x"\n',
}


@pytest.mark.parametrize("what", DRAFTS)
def test_a_draft_with_a_mistake(filled: Keyboard, tmp_path: Path, what: str) -> None:
    (tmp_path / "draft.toml").write_text(DRAFTS[what], encoding="utf-8")
    before = dump(filled.shop_file)
    filled.refused("campaign", "new", tmp_path / "draft.toml")
    assert dump(filled.shop_file) == before
    assert not list(tmp_path.glob("*fault*"))


DEFINITIONS = {
    "not JSON": "{",
    "no version": '{"where": {"all": []}}',
    "later version": '{"version": 99, "where": {"all": []}}',
    "unknown rule": '{"version": 1, "where": {"rule": "colour", "op": "is", "value": "red"}}',
    "unknown op": '{"version": 1, "where": {"rule": "city", "op": "smells of", "value": "red"}}',
    "wrong value": '{"version": 1, "where": {"rule": "city", "op": "is", "value": 7}}',
    "too deep": '{"version": 1, "where": ' + '{"not": ' * 3000 + "{}" + "}" * 3001,
    "a list": "[]",
}


@pytest.mark.parametrize("what", DEFINITIONS)
def test_a_definition_with_a_mistake(filled: Keyboard, tmp_path: Path, what: str) -> None:
    (tmp_path / "d.json").write_text(DEFINITIONS[what], encoding="utf-8")
    before = dump(filled.shop_file)
    filled.refused("segment", "save", "X", tmp_path / "d.json")
    filled.refused("segment", "count", "--definition", tmp_path / "d.json")
    assert dump(filled.shop_file) == before
    assert not list(tmp_path.glob("*fault*"))


def _newer(path: Path) -> None:
    connection = driver.connect(str(path))
    connection.execute("PRAGMA user_version=999")
    connection.close()


def _of_another_program(path: Path) -> None:
    path.unlink()
    connection = driver.connect(str(path))
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 3 + 100])


SHOPS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a text": (lambda path: path.write_text("This is not a shop. " * 500), "is not a shop file"),
    "a picture": (lambda path: _picture(path), "is not a shop file"),
    "of a newer version": (_newer, "newer shopmail"),
    "of another program": (_of_another_program, "another program"),
    "half a file": (_cut, "damaged"),
}

COMMANDS: list[list[str]] = [
    ["settings", "show"],
    ["settings", "set", "shop.name=X"],
    ["campaign", "list"],
    ["contacts", "list"],
    ["sync"],
    ["check"],
]


@pytest.mark.parametrize("what", SHOPS)
def test_a_shop_file_that_is_none(filled: Keyboard, what: str) -> None:
    make, words = SHOPS[what]
    with driver.connect(str(filled.shop_file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    make(filled.shop_file)
    before = filled.shop_file.read_bytes()
    for command in COMMANDS:
        sentence = filled.refused(*command)
        if command != ["check"]:
            assert words in sentence
    assert filled.shop_file.read_bytes() == before


def test_a_folder_as_the_shop_file(keyboard: Keyboard) -> None:
    keyboard.shop_file.mkdir()
    assert "is a folder" in keyboard.refused("settings", "show")


def test_a_place_that_can_not_be_written(keyboard: Keyboard, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    keyboard.shop_file = tmp_path / "file" / "shop.shopmail"
    assert "can't be made there" in keyboard.refused("settings", "show")


REFUSED: list[list[str]] = [
    ["campaign", "status", "7"],
    ["campaign", "send", "7"],
    ["campaign", "recall", "7"],
    ["campaign", "check", "7"],
    ["report", "7"],
    ["campaign", "preview", "7", "--as", "ann@example.com"],
    ["contacts", "show", "stranger@example.com"],
    ["contacts", "show", "nonsense"],
    ["contacts", "add", "nonsense"],
    ["contacts", "add", "ann@example.com"],
    ["contacts", "edit", "ann@example.com", "colour=red"],
    ["contacts", "agreed", "ann@example.com", "--on", "yesterday", "--how", "paper", "--by", "me"],
    ["contacts", "unsubscribe"],
    ["segment", "count", "Nowhere"],
    ["segment", "count"],
    ["segment", "show", "Nowhere"],
    ["settings", "set", "colour=red"],
    ["settings", "set", "shop.name"],
    ["settings", "set", "shop.name=X", "shop.timezone=Mars/Olympus"],
    ["import", "contacts", "good.csv", "--kind", "signups", "--map", "nothing=email"],
]


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_can_not_be_done_changes_nothing(
    filled: Keyboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = dump(filled.shop_file)
    filled.refused(*words)
    filled.refused(*words, "--json")
    assert dump(filled.shop_file) == before
    assert not list(tmp_path.glob("*fault*"))


SENDS = [["--in", "5"], ["--in", "999999999999999"], ["--at", "25:00"], ["--at", "0001-01-01 00:00"], []]


@pytest.mark.parametrize("when", SENDS, ids=" ".join)
def test_a_send_that_is_refused_leaves_a_draft(filled: Keyboard, tmp_path: Path, when: list[str]) -> None:
    """With a time that can't be, or without a sender and the shop's address."""
    (tmp_path / "draft.toml").write_text(
        'name = "A"\nsubject = "B"\n[[block]]\nkind = "text"\ntext = "x"\n', encoding="utf-8"
    )
    campaign_id = filled.ask("campaign", "new", tmp_path / "draft.toml")["id"]
    before = dump(filled.shop_file)
    sentence = filled.refused("campaign", "send", campaign_id, *when)
    assert "The campaign was not sent" in sentence
    assert dump(filled.shop_file) == before
    assert not (tmp_path / "shop-outbox").exists()
