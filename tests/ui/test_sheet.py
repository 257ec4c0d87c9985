"""A sheet holds the keyboard until it is closed, closes safely, and says what was refused."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopmail.errors import InputRefused
from shopmail.ui.main_window import MainWindow
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.sheet import Sheet
from tests.ui.conftest import Open


@pytest.fixture
def window(open_window: Open, tmp_path: Path) -> MainWindow:
    return open_window(tmp_path / "shop.shopmail").window


def a_sheet() -> tuple[Sheet, TextInput, Button, Button]:
    sheet = Sheet("Rename it?", "The people in it stay.")
    name = TextInput()
    sheet.body.addWidget(Field("Name", name))
    cancel = sheet.add_button(Button("Cancel"))
    cancel.clicked.connect(sheet.close_sheet)
    sheet.primary = sheet.add_button(Button("Rename", "primary"))
    return sheet, name, cancel, sheet.primary


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_focus_goes_round_inside_and_comes_back(window: MainWindow) -> None:
    entry = window.sidebar.entries()[2]
    entry.setFocus()
    sheet, name, cancel, rename = a_sheet()
    window.open_sheet(sheet)
    assert name.hasFocus(), "the matter of the sheet, not its ×"
    seen = []
    for _press in range(4):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        seen.append(focused())
    assert [seen[0], seen[1], seen[3]] == [cancel, rename, name]
    QTest.keyClick(name, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is seen[2], "backwards too"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert entry.hasFocus()
    assert window.sheet is None


def test_enter_presses_the_primary_button_and_a_focused_one(window: MainWindow) -> None:
    sheet, name, cancel, rename = a_sheet()
    pressed: list[str] = []
    rename.clicked.connect(lambda: pressed.append("rename"))
    cancel.clicked.connect(lambda: pressed.append("cancel"))
    window.open_sheet(sheet)
    QTest.keyClick(name, Qt.Key.Key_Return)
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert pressed == ["rename", "cancel"]


def test_enter_does_nothing_where_more_than_one_person_changes(window: MainWindow) -> None:
    sheet, name, _cancel, rename = a_sheet()
    sheet.primary = None
    rename.clicked.connect(lambda: pytest.fail("pressed"))
    window.open_sheet(sheet)
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert window.sheet is sheet
    sheet.close_sheet()


def test_the_keys_of_the_window_rest_meanwhile(window: MainWindow) -> None:
    page = window.page
    sheet, name, _cancel, _rename = a_sheet()
    window.open_sheet(sheet)
    QTest.keyClick(name, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page is page
    sheet.close_sheet()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page is not page


def test_a_refusal_stands_in_the_sheet(window: MainWindow, qtbot: QtBot) -> None:
    sheet, _name, _cancel, _rename = a_sheet()
    window.open_sheet(sheet)
    for words in ("There is one of that name.", "That is no <b>name</b>."):
        sheet.show_problem(InputRefused("Not renamed", words))
    qtbot.waitUntil(lambda: any(notice.isVisible() for notice in sheet.findChildren(Notice)))
    notices = [notice for notice in sheet.findChildren(Notice) if notice.isVisible()]
    assert [label.text() for label in notices[0].findChildren(QLabel)][1] == "That is no <b>name</b>."
    assert len(notices) == 1, "the one before is gone"
    sheet.clear_problem()
    assert not [notice for notice in sheet.findChildren(Notice) if notice.isVisible()]
    sheet.close_sheet()


@pytest.mark.parametrize("fields", [1, 30])
def test_it_is_as_high_as_its_matter_and_no_higher_than_the_window(
    window: MainWindow, qtbot: QtBot, fields: int
) -> None:
    window.resize(1024, 640)
    sheet, _name, cancel, _rename = a_sheet()
    for number in range(fields):
        sheet.body.addWidget(Field(f"Field {number}", TextInput()))
    window.open_sheet(sheet)
    qtbot.waitUntil(lambda: (sheet.card.height() == 640 - 16) == (fields == 30))
    assert window.rect().contains(sheet.card.geometry())
    foot = cancel.mapTo(window, cancel.rect().bottomRight())
    assert sheet.card.geometry().contains(foot), "the buttons stay in sight"
    sheet.close_sheet()


def test_one_line_makes_a_low_sheet(window: MainWindow, qtbot: QtBot) -> None:
    sheet = Sheet("Save your changes?")
    line = QLabel("They are not saved yet.")
    sheet.body.addWidget(line)
    save = sheet.add_button(Button("Save", "primary"))
    window.open_sheet(sheet)
    qtbot.waitUntil(save.isVisible)
    foot_of_line = line.mapTo(window, line.rect().bottomLeft()).y()
    qtbot.waitUntil(lambda: save.mapTo(window, save.rect().topLeft()).y() - foot_of_line <= 32)
    sheet.close_sheet()
