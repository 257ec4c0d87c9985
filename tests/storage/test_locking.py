"""Locks: one holder, given back, and gone with the process that held them."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shopmail.errors import ShopFileBusy
from shopmail.storage.locking import NAMES, Lock, is_held, lock_file


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_has_one_holder_at_a_time(tmp_path: Path, name: str) -> None:
    file = tmp_path / "shop.shopmail"
    with Lock(file, name):
        assert is_held(file, name)
        with pytest.raises(ShopFileBusy):
            Lock(file, name)
    assert not is_held(file, name)


def test_the_locks_are_independent(tmp_path: Path) -> None:
    file = tmp_path / "shop.shopmail"
    with Lock(file, "window"), Lock(file, "sender"), Lock(file, "import"):
        assert len({lock_file(file, name) for name in NAMES}) == 3


def test_giving_a_lock_back_twice_is_harmless(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "shop.shopmail", "sender")
    lock.release()
    lock.release()


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    file = tmp_path / "shop.shopmail"
    script = f"""
import signal, sys
from pathlib import Path
from shopmail.storage.locking import Lock
Lock(Path({str(file)!r}), "sender")
lock = Lock(Path({str(file)!r}), "window")
print("held", flush=True)
signal.pause()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert is_held(file, "window")
        process.send_signal(signal.SIGKILL)
    assert not is_held(file, "window")
