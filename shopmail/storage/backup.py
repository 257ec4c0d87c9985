"""Copies of the shop file in a folder of the owner's choice: whole, checked, and only the newest kept."""

import contextlib
import errno
import os
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from msgspec import Struct

from shopmail.clock import local
from shopmail.errors import ShopFileRefused, ShopmailError, Stopped
from shopmail.model import ShopFact
from shopmail.settings import Settings
from shopmail.storage.engine import BUSY_MILLISECONDS, in_plain_words, stoppable
from shopmail.storage.shop import Shop
from shopmail.wording import _

KEPT = 14
"""So many copies stay in the folder; older ones that shopmail made of this shop are deleted."""

PAGES_AT_ONCE = 512
"""Pages copied between two looks at ``stopped``: 2 MB."""

_DAY = 86_400

_STALE_SECONDS = 3600
"""A ``.part`` untouched for that long was left behind by a process that died."""

_MADE = re.compile(r"(?P<name>.+)-(?P<when>\d{4}-\d{2}-\d{2}-\d{4})(?:-(?P<again>\d{1,3}))?\.shopmail")

_OF_THE_COPY = ("full", "disk i/o", "readonly", "unable to open")
"""What SQLite says of the disk that is written to; the shop file itself is only read here."""


class Copy(Struct, frozen=True):
    """A finished copy: ``made_at`` is a Unix second; ``removed`` are the older copies it replaced."""

    file: Path
    made_at: int
    bytes: int
    removed: tuple[Path, ...]


def back_up(
    shop: Shop,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
    *,
    pages_at_once: int = PAGES_AT_ONCE,
) -> Copy:
    """Copy the shop file into ``folder`` as it is at this moment, check the copy, delete what is too old.

    Writers need not wait. ``progress`` counts pages. A file under the name of a copy is always a whole,
    checked one: until then it is called ``.part``. Raises ``ShopFileRefused`` when the folder can't be used
    or the copy is not in order, ``Stopped`` when asked to stop; in each case nothing of it is left.
    """
    folder = folder.absolute()
    settings = shop.settings()
    with in_plain_words(shop.path), told_plainly(folder):
        made_at = shop.clock.now()
        part = folder / f"shopmail.{shop.id}.{secrets.token_hex(4)}.part"
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            _sweep(folder, shop.id, part.stat().st_mtime)
            _copy(shop.path, part, progress, stopped, pages_at_once)
            _verify(part, shop.id, stopped)
            _flush(part)
            file = _free_name(folder, settings, made_at)
            part.replace(file)
        except BaseException:
            _remove(part)
            raise
        _flush_folder(folder)
        # Only under today's name: one that the owner has renamed, to keep it, is not shopmail's to delete.
        today = _file_name(settings.shop.name)
        removed = tuple(one for one in copies(folder, shop.id) if _name_in(one) == today)[KEPT:]
        for old in removed:
            old.unlink(missing_ok=True)
        if settings.backup.folder and folder == Path(settings.backup.folder).absolute():
            _remember(shop, file, made_at)
        return Copy(file, made_at, file.stat().st_size, removed)


