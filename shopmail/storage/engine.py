"""SQLite as shopmail wants it: one driver, explicit transactions, pragmas set on every connection.

The driver is sqlcipher3 everywhere, because it brings one known SQLite: 3.7.0 to 3.51.2, which Python
may bring, can corrupt a WAL file when two connections write at once (the WAL-reset fault).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from shopmail.errors import ShopFileBusy, ShopFileRefused, Stopped
from shopmail.wording import _

APPLICATION_ID = 0x53686D6C
"""``Shml`` in the file's header: tells a shop file from any other SQLite file."""

BUSY_MILLISECONDS = 5_000

_LOOKS = 100_000
"""Steps of SQLite's machine between two looks at ``stopped``: some 10 ms."""

PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("busy_timeout", str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cache_size", "-65536", -65536),
    ("temp_store", "MEMORY", 2),
)
"""Name, value to set, value to read back. FULL: what was acknowledged survives a power cut."""

# The driver looks for adapters of None and bytes anew each time, at four times the cost of a text: an import
# binds millions of them. With an adapter of their own they go straight through.
driver.register_adapter(bytes, bytes)
driver.register_adapter(type(None), lambda none: none)

READING = "shopmail_reading"
"""The execution option that makes a transaction a read-only one."""


def open_engine(path: Path) -> Engine:
    """An engine over the shop file; nothing is opened before the first use."""
    # The connection that was used last is used next: its page cache is warm, and the others' stay small.
    # Taken in turns, each of them would fill up to cache_size (64 MB).
    engine = create_engine(f"sqlite:///{path}", module=driver, json_serializer=_json, pool_use_lifo=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # None: the driver begins nothing by itself, so that DDL is inside our transactions too.
    connection.isolation_level = None
    for name, value, _expected in PRAGMAS:
        connection.execute(f"PRAGMA {name}={value}")


def _begin(connection: Connection) -> None:
    reading = bool(connection.get_execution_options().get(READING))
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN DEFERRED" if reading else "BEGIN IMMEDIATE")


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sqlite_version() -> str:
    """The version of SQLite in the driver."""
    return str(driver.sqlite_version)


@contextmanager
def stoppable(connection: Any, stopped: Callable[[], bool], said: Callable[[], Stopped]) -> Iterator[None]:
    """One long statement of ``connection`` that the owner can stop; then what ``said`` answers is raised."""
    connection.set_progress_handler(stopped, _LOOKS)
    try:
        yield
    except driver.OperationalError:
        if stopped():
            raise said() from None
        raise
    finally:
        connection.set_progress_handler(None, _LOOKS)


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Turn what the driver says of the file, the disk or a lock into a ``ShopFileRefused``.

    Whatever was being written is rolled back by then; a fault in our own SQL goes through as it is.
    """
    try:
        yield
    except (DBAPIError, driver.DatabaseError) as fault:
        spoken = _spoken(str(getattr(fault, "orig", fault)).lower(), path)
        if spoken is None:
            raise
        raise spoken from fault


def _spoken(what: str, path: Path) -> ShopFileRefused | None:
    file = str(path)
    title = _("The shop file could not be used")
    if "locked" in what or "busy" in what:
        return ShopFileBusy(
            title,
            _("Another program is writing to “{file}” at this moment; nothing was changed.", file=file),
            _("Wait a moment and try again."),
        )
    if "full" in what:
        return ShopFileRefused(
            title,
            _("The disk that holds “{folder}” is full; nothing was changed.", folder=str(path.parent)),
            _("Make room on it and try again."),
        )
    if "readonly" in what or "unable to open" in what:
        return ShopFileRefused(
            title,
            _("“{file}” or its folder may not be written to; nothing was changed.", file=file),
            _("Give yourself the right to write there, or choose another place with --shop."),
        )
    if "disk i/o error" in what:
        return ShopFileRefused(
            title,
            _("The disk failed while “{file}” was in use; nothing was changed.", file=file),
            _("Check that the drive is connected and has room, then try again."),
        )
    if "not a database" in what or "malformed" in what or "encrypted" in what:
        return ShopFileRefused(
            title,
            _("“{file}” is not a shop file, or it is damaged; it was left as it is.", file=file),
            _("Choose another file with --shop, or take the last backup."),
        )
    return None
