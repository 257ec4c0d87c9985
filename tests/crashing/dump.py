"""A whole shop file as one plain value, to tell whether anything was changed."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

_UNFINISHED = frozenset(("import_run", "staged_row", "source"))
"""What an unfinished import may leave behind until it is swept."""


def dump(file: Path, without: frozenset[str] = frozenset()) -> dict[str, list[Any]]:
    """Table -> rows, sorted; the text index and the statistics of SQLite are left out."""
    connection = driver.connect(str(file))
    try:
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not row[0].startswith(("sqlite_", "contact_search")) and row[0] not in without
        ]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names
        }
    finally:
        connection.close()


def schema(file: Path) -> list[tuple[str, str]]:
    """Every table, index and trigger with its definition."""
    connection = driver.connect(str(file))
    try:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
        return [(row[0], row[1] or "") for row in rows]
    finally:
        connection.close()


def people(file: Path) -> dict[str, list[Any]]:
    """The same without what an unfinished import leaves behind until it is swept."""
    return dump(file, _UNFINISHED)
