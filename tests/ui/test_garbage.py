"""While a window is open, Python's cyclic collector rests; afterwards it works again."""

import gc
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopmail.ui.application import Application
from shopmail.ui.garbage import Garbage


class Loop:
    """Holds itself, and notes that it was taken apart."""

    def __init__(self, ends: list[int]) -> None:
        self.itself, self._ends = self, ends

    def __del__(self) -> None:
        self._ends.append(1)


def make_loops(ends: list[int]) -> None:
    for _number in range(5_000):
        Loop(ends)


@pytest.fixture(autouse=True)
def at_work() -> None:
    gc.collect()
    assert gc.isenabled()


def test_nothing_is_collected_meanwhile(qapp: QApplication) -> None:
    house, ends = Garbage(), list[int]()
    house.keep_house()
    try:
        make_loops(ends)
        assert ends == []
    finally:
        house.stop()
    gc.collect()
    assert len(ends) == 5_000


def test_a_window_gives_it_back(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    application = Application(qapp, tmp_path / "shop.shopmail")
    application.start()
    qtbot.waitUntil(lambda: application.window.page is not None)
    assert not gc.isenabled()
    assert gc.get_freeze_count() > 0
    application.close()
    application.window.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
