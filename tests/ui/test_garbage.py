"""While a window is open, cyclic garbage is collected on the GUI thread, and seldom."""

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopmail.ui import garbage
from shopmail.ui.garbage import Garbage
from tests.ui.conftest import Open


class Loop:
    """Holds itself, and notes the thread on which it was taken apart."""

    def __init__(self, ends: list[str]) -> None:
        self.itself, self._ends = self, ends

    def __del__(self) -> None:
        self._ends.append(threading.current_thread().name)


@pytest.fixture
def house(qapp: object) -> Iterator[Garbage]:
    """The keeper at work; what this process has loaded so far is not looked through by it."""
    gc.collect()
    house = Garbage()
    house.keep_house()
    yield house
    house.stop()
    gc.collect()


def make_garbage(loops: int) -> list[str]:
    """Loops that nobody holds, and as many objects that stay, made on a lane."""
    ends: list[str] = []
    kept: list[object] = []

    def work() -> None:
        kept.extend([] for _number in range(loops))
        for _number in range(loops):
            Loop(ends)

    lane = threading.Thread(target=work, name="lane")
    lane.start()
    lane.join()
    return ends


def test_nothing_is_collected_on_a_lane(house: Garbage) -> None:
    ends = make_garbage(garbage.ENOUGH)
    assert ends == []
    house.look()
    assert len(ends) == garbage.ENOUGH
    assert set(ends) == {threading.current_thread().name}


def test_a_little_is_not_worth_a_collection(house: Garbage) -> None:
    ends = make_garbage(10)
    house.look()
    assert ends == []


def test_what_is_loaded_is_not_looked_through(open_window: Open, filled: Path) -> None:
    assert gc.isenabled()
    application = open_window(filled)
    assert not gc.isenabled()
    assert len(gc.get_objects()) < gc.get_freeze_count() / 2, "a look is much cheaper than it would be"
    application.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
