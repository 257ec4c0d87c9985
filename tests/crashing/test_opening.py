"""A death at any point of making a shop file: the next opening finds none, or a whole one."""

from pathlib import Path
from typing import Any

from shopmail.storage.checking import check
from shopmail.storage.shop import Shop
from tests.builders import AClock
from tests.crashing import Forge
from tests.crashing.dump import dump, schema


def test_making_a_shop_file(forge: Forge, tmp_path: Path) -> None:
    Shop(tmp_path / "whole.shopmail", AClock()).close()
    whole = schema(tmp_path / "whole.shopmail")
    folder = tmp_path / "data"
    file = folder / "shop.shopmail"
    made: list[bool] = []

    def nothing(_point: int) -> dict[str, Any]:
        for old in folder.glob("*"):
            old.unlink()
        if folder.exists():
            folder.rmdir()
        return {"shop": str(file)}

    for death in forge.deaths("make_shop", nothing):
        half = schema(file) if file.exists() else []
        assert half in ([], whole), death.point
        facts = dump(file)["shop_fact"] if half else []
        made.append(bool(half))
        Shop(file, AClock()).close()
        assert check(file).problems == []
        assert schema(file) == whole
        assert not facts or dump(file)["shop_fact"] == facts, "the key of all hashes never changes"
        assert file.stat().st_mode & 0o077 == 0
        assert folder.stat().st_mode & 0o077 == 0
    assert made == sorted(made)
    assert made[-1]
    assert len(made) > 40
