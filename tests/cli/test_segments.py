"""``segment rename``, ``duplicate`` and ``delete``, and what ``explain`` and ``rules`` show."""

import json
from pathlib import Path

import pytest

from shopmail.contacts.fields import add_own
from shopmail.model import Campaign, OwnField
from shopmail.segments import saving
from shopmail.storage.shop import Shop
from tests.builders import a_contact
from tests.cli.typing import Keyboard

PRAHA = {"rule": "city", "op": "is", "value": "Praha"}


@pytest.fixture
def filled(keyboard: Keyboard) -> Keyboard:
    """Jana in Brno, and the segment “Praha”."""
    with Shop(keyboard.shop_file) as shop:
        with shop.transaction() as session:
            a_contact(session, shop, city="Brno")
        saving.save(shop, "Praha", json.dumps({"version": 1, "where": PRAHA}))
    return keyboard


def names(keyboard: Keyboard) -> list[str]:
    return [line["name"] for line in keyboard.ask("segment", "list")["segments"]]


def test_a_segment_is_renamed_duplicated_and_deleted(filled: Keyboard) -> None:
    assert filled.type("segment", "rename", "praha", "V Praze").out == "“Praha” is now called “V Praze”.\n"
    assert filled.ask("segment", "duplicate", "V Praze") == {
        "name": "V Praze (2)",
        "words": "Everyone for whom: city is “Praha”.",
    }
    assert names(filled) == ["V Praze", "V Praze (2)"]
    assert "Another segment" in filled.refused("segment", "rename", "V Praze (2)", "v praze")
    assert filled.type("segment", "delete", "V Praze (2)").out == "“V Praze (2)” is deleted.\n"
    assert names(filled) == ["V Praze"]
    assert "No segment is called" in filled.refused("segment", "delete", "V Praze (2)")


def test_a_definition_with_parts_that_are_off_is_saved_and_shown(filled: Keyboard, tmp_path: Path) -> None:
    file = tmp_path / "d.json"
    told = {"version": 1, "where": {"any": [PRAHA, {"off": {"rule": "city", "op": "is", "value": "Brno"}}]}}
    file.write_text(json.dumps(told))
    words = "Everyone for whom: city is “Praha”."
    assert filled.type("segment", "save", "Either", file).out == f"“Either” is saved: {words}\n"
    shown = filled.ask("segment", "show", "Either")
    assert (shown["definition"], shown["words"]) == (told, words)
    assert filled.ask("segment", "count", "Either")["matches"] == 0
    said = filled.type("segment", "rules").out
    assert "  campaign (Campaign sent to them): is, is not" in said.splitlines()


def test_drafts_of_a_deleted_segment_are_told(filled: Keyboard) -> None:
    with Shop(filled.shop_file) as shop, shop.transaction() as session:
        segment_id = saving.id_of(session, "Praha")
        draft = Campaign(name="Spring", subject="s", content={}, letters="abcdefgh", created_at=1)
        draft.segment_id = segment_id
        session.add(draft)
    said = filled.type("segment", "delete", "Praha").out.splitlines()
    assert said == ["“Praha” is deleted.", "These drafts were for it, and now they are for nobody: Spring."]


def test_a_segment_that_no_longer_fits_can_still_be_renamed_and_deleted(filled: Keyboard) -> None:
    where = {"rule": "flower", "op": "is", "value": "růže"}
    with Shop(filled.shop_file) as shop:
        with shop.transaction() as session:
            add_own(session, "flower", "Flower", 1)
        saving.save(shop, "Roses", json.dumps({"version": 1, "where": where}))
        with shop.transaction() as session:
            session.query(OwnField).delete()
    assert filled.ask("segment", "rename", "Roses", "Růže") == {"name": "Růže"}
    filled.refused("segment", "duplicate", "Růže")
    assert filled.ask("segment", "delete", "Růže") == {"name": "Růže", "drafts": []}


def test_an_explanation_marks_what_is_off_and_what_nobody_knows(filled: Keyboard, tmp_path: Path) -> None:
    phone = {"rule": "phone", "op": "is", "value": "1"}
    file = tmp_path / "d.json"
    file.write_text(json.dumps({"version": 1, "where": {"all": [PRAHA, {"off": PRAHA}, phone]}}))
    said = filled.type("segment", "explain", "--definition", file, "jana@example.com").out.splitlines()
    assert said[1:5] == [
        "  ✗ all of these hold",
        "    ✗ city is “Praha” (Brno)",
        "    – city is “Praha” (Brno)",
        "    ? phone is “1”",
    ]
    told = filled.ask("segment", "explain", "--definition", file, "jana@example.com")["where"]["parts"]
    assert [(part["off"], part["known"]) for part in told] == [(False, True), (True, True), (False, False)]


def test_a_campaign_is_a_value_with_a_name(filled: Keyboard) -> None:
    rules = {rule["key"]: rule for rule in filled.ask("segment", "rules")["rules"]}
    assert rules["campaign"]["takes"] == {"is": "campaign", "is not": "campaign"}
    assert rules["campaign"]["names"] == {}
    assert rules["city"]["op_titles"]["is not"] == "is not"
