"""Tabs over a page: icon, word, count; where there is no room for all, the counts go first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopmail.ui import theme
from shopmail.ui.widgets.tabs import Face, Tabs

FACES = [
    Face("To", "circle-check", "good", "1,846 people"),
    Face("Subject", "pencil"),
    Face("Check", "clock"),
]


def shown(qtbot: QtBot, width: int) -> Tabs:
    tabs = Tabs(FACES, "Parts of the campaign")
    qtbot.addWidget(tabs)
    tabs.resize(width, 40)
    tabs.show()
    return tabs


def total(tabs: Tabs) -> int:
    return sum(tabs.tabRect(number).width() for number in range(tabs.count()))


def test_counts_go_where_there_is_no_room_for_them(qapp: QApplication, qtbot: QtBot) -> None:
    tabs = shown(qtbot, 600)
    wide = total(tabs)
    tabs.resize(wide - 1, 40)
    assert total(tabs) < wide - 60, "the count is left out"
    assert tabs.tabRect(1).width() == shown(qtbot, 600).tabRect(1).width(), "no word is"
    tabs.resize(600, 40)
    assert total(tabs) == wide


def test_a_tab_that_looks_otherwise_takes_the_room_it_needs(qapp: QApplication, qtbot: QtBot) -> None:
    tabs = shown(qtbot, 600)
    before = tabs.tabRect(1).left()
    tabs.show_face(0, Face("To", "clock"))
    assert tabs.tabRect(1).left() < before
    assert tabs.accessibleTabName(0) == "To"
    tabs.show_face(0, FACES[0])
    assert tabs.accessibleTabName(0) == "To 1,846 people"
    assert tabs.tabRect(1).left() == before


def test_the_one_in_sight_is_underlined_and_changed_by_key(qapp: QApplication, qtbot: QtBot) -> None:
    tabs = shown(qtbot, 600)
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 1
    picture, accent = tabs.grab().toImage(), theme.colour("accent")
    under = [QColor(picture.pixel(tabs.tabRect(number).left() + 2, 38)) for number in range(3)]
    assert [colour.rgb() == accent.rgb() for colour in under] == [False, True, False]
