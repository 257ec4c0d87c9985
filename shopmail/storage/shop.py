"""The shop: the open shop file, and the only opener of sessions."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shopmail import settings as shop_settings
from shopmail.clock import Clock
from shopmail.errors import ShopFileRefused
from shopmail.model import Setting, ShopFact
from shopmail.settings import Settings
from shopmail.storage import migrating
from shopmail.storage.engine import READING, in_plain_words, open_engine
from shopmail.wording import _


class Shop:
    """An open shop file. Threads may share it; each session belongs to the thread that opened it."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        """Open ``path``, up to date; make it, for this user's eyes only, when there is none.

        Raises ``ShopFileRefused`` for a file that is no shop file, is damaged, or is of a newer version.
        """
        self.path = path.absolute()
        self.clock = clock or Clock()
        _make_private(self.path)
        with in_plain_words(self.path):
            migrating.bring_up_to_date(self.path, self.clock.now())
        self._engine = open_engine(self.path)
        self._watching: Any = None
        self._file = _identity(self.path)
        with self.reading() as session:
            facts = {fact.name: fact.value for fact in session.scalars(select(ShopFact))}
        self.address_key: bytes = facts["address_key"]
        self.id: str = facts["shop_id"].decode()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A writing session: commits at the end of the block, rolls back when it raises. One at a time.

        Raises ``ShopFileBusy`` when another writer holds the file for five seconds.
        """
        with in_plain_words(self.path), Session(self._engine, expire_on_commit=False) as session:
            session.connection()  # BEGIN IMMEDIATE now, so that a busy file is told before any work
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that can only read, sees one state of the file throughout, and waits for no writer."""
        with in_plain_words(self.path), Session(self._engine) as session:
            session.connection(execution_options={READING: True})
            yield session

    def settings(self) -> Settings:
        """The owner's settings, read afresh."""
        with self.reading() as session:
            return settings_of(session)

    def change_settings(self, changes: Mapping[str, str]) -> Settings:
        """Set the keys to these texts, all or none; raises ``InputRefused``."""
        with self.transaction() as session:
            changed = settings_of(session)
            for key, text in changes.items():
                changed = shop_settings.changed(changed, key, text)
            default, wanted = shop_settings.written(Settings()), shop_settings.written(changed)
            session.execute(delete(Setting).where(Setting.key.in_(shop_settings.KEYS)))
            session.add_all(
                Setting(key=key, value=text) for key, text in wanted.items() if text != default[key]
            )
            return changed

    def data_version(self) -> int:
        """A number that differs from the last answer once anybody else has written to the file.

        Raises ``ShopFileRefused`` when the file was moved or deleted: what is written now would be lost.
        """
        if _identity(self.path) != self._file:
            raise ShopFileRefused(
                _("The shop file is not where it was"),
                _("“{file}” was moved, renamed or deleted while it was open.", file=str(self.path)),
                _("Close shopmail, put the file back, and open it again. What you change now may be lost."),
            )
        with in_plain_words(self.path):
            if self._watching is None:
                self._watching = driver.connect(str(self.path), check_same_thread=False)
            return int(self._watching.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close every connection; the shop can't be used after that."""
        if self._watching is not None:
            self._watching.close()
        self._engine.dispose()

    def __enter__(self) -> "Shop":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is, whatever it is called; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def settings_of(session: Session) -> Settings:
    """The owner's settings as this session sees them."""
    return shop_settings.read({row.key: row.value for row in session.scalars(select(Setting))})


def _make_private(path: Path) -> None:
    title = _("The shop file could not be used")
    try:
        made = not path.parent.exists()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if made:
            path.parent.chmod(0o700)
        if path.is_dir():
            raise ShopFileRefused(
                title, _("“{file}” is a folder.", file=str(path)), _("Name a file inside it with --shop.")
            )
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            path.chmod(0o600)
    except OSError as fault:
        raise ShopFileRefused(
            title,
            _("“{file}” can't be made there: {why}.", file=str(path), why=fault.strerror or str(fault)),
            _("Choose another place with --shop."),
        ) from None
