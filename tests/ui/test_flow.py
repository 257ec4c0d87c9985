"""Things in a row wrap like words, and no line lies on the one above it."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopmail.ui.widgets.flow import Flow


def test_a_line_is_as_high_as_what_is_tallest_in_it(qtbot: QtBot) -> None:
    held = QWidget()
    qtbot.addWidget(held)
    flow = Flow()
    held.setLayout(flow)
    parts = []
    for width, height in ((50, 40), (50, 20), (50, 10), (50, 10)):
        part = QWidget()
        part.setFixedSize(width, height)
        flow.addWidget(part)
        parts.append(part)
    held.resize(110, 200)
    held.show()
    assert [part.geometry() for part in parts] == [
        QRect(0, 0, 50, 40),
        QRect(58, 0, 50, 20),
        QRect(0, 48, 50, 10),
        QRect(58, 48, 50, 10),
    ]
    assert flow.heightForWidth(110) == 58
    assert flow.heightForWidth(400) == 40
