"""The health of a shop file: version, pragmas, integrity, schema, references, locks, who may read it."""

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from msgspec import Struct

from shopmail.errors import Stopped
from shopmail.model import Model
from shopmail.storage.engine import (
    APPLICATION_ID,
    PRAGMAS,
    in_plain_words,
    open_engine,
    sqlite_version,
    stoppable,
)
from shopmail.storage.locking import NAMES, is_held
from shopmail.storage.migrating import REVISION, revision_of
from shopmail.wording import _, n_

LEAST_SQLITE = (3, 51, 3)
"""The first release without the WAL-reset fault."""


class Health(Struct, frozen=True):
    """What was found; ``problems`` holds a sentence for each thing that is not as it should be."""

    file: str
    sqlite: str
    revision: int
    pragmas: dict[str, object]
    integrity: str
    broken_references: int
    schema_differences: list[str]
    locks: dict[str, bool]
    file_mode: str
    problems: list[str]


def check(path: Path, stopped: Callable[[], bool] = lambda: False) -> Health:
    """Examine the shop file, changing nothing.

    Raises ``ShopFileRefused`` when it can't be read at all, and ``Stopped``.
    """
    with in_plain_words(path):
        revision = revision_of(path)
        engine = open_engine(path)
        try:
            with engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                assert raw is not None
                pragmas = {name: _value(raw, name) for name, _set, _expected in PRAGMAS}
                with stoppable(raw, stopped, _stopped):
                    integrity = str(raw.execute("PRAGMA integrity_check").fetchone()[0])
                    broken = len(raw.execute("PRAGMA foreign_key_check").fetchall())
                differences = _schema_differences(raw)
        finally:
            engine.dispose()
    mode = stat.S_IMODE(path.stat().st_mode)
    health = Health(
        file=str(path),
        sqlite=sqlite_version(),
        revision=revision,
        pragmas=pragmas,
        integrity=integrity,
        broken_references=broken,
        schema_differences=differences,
        locks={name: is_held(path, name) for name in NAMES},
        file_mode=f"{mode:04o}",
        problems=[],
    )
    health.problems.extend(_problems(health, mode))
    return health


def _stopped() -> Stopped:
    return Stopped(_("The check was stopped"), _("Nothing was changed."))


def _problems(health: Health, mode: int) -> list[str]:
    found = []
    if tuple(int(part) for part in health.sqlite.split(".")) < LEAST_SQLITE:
        found.append(_("SQLite {version} can damage files like this one.", version=health.sqlite))
    for name, _set, expected in PRAGMAS:
        if health.pragmas[name] != expected:
            found.append(
                _(
                    "{pragma} is {value}, not {expected}.",
                    pragma=name,
                    value=health.pragmas[name],
                    expected=expected,
                )
            )
    if health.integrity != "ok":
        found.append(_("The file is damaged: {what}.", what=health.integrity))
    if health.broken_references:
        found.append(
            n_(
                "{count} row refers to a row that is not there.",
                "{count} rows refer to rows that are not there.",
                health.broken_references,
            )
        )
    if health.revision != REVISION:
        found.append(
            _("The file has schema {found}, this version {wanted}.", found=health.revision, wanted=REVISION)
        )
    found.extend(
        _("The schema differs: {what}.", what=difference) for difference in health.schema_differences
    )
    if mode & 0o077 and sys.platform != "win32":
        found.append(
            _("Other users of this computer may read the file (mode {mode}).", mode=health.file_mode)
        )
    return found


def _value(raw: "driver.Connection", name: str) -> object:
    return raw.execute(f"PRAGMA {name}").fetchone()[0]


def _schema_differences(raw: "driver.Connection") -> list[str]:
    """Columns that the mapped classes and the file do not share, as ``table.column``."""
    wanted = {
        f"{table.name}.{column.name}" for table in Model.metadata.sorted_tables for column in table.columns
    }
    there = {
        f"{table.name}.{row[1]}"
        for table in Model.metadata.sorted_tables
        for row in raw.execute(f'PRAGMA table_info("{table.name}")')
    }
    application = raw.execute("PRAGMA application_id").fetchone()[0]
    odd = [] if application == APPLICATION_ID else [f"application_id {application}"]
    return odd + sorted(wanted ^ there)
