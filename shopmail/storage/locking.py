"""Locks beside the shop file that die with the process: ``window``, ``sender``, ``import``."""

import os
import sys
from pathlib import Path
from types import TracebackType

from shopmail import paths
from shopmail.errors import ShopFileBusy
from shopmail.wording import N_, _

NAMES = ("window", "sender", "import")

_HELD = {
    "window": N_("Another shopmail window is open on this shop file."),
    "sender": N_("Another shopmail is sending for this shop."),
    "import": N_("Another shopmail is importing into this shop."),
}


class Lock:
    """A lock that is held until ``release`` or the end of the process; also a context manager."""

    def __init__(self, shop_file: Path, name: str) -> None:
        """Take the lock ``name`` of ``shop_file``; raises ``ShopFileBusy`` when somebody else holds it."""
        self._file = os.open(lock_file(shop_file, name), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _take(self._file)
        except OSError:
            os.close(self._file)
            raise ShopFileBusy(
                _("This can't be done twice at once"), _(_HELD[name]), _("Wait until it has finished.")
            ) from None

    def release(self) -> None:
        """Give the lock back; harmless to repeat."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> "Lock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def lock_file(shop_file: Path, name: str) -> Path:
    """The file on which the lock ``name`` is taken; it stays, empty, when the lock is gone."""
    return paths.beside(shop_file, f"{name}.lock")


def is_held(shop_file: Path, name: str) -> bool:
    """Whether somebody, this process included, holds the lock at this moment."""
    try:
        Lock(shop_file, name).release()
    except ShopFileBusy:
        return True
    return False


if sys.platform == "win32":  # pragma: no cover - not run where this is tested
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
