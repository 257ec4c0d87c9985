"""What ``import contacts`` can be told of a file's words, its empty cells and the place it comes from."""

from pathlib import Path

import pytest

from tests.cli.typing import Keyboard
from tests.crashing.dump import dump

FILE = "email,city,state\njana@example.com,Brno,bestätigt?\npetr@example.com,Zlín,unsubscribed\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_words_are_given_a_meaning(keyboard: Keyboard, file: Path) -> None:
    asked = ("import", "contacts", file, "--kind", "signups", "--map", "state=status")
    answer = keyboard.ask(*asked, "--plan", "--word", "state:kvak=unknown")
    assert (answer["new"], answer["do_not_mail"]) == (1, 1)
    answer = keyboard.ask(*asked, "--plan", "--word", "State:bestätigt?=bounced")
    assert (answer["new"], answer["do_not_mail"]) == (0, 2)
    answer = keyboard.ask(
        *asked, "--word", "state:bestätigt?=Pending", "--word", "state:unsubscribed=complained"
    )
    assert (answer["new"], answer["do_not_mail"]) == (1, 1)
    assert sorted(row[2] for row in dump(keyboard.shop_file)["consent_entry"]) == ["asked", "complained"]


@pytest.mark.parametrize("word", ["unsubscribed", "state:unsubscribed", "=no", "state:=no", ":kvak=no"])
def test_a_word_without_its_form_is_refused(keyboard: Keyboard, file: Path, word: str) -> None:
    sentence = keyboard.refused("import", "contacts", file, "--kind", "signups", "--word", word)
    assert "HEADER:WORD=STATUS" in sentence


def test_a_no_can_not_be_made_a_yes(keyboard: Keyboard, file: Path) -> None:
    word = "state:unsubscribed=subscribed"
    sentence = keyboard.refused("import", "contacts", file, "--kind", "signups", "--word", word)
    assert "must not be mailed" in sentence


def test_an_empty_cell_empties_a_field(keyboard: Keyboard, file: Path) -> None:
    keyboard.ask("import", "contacts", file, "--kind", "signups")
    file.write_text(FILE.replace("Brno", ""), encoding="utf-8")
    again = ("import", "contacts", file, "--kind", "signups")
    assert keyboard.ask(*again)["same"] == 1
    assert keyboard.ask(*again, "--clear", "city")["changed"] == 1
    assert keyboard.ask("contacts", "show", "jana@example.com")["fields"].get("city", "") == ""


def test_what_is_known_of_the_place_is_kept(keyboard: Keyboard, file: Path) -> None:
    place = ("--captcha", "yes", "--confirmed-there", "no")
    keyboard.ask("import", "contacts", file, "--kind", "signups", *place)
    (source,) = dump(keyboard.shop_file)["source"]
    assert source[-2:] == ("yes", "no")
    assert keyboard.type("import", "contacts", file, "--kind", "signups", "--captcha", "perhaps").code == 2
