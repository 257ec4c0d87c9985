"""The schema: what the revisions make is what the mapped classes say, and half a migration never stays."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import select

from shopmail import paths
from shopmail.errors import ShopFileRefused
from shopmail.model import Contact, Model, Source, Told
from shopmail.storage import migrating
from shopmail.storage.checking import check
from shopmail.storage.engine import APPLICATION_ID, open_engine
from shopmail.storage.migrations import REVISIONS
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock, a_contact, a_shop


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


def _a_file_of(revision: int, path: Path) -> None:
    """A shop file as the version with that revision made it, stamped as ours."""
    engine = open_engine(path)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        for each in REVISIONS[:revision]:
            each.upgrade()
        for name, value in (("application_id", APPLICATION_ID), ("user_version", revision)):
            connection.exec_driver_sql(f"PRAGMA {name}={value}")
        for statement in FILLED:
            connection.exec_driver_sql(statement)
    engine.dispose()


FILLED = (
    "INSERT INTO shop_fact VALUES ('address_key', x'00'), ('shop_id', x'6162'), ('created_at', x'31')",
    "INSERT INTO source (id, name, origin, double_opt_in, collected_on, wording, created_at)"
    " VALUES (1, 'Form', 'own-form', 'required', '2024-05-31', 'Yes?', 7),"
    " (2, 'Orders', 'orders', NULL, '', '', 8)",
    "INSERT INTO contact (id, email, email_key, address_hash, source_id, created_at, updated_at, agreement)"
    " VALUES (1, 'Jana@example.com', 'jana@example.com', x'01', 1, 7, 8, 'proven'),"
    " (2, 'petr@example.com', 'petr@example.com', x'02', 2, 7, 7, 'none')",
    "INSERT INTO import_run VALUES (1, 'done', 'signups', 1, 'a.csv', '00', 'utf-8', ',', '{}', '[]', 7, 8)",
    "INSERT INTO import_row VALUES (1, 2, 'new', 1, '', NULL), (1, 3, 'invalid', NULL, 'bad', '[\"x\"]')",
    "INSERT INTO consent_entry (id, contact_id, act, recorded_at, source_id, run_id, line)"
    " VALUES (1, 1, 'confirmed', 8, 1, 1, 2), (2, 2, 'agreed-again', 9, NULL, NULL, NULL)",
    "INSERT INTO suppression (id, address_hash, reason, way, at, recorded_at, lifted_at, lifted_by_id)"
    " VALUES (1, x'02', 'left', 'link', 7, 7, 9, 2), (2, x'02', 'left', 'by-hand', 10, 10, NULL, NULL)",
    "INSERT INTO tag VALUES (1, 'vip')",
    "INSERT INTO contact_tag VALUES (1, 1)",
    "INSERT INTO segment (id, name, definition, created_at, updated_at) VALUES (1, 'Písek', '{}', 7, 8)",
    "INSERT INTO campaign (id, state, name, subject, segment_id, content, letters, created_at)"
    " VALUES (1, 'draft', 'News', 'News', 1, '{}', 'abcdefgh', 7)",
)


def _rows(path: Path, columns: dict[str, list[str]] | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Table -> its rows, in these columns of it or in all."""
    connection = driver.connect(str(path))
    found = {
        table: connection.execute(f'SELECT {", ".join(names)} FROM "{table}" ORDER BY 1, 2').fetchall()
        for table, names in (columns or _columns(path)).items()
    }
    connection.close()
    return found


def _columns(path: Path) -> dict[str, list[str]]:
    connection = driver.connect(str(path))
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'contact_search%'"
        )
    ]
    found = {name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] for name in tables}
    connection.close()
    return found


@pytest.mark.parametrize("revision", range(1, migrating.REVISION))
def test_a_filled_file_of_every_version_before_is_brought_up_to_date(tmp_path: Path, revision: int) -> None:
    path = tmp_path / "shop.shopmail"
    _a_file_of(revision, path)
    path.chmod(0o600)
    columns, before = _columns(path), _rows(path)
    with Shop(path, AClock()) as shop, shop.reading() as session:
        found = session.execute(select(Source.captcha, Source.confirmed_there)).all()
        assert [tuple(row) for row in found] == [(Told.UNKNOWN, Told.UNKNOWN)] * 2
        assert session.scalars(select(Contact.email)).all() == ["Jana@example.com", "petr@example.com"]
    assert _rows(path, columns) == before
    assert check(path).problems == []
    assert _rows(paths.beside(path, f"before-update-from-{revision}.shopmail")) == before


def test_what_a_source_says_is_one_of_three_words(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        path = shop.path
    connection = driver.connect(str(path))
    for column in ("captcha", "confirmed_there"):
        with pytest.raises(driver.IntegrityError, match=f"ck_source_{column}"):
            connection.execute(
                f"INSERT INTO source (name, origin, collected_on, wording, created_at, {column})"
                " VALUES ('x', 'own-form', '', '', 1, 'perhaps')"
            )
    connection.close()
