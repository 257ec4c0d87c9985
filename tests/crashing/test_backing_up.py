"""A death at any point of making a copy: what bears the name of a copy is whole, and the shop as before."""

import os
from pathlib import Path
from typing import Any

from shopmail.storage.backup import back_up
from shopmail.storage.checking import check
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock, a_contact, a_shop
from tests.crashing import Forge
from tests.crashing.dump import dump


def test_backing_up(forge: Forge, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with a_shop(tmp_path) as shop:
        with shop.transaction() as session:
            a_contact(session, shop, "jana@example.com")
        shop.change_settings({"backup.folder": str(folder)})
        back_up(shop, folder)
        original = shop.path
    (before,) = folder.iterdir()
    everything = people(original)
    made: list[bool] = []

    def fresh(_point: int) -> dict[str, Any]:
        for old in folder.iterdir():
            if old != before:
                old.unlink()
        return {"shop": str(original), "folder": str(folder)}

    for death in forge.deaths("back_up_into", fresh):
        copies = list(folder.glob("*.shopmail"))
        assert before in copies, death.point
        for copy in copies:
            assert people(copy) == everything, death.point
            assert check_as_opened(copy) == []
        made.append(len(copies) == 2)
        assert check(original).problems == []
        swept_by_the_next_one(original, folder)
    assert made == sorted(made)
    assert (made[0], made[-1]) == (False, True)
    assert len(made) > 15


def swept_by_the_next_one(original: Path, folder: Path) -> None:
    for part in folder.glob("*.part*"):
        os.utime(part, (NOON, NOON - 86_400 * 365))
    with Shop(original, AClock()) as shop:
        back_up(shop, folder)
    assert list(folder.glob("*.part*")) == []


def check_as_opened(copy: Path) -> list[str]:
    """Opened as the owner would after losing the shop file."""
    with Shop(copy, AClock()):
        return check(copy).problems


def people(file: Path) -> dict[str, list[Any]]:
    """Without the note of when the newest copy was made."""
    return dump(file, frozenset(("shop_fact",)))
