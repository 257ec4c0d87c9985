"""Choosing people in the list, by mouse and by key, and opening a person's card from it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.main_window import MainWindow
from tests.ui.conftest import Open

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
_BOX, NAME = range(2)


@pytest.fixture
def page(open_window: Open, filled: Path, qtbot: QtBot) -> ContactsPage:
    window = open_window(filled).window
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 600 and bool(page.head.state))
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 0))
    return page


def click(page: ContactsPage, row: int, column: int = NAME, keys: Qt.KeyboardModifier = PLAIN) -> None:
    spot = page.table.visualRect(page.model.index(row, column)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, keys, spot)


def press(page: ContactsPage, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
    for _time in range(times):
        QTest.keyClick(page.table, key, keys)


def ticked(page: ContactsPage, rows: int = 30) -> list[int]:
    """The rows, of the first ones, whose box is ticked."""
    role, on = Qt.ItemDataRole.CheckStateRole, Qt.CheckState.Checked
    return [row for row in range(rows) if page.model.index(row, _BOX).data(role) == on]


def test_boxes_are_ticked_by_mouse(page: ContactsPage) -> None:
    click(page, 2, _BOX)
    click(page, 4, _BOX)
    assert ticked(page) == [2, 4]
    assert page.bar.isVisible()
    assert page.bar.words.text() == "2 people chosen"
    assert not page.chips[""].isVisible(), "the bar stands where the chips stood"
    click(page, 2, _BOX)
    assert ticked(page) == [4]
    assert page.bar.words.text() == "1 person chosen"
    page.bar.end.click()
    assert ticked(page) == []
    assert page.chips[""].isVisible()
    assert page.beside.card is None, "a box opens nobody"


def test_two_quick_clicks_on_a_box_are_two_clicks(page: ContactsPage) -> None:
    spot = page.table.visualRect(page.model.index(3, _BOX)).center()
    viewport, left = page.table.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(viewport, left, PLAIN, spot)
    QTest.mouseDClick(viewport, left, PLAIN, spot)
    assert ticked(page) in ([], [3])
    assert page.beside.card is None


def test_ctrl_and_shift_choose_more(page: ContactsPage) -> None:
    click(page, 2, NAME, CONTROL)
    click(page, 6, NAME, SHIFT)
    assert ticked(page) == [2, 3, 4, 5, 6]
    click(page, 4, NAME, CONTROL)
    assert ticked(page) == [2, 3, 5, 6]
    assert page.beside.card is None


def test_choosing_by_key(page: ContactsPage) -> None:
    press(page, Qt.Key.Key_Down, times=2)
    press(page, Qt.Key.Key_Space)
    assert ticked(page) == [2]
    press(page, Qt.Key.Key_Down, CONTROL, times=2)
    assert ticked(page) == [2], "Ctrl walks past people"
    press(page, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Down, SHIFT, times=3)
    assert ticked(page) == [2, 4, 5, 6, 7]
    press(page, Qt.Key.Key_Up, SHIFT, times=2)
    assert ticked(page) == [2, 4, 5], "who turns back lets go again"
    press(page, Qt.Key.Key_Escape)
    assert ticked(page) == []


def test_shift_and_end_reach_rows_that_were_never_read(page: ContactsPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_Down, times=3)
    press(page, Qt.Key.Key_End, SHIFT)
    qtbot.waitUntil(lambda: page.choosing.count == 597)
    assert ticked(page, 5) == [3, 4]
    press(page, Qt.Key.Key_Home)
    assert page.table.currentIndex().row() == 0


def test_all_found_are_chosen_at_once_but_some(page: ContactsPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_A, CONTROL)
    assert page.bar.words.text() == "600 people chosen"
    assert ticked(page) == list(range(30))
    click(page, 1, _BOX)
    assert page.bar.words.text() == "599 people chosen"
    assert ticked(page, 4) == [0, 2, 3]
    page.search.setText("novak")
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 100)
    assert page.choosing.count == 0, "everybody found is somebody else now"


def test_the_box_in_the_header_stands_for_all(page: ContactsPage) -> None:
    header = page.table.header
    spot = QPoint(20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    assert page.choosing.all_found
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    assert page.choosing.count == 0


def test_those_chosen_one_by_one_outlive_a_search(page: ContactsPage, qtbot: QtBot) -> None:
    click(page, 2, _BOX)
    page.search.setText("novak")
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 100)
    click(page, 0, _BOX)
    assert page.bar.words.text() == "2 people chosen"
    page.search.setText("")
    qtbot.waitUntil(lambda: page.model.rowCount() == 600)
    assert ticked(page) == [2]


def test_the_chosen_rows_are_copied_for_a_spreadsheet(page: ContactsPage, qtbot: QtBot) -> None:
    names = [page.model.index(row, NAME).data() for row in (1, 2)]
    click(page, 2, _BOX)
    click(page, 1, _BOX)
    press(page, Qt.Key.Key_C, CONTROL)
    window = page.window()
    assert isinstance(window, MainWindow)
    toast = window.toast
    assert toast is not None
    qtbot.waitUntil(toast.isVisible)
    assert toast.words == "2 people copied."
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert [line[0] for line in lines] == names, "in the order of the list"
    assert [len(line) for line in lines] == [5, 5]


def test_while_nobody_is_chosen_the_row_of_the_keyboard_is_copied(page: ContactsPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_Down)
    name = page.model.index(1, NAME).data()
    QGuiApplication.clipboard().clear()
    press(page, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith(f"{name}\t"))


def test_all_that_were_never_on_screen_are_copied_too(page: ContactsPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    press(page, Qt.Key.Key_A, CONTROL)
    page.bar.copy.click()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().count("\n") == 599)


def test_a_click_opens_the_card_and_esc_closes_it(page: ContactsPage, qtbot: QtBot) -> None:
    click(page, 3)
    assert page.beside.is_open
    card = page.beside.card
    assert card is not None
    assert card.shown == page.model.person_at(3)
    assert page.model.is_open(3)
    assert not page.model.is_open(2)
    page.window().resize(1280, 800)
    qtbot.waitUntil(lambda: card.x() + card.width() == page.beside.width())
    assert page.table.width() < page.beside.width() - card.width(), "beside the list"
    page.window().resize(1024, 640)
    qtbot.waitUntil(lambda: card.x() + card.width() == page.beside.width())
    table = page.table
    assert table.width() < page.beside.width() - card.width(), "beside it here too: no word is cut"
    assert sum(map(table.columnWidth, range(6))) == table.viewport().width()
    page.chips["waiting"].click()
    press(page, Qt.Key.Key_Escape)
    assert card.isHidden()
    assert not page.model.is_open(3)
    assert page.chips["waiting"].isChecked(), "one Esc, one step"


def test_enter_opens_the_card(page: ContactsPage) -> None:
    press(page, Qt.Key.Key_Down, times=2)
    press(page, Qt.Key.Key_Return)
    assert page.beside.is_open
    assert page.model.is_open(2)


def test_with_a_card_beside_it_the_list_keeps_what_matters(page: ContactsPage, qtbot: QtBot) -> None:
    page.window().resize(1180, 700)
    click(page, 0)
    table = page.table
    qtbot.waitUntil(lambda: table.isColumnHidden(5))
    assert [table.isColumnHidden(number) for number in range(3)] == [False] * 3
    assert not table.isColumnHidden(4), "whether they may be mailed"
    page.back()
    qtbot.waitUntil(lambda: not any(table.isColumnHidden(number) for number in range(6)))
