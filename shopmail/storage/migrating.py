"""Bringing a shop file to this version's schema: all pending revisions in one transaction, or none.

Foreign keys are off on the migrating connection *before* ``BEGIN``: with them on, a batch migration's
``DROP TABLE contact`` would empty the ledger through its references. They are checked before the commit.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from shopmail import paths
from shopmail.errors import ShopFileRefused
from shopmail.storage.engine import APPLICATION_ID, PRAGMAS, open_engine
from shopmail.wording import _

REVISION = 3
"""The newest revision under ``migrations/versions``, kept in the file as ``PRAGMA user_version``."""


def revision_of(path: Path) -> int:
    """The revision of the shop file, 0 for an empty one; raises ``ShopFileRefused`` if it isn't ours."""
    connection = driver.connect(str(path))
    try:
        connection.execute(f"PRAGMA busy_timeout={PRAGMAS[0][1]}")
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        revision = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    finally:
        connection.close()
    title = _("The shop file could not be opened")
    if tables and application != APPLICATION_ID:
        raise ShopFileRefused(
            title,
            _("“{file}” belongs to another program; it was left as it is.", file=str(path)),
            _("Choose another file with --shop."),
        )
    if revision > REVISION:
        raise ShopFileRefused(
            title,
            _("“{file}” was written by a newer shopmail; it was left as it is.", file=str(path)),
            _("Install the newest shopmail, or open the copy that was kept before its update."),
        )
    return revision if tables else 0


def bring_up_to_date(path: Path, now: int) -> None:
    """Migrate the file if it is older than ``REVISION``; a filled one is copied and verified first."""
    revision = revision_of(path)
    if revision == REVISION:
        return
    if revision:
        _copy_verified(path, paths.beside(path, f"before-update-from-{revision}{path.suffix}"))
    _migrate(path, now)


def _migrate(path: Path, now: int) -> None:
    # Alembic costs half a second to import: only a file that needs it pays.
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    from shopmail.storage.migrations import REVISIONS

    engine = open_engine(path)
    try:
        with engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")
            connection.begin()
            # Read again inside the transaction: another process may have migrated meanwhile.
            done = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            before = _row_counts(raw)
            with Operations.context(MigrationContext.configure(connection)):
                for revision in REVISIONS[done:]:
                    revision.upgrade()
                    before = {t: n for t, n in before.items() if t not in revision.REWRITTEN}
            if done == 0:
                _stamp_new(connection.connection.dbapi_connection, now)
            raw.execute(f"PRAGMA user_version={REVISION}")
            _verify(path, raw, before)
            connection.commit()
    finally:
        engine.dispose()


def _stamp_new(raw: Any, now: int) -> None:
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.executemany(
        "INSERT OR IGNORE INTO shop_fact(name, value) VALUES (?, ?)",
        [
            ("address_key", secrets.token_bytes(32)),
            ("shop_id", secrets.token_hex(8).encode()),
            ("created_at", str(now).encode()),
        ],
    )


def _row_counts(raw: Any) -> dict[str, int]:
    names = [
        row[0]
        for row in raw.execute(
            "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'contact_search%'"
        )
    ]
    return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _verify(path: Path, raw: Any, before: dict[str, int]) -> None:
    broken = raw.execute("PRAGMA foreign_key_check").fetchone()
    lost = {name for name, count in before.items() if _row_counts(raw).get(name) != count}
    if broken or lost:
        raise ShopFileRefused(
            _("The shop file could not be updated"),
            _("The update of “{file}” would have lost rows; the file was left as it was.", file=str(path)),
            _("Please report this; the version before still opens the file."),
        )


def _copy_verified(path: Path, copy: Path) -> None:
    """A complete copy of the file, checked before it counts as one; an earlier copy is kept."""
    if copy.exists():
        return
    unfinished = copy.with_name(copy.name + ".part")
    unfinished.unlink(missing_ok=True)
    connection = driver.connect(str(path))
    try:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
    finally:
        connection.close()
    unfinished.chmod(0o600)
    check = driver.connect(str(unfinished))
    try:
        healthy = check.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    finally:
        check.close()
    if not healthy:
        unfinished.unlink()
        raise ShopFileRefused(
            _("The shop file could not be updated"),
            _(
                "“{file}” is damaged: a copy of it did not pass the check. It was left as it is.",
                file=str(path),
            ),
            _("Take the last backup."),
        )
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(copy)
