"""The sheet of the people behind a number: listed, searched, copied, saved; a name leads to the answer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shopmail.ui.application import Application
from shopmail.ui.segments.builder.page import SegmentPage
from shopmail.ui.segments.people_sheet import PeopleSheet
from tests.ui.conftest import Open
from tests.ui.settling import settle


@pytest.fixture
def application(open_window: Open, filled: Path) -> Application:
    return open_window(filled)


@pytest.fixture
def page(application: Application) -> SegmentPage:
    application.window.go("segment", "new:waiting")
    page = application.window.page
    assert isinstance(page, SegmentPage)
    settle(application)
    return page


def opened(application: Application, page: SegmentPage, which: str) -> PeopleSheet:
    page.open_people(which)
    sheet = application.window.sheet
    assert isinstance(sheet, PeopleSheet)
    settle(application)
    return sheet


def test_each_number_leads_to_its_people(application: Application, page: SegmentPage) -> None:
    result = page.body.result
    assert [figure.number for figure in (result.matching, result.mailable, result.left_out)] == [
        "16",
        "0",
        "16",
    ]
    sheet = opened(application, page, "")
    assert (sheet.model.rowCount(), sheet.found.text()) == (16, "16 people")
    sheet.close_sheet()
    sheet = opened(application, page, "mailable")
    assert sheet.nobody.isVisible()
    assert not sheet.save.isEnabled()
    sheet.close_sheet()
    QTest.keyClick(result.reasons[0], Qt.Key.Key_Return)
    found = application.window.sheet
    assert isinstance(found, PeopleSheet)
    assert found.accessibleName() == "Waiting for answer"


def test_they_are_searched_copied_and_saved(
    application: Application, page: SegmentPage, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = opened(application, page, "left-out")
    first = sheet.model.cells_of(0)
    assert first is not None
    sheet.search.setText(first[1].words)
    qtbot.waitUntil(lambda: sheet.found.text() == "1 person")
    sheet.copy.click()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith(first[0].words))
    qtbot.waitUntil(lambda: sheet.told.text() == "1 person copied.")
    sheet.search.clear()
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 16)
    sheet.table.selectRow(1)
    QTest.keyClick(sheet.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    second = sheet.model.cells_of(1)
    assert second is not None
    qtbot.waitUntil(lambda: second[1].words in QGuiApplication.clipboard().text())
    sheet.save.click()
    (dialog,) = sheet.findChildren(QFileDialog)
    file = tmp_path / "waiting.csv"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    qtbot.waitUntil(lambda: sheet.told.text() == "16 people saved in waiting.csv.")
    assert len(file.read_text("utf-8-sig").splitlines()) == 17


def test_a_name_leads_to_the_answer(application: Application, page: SegmentPage, qtbot: QtBot) -> None:
    sheet = opened(application, page, "")
    first = sheet.model.cells_of(0)
    assert first is not None
    sheet.table.opened.emit(0)
    assert application.window.sheet is None
    part = page.body.person
    qtbot.waitUntil(part.answer.isVisible)
    assert part.search.text() == first[0].words
    assert part.answer.chip.accessibleName() == "In, but can't be mailed"


def test_what_can_t_be_used_is_refused_in_the_sheet(application: Application, page: SegmentPage) -> None:
    spoiled = '{"version": 1, "where": {"rule": "gone", "op": "is", "value": "x"}}'
    sheet = PeopleSheet(page.desk, "People", spoiled, "")
    page.desk.open_sheet(sheet)
    settle(application)
    assert application.window.sheet is sheet
    assert sheet.model.rowCount() == 0
