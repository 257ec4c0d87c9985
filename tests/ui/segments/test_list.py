"""The list of segments: found, sorted, copied, duplicated, renamed, deleted, and each taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from shopmail.model import Campaign
from shopmail.segments import saving
from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.segments.builder.page import SegmentPage
from shopmail.ui.segments.page import SegmentsPage
from shopmail.ui.segments.sheets import DeleteSheet
from shopmail.ui.widgets.name_sheet import NameSheet
from tests.ui.conftest import Open
from tests.ui.settling import settle

a_popup_opens = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
_EVERYBODY = '{"version": 1, "where": {"all": []}}'


@pytest.fixture
def application(open_window: Open, filled: Path) -> Application:
    return open_window(filled)


@pytest.fixture
def page(application: Application) -> SegmentsPage:
    application.window.go("segments", "")
    page = application.window.page
    assert isinstance(page, SegmentsPage)
    settle(application)
    return page


def names(page: SegmentsPage) -> list[str]:
    return [line.name for line in page.model.records]


def undo(application: Application) -> str:
    """Press Undo on the toast; what it said."""
    toast = application.window.toast
    assert toast is not None
    words = toast.words
    toast.undo.click()
    return words


def act(page: SegmentsPage, row: int, words: str) -> None:
    """Choose from the menu of a row."""
    page.menus.open(row)
    menu = page.menus.menu
    assert menu is not None
    next(one for one in menu.actions() if one.text() == words).trigger()
    menu.close()


def test_it_is_searched_sorted_and_copied(page: SegmentsPage, qtbot: QtBot) -> None:
    assert names(page) == ["Bez narozenin", "Čekají na potvrzení", "Písek", "Strakonice a Tábor"]
    qtbot.waitUntil(lambda: all(line.matches is not None for line in page.model.records))
    page.table.header.sort_wanted.emit("matches", True)
    counts = [line.matches or 0 for line in page.model.records]
    assert counts == sorted(counts, reverse=True)
    page.search.setText("tábor")
    qtbot.waitUntil(lambda: names(page) == ["Strakonice a Tábor"])
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.text().startswith("Strakonice a Tábor\tEveryone for whom: city is"))
    assert "⋯" not in clipboard.text()
    page.search.setText("nowhere")
    qtbot.waitUntil(page.unfound.isVisible)
    assert not page.empty.isVisible()
    assert page.back()
    qtbot.waitUntil(lambda: len(names(page)) == 4)
    assert not page.back()
    QTest.keyClick(page.window(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not page.isVisible(), "the page of a new one is open"


@a_popup_opens
def test_duplicating_renaming_and_deleting_can_be_taken_back(
    application: Application, page: SegmentsPage, qtbot: QtBot
) -> None:
    act(page, 2, "Duplicate")
    qtbot.waitUntil(lambda: "Písek (2)" in names(page))
    assert undo(application) == "“Písek (2)” was made."
    qtbot.waitUntil(lambda: "Písek (2)" not in names(page))

    act(page, 2, "Rename")
    naming = application.window.sheet
    assert isinstance(naming, NameSheet)
    naming.name.setText("")
    naming.primary.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: naming.field.error.startswith("A segment needs a name."))
    naming.name.setText("Z Písku")
    naming.primary.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "Z Písku" in names(page))
    assert undo(application) == "The segment is called “Z Písku” now."
    qtbot.waitUntil(lambda: "Písek" in names(page))

    act(page, 0, "Delete")
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    assert undo(application) == "“Bez narozenin” was deleted."
    qtbot.waitUntil(lambda: len(names(page)) == 4)


@a_popup_opens
def test_one_that_a_campaign_uses_is_asked_about(
    application: Application, page: SegmentsPage, filled: Path, qtbot: QtBot
) -> None:
    with Shop(filled) as shop, shop.transaction() as session:
        draft = session.scalars(select(Campaign).where(Campaign.state == "draft")).one()
        draft.segment_id = page.model.records[0].id
        name = draft.name
    act(page, 0, "Delete")
    qtbot.waitUntil(lambda: isinstance(application.window.sheet, DeleteSheet))
    sheet = application.window.sheet
    assert isinstance(sheet, DeleteSheet)
    assert any(name in said.text() for said in sheet.findChildren(QLabel))
    assert sheet.primary is not sheet.delete, "Enter keeps it"
    sheet.close_sheet()
    assert len(names(page)) == 4
    act(page, 0, "Delete")
    qtbot.waitUntil(lambda: isinstance(application.window.sheet, DeleteSheet))
    again = application.window.sheet
    assert isinstance(again, DeleteSheet)
    again.delete.click()
    qtbot.waitUntil(lambda: len(names(page)) == 3)


@a_popup_opens
def test_menu_by_mouse_and_key_and_a_row_opens(
    application: Application, page: SegmentsPage, qapp: QApplication, qtbot: QtBot
) -> None:
    table = page.table
    cell = table.visualRect(page.model.index(1, 5)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, cell)
    menu = page.menus.menu
    assert menu is not None
    assert [one.text() for one in menu.actions()] == ["Open", "Duplicate", "Rename", "Delete"]
    menu.close()
    table.setCurrentIndex(page.model.index(3, 0))
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        qapp.sendEvent(table.viewport(), QContextMenuEvent(reason, QPoint(20, 20), QPoint(300, 300)))
        assert page.menus.menu is not menu
        menu = page.menus.menu
        assert menu is not None
        menu.close()
    table.opened.emit(2)
    builder = application.window.page
    assert isinstance(builder, SegmentPage)
    qtbot.waitUntil(lambda: builder.keeping.name == "Písek")


def test_an_empty_list_offers_the_first_segment(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    application = open_window(tmp_path / "empty.shopmail")
    application.window.go("segments", "")
    page = application.window.page
    assert isinstance(page, SegmentsPage)
    qtbot.waitUntil(page.empty.isVisible)
    assert page.primary is page.begin
    page.begin.click()
    builder = application.window.page
    assert isinstance(builder, SegmentPage)
    settle(application)
    assert builder.body.result.matching.number == "0"


def test_another_program_s_segment_appears_with_its_count(
    application: Application, page: SegmentsPage, filled: Path, qtbot: QtBot
) -> None:
    with Shop(filled) as shop:
        saving.save(shop, "Aaa", _EVERYBODY)
    qtbot.waitUntil(lambda: len(names(page)) == 5, timeout=6000)
    qtbot.waitUntil(lambda: page.model.records[0].matches == 600)