def choose_folder(
    shop: Shop,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Copy:
    """Make ``folder`` the place of the daily copies, proven by a first copy; raises as ``back_up`` does."""
    copy = back_up(shop, folder, progress, stopped)
    shop.change_settings({"backup.folder": str(folder.absolute())})
    _remember(shop, copy.file, copy.made_at)
    return copy


def is_due(made_at: int, file: str, now: int) -> bool:
    """Whether the newest copy (``made_at`` 0: none) is older than a day, or was taken out of its folder.

    A folder that is away, such as a stick in a drawer, is no reason to ask for it twice a day.
    """
    fresh = 0 <= now - made_at < _DAY
    return not fresh or (Path(file).parent.is_dir() and not Path(file).exists())


def is_on_the_same_disk(shop: Shop, folder: Path) -> bool:
    """Whether a broken disk would take both; False where that can't be told."""
    try:
        return shop.path.stat().st_dev == folder.stat().st_dev
    except OSError:
        return False


def copies(folder: Path, shop_id: str) -> list[Path]:
    """The copies in ``folder`` that shopmail made of this shop, whatever its name was, the newest first."""
    found = ((_MADE.fullmatch(file.name), file) for file in folder.iterdir())
    named = [(made, file) for made, file in found if made]
    named.sort(key=lambda one: (one[0]["when"], int(one[0]["again"] or 1)), reverse=True)
    return [file for _made, file in named if _shop_id_in(file) == shop_id]


def _name_in(file: Path) -> str:
    """The name of the shop in the name of a copy."""
    made = _MADE.fullmatch(file.name)
    return made["name"] if made else ""


def _copy(
    source: Path, target: Path, progress: Callable[[int, int], None], stopped: Callable[[], bool], pages: int
) -> None:
    """SQLite's online backup of one state of ``source``, which others may change meanwhile."""

    def tell(_status: int, remaining: int, total: int) -> None:
        if stopped():
            raise _stopped()
        progress(total - remaining, total)

    with _connected(source) as reading, _connected(target) as writing:
        reading.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        # Its own read transaction holds the state: without it, each change by another starts the copy anew.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        reading.backup(writing, pages=pages, progress=tell)
        # The copy of a WAL file says it is one; as a plain file it can be read from a stick without writing.
        writing.execute("PRAGMA journal_mode=DELETE")


def _verify(part: Path, shop_id: str, stopped: Callable[[], bool]) -> None:
    with _connected(part) as copy:
        with stoppable(copy, stopped, _stopped):
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            whole = copy.execute("PRAGMA foreign_key_check").fetchone() is None
        if sound and whole and _id_of(copy) == shop_id:
            return
    raise _refused(
        _("The copy did not pass its check, so it was not kept."),
        _("The shop file may be damaged, or the disk with the copies: try another folder first."),
    )


def _shop_id_in(file: Path) -> str:
    """The id of the shop that ``file`` is a copy of; empty when it is none, or can't be read."""
    try:
        # Opened as what can't change: no side file appears beside it.
        copy = driver.connect(f"{file.as_uri()}?immutable=1", uri=True)
    except driver.Error:
        return ""
    try:
        return _id_of(copy)
    except driver.Error:
        return ""
    finally:
        copy.close()


def _id_of(copy: Any) -> str:
    found = copy.execute("SELECT value FROM shop_fact WHERE name = 'shop_id'").fetchone()
    return bytes(found[0]).decode() if found else ""


@contextlib.contextmanager
def _connected(path: Path) -> Iterator[Any]:
    connection = driver.connect(str(path))
    connection.isolation_level = None
    try:
        yield connection
    finally:
        connection.close()


def _remember(shop: Shop, file: Path, made_at: int) -> None:
    with shop.transaction() as session:
        session.merge(ShopFact(name="backup_at", value=str(made_at).encode()))
        session.merge(ShopFact(name="backup_file", value=str(file).encode()))


def _free_name(folder: Path, settings: Settings, moment: int) -> Path:
    when = local(moment, settings.shop.timezone).replace(" ", "-").replace(":", "")
    stem = f"{_file_name(settings.shop.name)}-{when}"
    number, file = 1, folder / f"{stem}.shopmail"
    while file.exists():
        number += 1
        file = folder / f"{stem}-{number}.shopmail"
    return file


def _file_name(shop_name: str) -> str:
    """``kvetiny-u-mostu``: the shop's name as every disk takes it."""
    letters = (mark for mark in unicodedata.normalize("NFKD", shop_name) if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", "-", "".join(letters).lower()).strip("-")[:40].strip("-") or "shop"


def _sweep(folder: Path, shop_id: str, now: float) -> None:
    """Delete what a process that died has left of a copy; ``now`` by the folder's own disk."""
    for left in folder.glob(f"shopmail.{shop_id}.*.part*"):
        if now - left.stat().st_mtime > _STALE_SECONDS:
            left.unlink(missing_ok=True)


def _remove(part: Path) -> None:
    for name in (part, *(part.with_name(part.name + end) for end in ("-journal", "-wal", "-shm"))):
        with contextlib.suppress(OSError):  # the disk is gone: what made us stop is told, not this
            name.unlink(missing_ok=True)


def _flush(part: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network disks know no such thing; the file itself is safe
            os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def told_plainly(folder: Path) -> Iterator[None]:
    """What the system refuses inside, as a ``ShopFileRefused`` about ``folder``."""
    try:
        yield
    except OSError as fault:
        raise _spoken(folder, fault) from fault
    except driver.OperationalError as fault:
        said = str(fault).lower()
        if not any(words in said for words in _OF_THE_COPY):
            raise
        raise _spoken(folder, OSError(errno.ENOSPC if "full" in said else errno.EIO, said)) from fault


def _spoken(folder: Path, fault: OSError) -> ShopmailError:
    place = str(folder)
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return _refused(
            _("The disk that holds “{folder}” is full.", folder=place),
            _("Make room on it, or choose a folder on another disk."),
        )
    if fault.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO):
        return _refused(
            _("There is no folder “{folder}” now.", folder=place),
            _("If it is on a stick or another disk, connect that; else choose another folder."),
        )
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _refused(
            _("You may not write into the folder “{folder}”.", folder=place),
            _("Choose a folder of your own, or give yourself the right to write there."),
        )
    return _refused(
        _("The disk that holds “{folder}” did not take the copy.", folder=place),
        _("Check that it is connected and in order, or choose a folder on another disk."),
    )


def _refused(message: str, remedy: str) -> ShopFileRefused:
    return ShopFileRefused(_("No copy was made"), message, remedy)


def _stopped() -> Stopped:
    return Stopped(_("The copy was stopped"), _("Nothing of it was kept; the copies before are untouched."))
