"""Every screen, walked over without eyes and without a mouse: names, order of reading, room for words."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopmail.storage.shop import Shop
from shopmail.wording import LANGUAGES
from tests.ui.conftest import Open
from tests.ui.screens import EMPTY, FILLED
from tests.ui.screens.kind import Screens
from tests.ui.settling import put_away, settle
from tests.ui.walking import cut_off, out_of_order, without_a_name

SMALLEST = QSize(1024, 640)


@pytest.mark.parametrize(("screens", "is_filled"), [(EMPTY, False), (FILLED, True)], ids=["empty", "filled"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_screen(
    open_window: Open, filled: Path, tmp_path: Path, screens: Screens, is_filled: bool, code: str
) -> None:
    file = filled if is_filled else tmp_path / "empty.shopmail"
    with Shop(file) as shop:
        shop.change_settings({"shop.language": code})
    application = open_window(file)
    application.window.resize(SMALLEST)
    faults: list[str] = []
    for name, arrange in screens.items():
        arrange(application)
        settle(application)
        window = application.window
        shown: QWidget = window.sheet or window
        faults += [f"{name}: no name: {fault}" for fault in without_a_name(shown)]
        faults += [f"{name}: order: {fault}" for fault in out_of_order(shown)]
        faults += [f"{name}: cut off: {fault}" for fault in cut_off(window)]
        put_away(application)
    assert faults == []


def test_the_walk_sees_what_is_wrong(qapp: QApplication, qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(300, 100)
    words = QLabel("Far too many words for this", room)
    words.setGeometry(0, 0, 40, 20)
    row = QHBoxLayout(room)
    row.setDirection(QHBoxLayout.Direction.RightToLeft)
    row.addWidget(QPushButton(""))
    row.addWidget(QPushButton("Words"))
    room.show()
    assert [fault.split(" has ")[0] for fault in cut_off(room)] == [
        "QLabel “Far too many words for this” in QWidget"
    ]
    assert list(without_a_name(room)) == ["QPushButton “” in QWidget"]
    assert list(out_of_order(room)) == ["QPushButton “” in QWidget before QPushButton “Words” in QWidget"]
