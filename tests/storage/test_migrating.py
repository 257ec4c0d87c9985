"""The schema: what the revisions make is what the mapped classes say, and half a migration never stays."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from shopmail.errors import ShopFileRefused
from shopmail.model import Model
from shopmail.storage import migrating
from shopmail.storage.engine import APPLICATION_ID, open_engine
from shopmail.storage.migrations import REVISIONS
from tests.builders import NOON, a_contact, a_shop


def test_the_newest_revision_is_the_last_of_the_list() -> None:
    assert len(REVISIONS) == migrating.REVISION


def test_the_revisions_make_what_the_classes_say(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        path = shop.path
    engine = open_engine(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _not_the_search_index})
        assert compare_metadata(context, Model.metadata) == []
    engine.dispose()


def _not_the_search_index(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and (name or "").startswith("contact_search"))


def test_a_new_file_is_stamped_as_ours(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        connection = driver.connect(str(shop.path))
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrating.REVISION
        connection.close()


def test_an_empty_file_is_taken_for_a_new_shop(tmp_path: Path) -> None:
    (tmp_path / "shop.shopmail").touch()
    with a_shop(tmp_path) as shop:
        assert len(shop.address_key) == 32


def test_a_file_up_to_date_is_not_touched(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        path = shop.path
    before = path.read_bytes()
    migrating.bring_up_to_date(path, NOON)
    assert path.read_bytes() == before


def test_an_update_copies_the_file_first_and_refuses_to_lose_rows(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        with shop.transaction() as session:
            a_contact(session, shop)
        path = shop.path
    connection = driver.connect(str(path))
    # As if an older version had written it, with a row that an update would leave dangling.
    connection.executescript("""PRAGMA foreign_keys = OFF;
        INSERT INTO contact_tag (contact_id, tag_id) VALUES (1, 77); PRAGMA user_version = 1""")
    connection.close()
    with pytest.raises(ShopFileRefused, match="would have lost rows"):
        migrating._verify(path, _raw(path), {"contact": 1})
    with pytest.raises(ShopFileRefused, match="would have lost rows"):
        migrating._verify(path, _without_foreign_tags(path), {"contact": 2})
    copy = tmp_path / "copy.shopmail"
    migrating._copy_verified(path, copy)
    kept = driver.connect(str(copy))
    assert kept.execute("SELECT email FROM contact").fetchall() == [("jana@example.com",)]
    kept.close()


def _raw(path: Path) -> driver.Connection:
    return driver.connect(str(path))


def _without_foreign_tags(path: Path) -> driver.Connection:
    connection = driver.connect(str(path))
    connection.execute("DELETE FROM contact_tag")
    connection.commit()
    return connection


def test_a_damaged_file_is_not_taken_for_a_copy(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        path = shop.path
    content = bytearray(path.read_bytes())
    for start in range(4096 * 3, len(content), 4096 * 5):
        content[start : start + 2000] = b"\xff" * 2000
    path.write_bytes(content)
    copy = tmp_path / "copy.shopmail"
    with pytest.raises((ShopFileRefused, driver.DatabaseError)):
        migrating._copy_verified(path, copy)
    assert not copy.exists()
