"""``shopmail backup``: a checked copy into the folder named, or the one that is set."""

from pathlib import Path

from shopmail.storage.checking import check
from tests.cli.typing import Keyboard


def test_into_a_folder_that_is_named(keyboard: Keyboard, tmp_path: Path) -> None:
    keyboard.ask("settings", "set", "shop.name=Květiny")
    answer = keyboard.ask("backup", tmp_path)
    assert set(answer) == {"file", "made_at", "bytes", "removed"}
    copy = Path(answer["file"])
    assert copy.parent == tmp_path
    assert copy.name.startswith("kvetiny-")
    assert (copy.stat().st_size, answer["removed"]) == (answer["bytes"], [])
    assert check(copy).problems == []
    assert keyboard.ask("settings", "show")["backup.folder"] == ""


def test_into_the_folder_that_is_set(keyboard: Keyboard, tmp_path: Path) -> None:
    assert "backup.folder" in keyboard.refused("backup")
    keyboard.ask("settings", "set", f"backup.folder={tmp_path}")
    said = keyboard.type("backup")
    assert said.code == 0
    assert said.out.startswith("A copy of the shop file was made and checked: ")
    assert len(list(tmp_path.glob("shop-*.shopmail"))) == 1


def test_a_folder_that_is_gone(keyboard: Keyboard, tmp_path: Path) -> None:
    assert "There is no folder" in keyboard.refused("backup", tmp_path / "gone")
