"""Start, Segments, Campaigns and Reports on the sample shop: their numbers are counts of rows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from shopmail.segments import saving
from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.campaigns.page import CampaignsPage
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.main_window import MainWindow
from shopmail.ui.page import Page
from shopmail.ui.reports.page import ReportsPage
from shopmail.ui.segments.page import SegmentsPage
from shopmail.ui.start.page import StartPage
from shopmail.ui.table_page import TablePage
from tests.ui.conftest import Open


@pytest.fixture
def window(open_window: Open, filled: Path) -> MainWindow:
    return open_window(filled).window


def test_the_start_page_counts_people_by_standing(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, StartPage)
    qtbot.waitUntil(page.tiles.isVisible)
    assert [box.accessibleName() for box in page.tiles.boxes] == [
        "Everybody: 600",
        "Can be mailed: 473 78.8 %",
        "Waiting for answer: 16 2.7 %",
        "Resting: 36 6.0 %",
        "Must not be mailed: 75 12.5 %",
    ]
    words = [label.text() for label in page.imported.findChildren(QLabel)]
    assert words[0].startswith("newsletter.csv · ")
    assert words[1].startswith("348 rows: ")


def test_a_tile_leads_to_its_people(window: MainWindow, qtbot: QtBot) -> None:
    start = window.page
    assert isinstance(start, StartPage)
    qtbot.waitUntil(start.tiles.isVisible)
    QTest.keyClick(start.tiles.boxes[3], Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 36)
    assert page.chips["resting"].isChecked()


def test_segments_are_named_first_and_counted_then(window: MainWindow, filled: Path, qtbot: QtBot) -> None:
    window.show_page(2)
    page = window.page
    assert isinstance(page, SegmentsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    qtbot.waitUntil(lambda: all(line.matches is not None for line in page.model.records))
    lines = {line.name: line for line in page.model.records}
    assert lines["Písek"].matches == 180
    assert lines["Čekají na potvrzení"].mailable == 0
    with Shop(filled) as shop:
        saving.save(shop, "Tábor", '{"version": 1, "where": {"rule": "city", "op": "is", "value": "Tábor"}}')
    qtbot.waitUntil(lambda: page.model.rowCount() == 5, timeout=5000)


def test_campaigns_show_their_state_and_lead_to_the_report(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(3)
    page = window.page
    assert isinstance(page, CampaignsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    draft, autumn, peonies = page.model.records
    assert [draft.state, autumn.state, peonies.state] == ["draft", "handed-over", "handed-over"]
    assert autumn.subject == "‹First name›, podzim je ve váze"
    assert peonies.recipients == peonies.handed_over == 147
    page.table.selectRow(2)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    report = window.page
    assert isinstance(report, ReportsPage)
    qtbot.waitUntil(report.view.isVisible)
    assert report.view.tiles.boxes[0].accessibleName() == "Sent: 147"


def test_a_report_shows_the_people_behind_each_number(window: MainWindow, qtbot: QtBot) -> None:
    window.go("reports", "1")
    page = window.page
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(page.view.isVisible)
    for box in page.view.tiles.boxes:
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)
        count = int(box.accessibleName().rsplit(": ")[1])
        assert page.view.people.rowCount() == count
        assert page.view.nobody.isVisible() == (count == 0)
    QTest.mouseClick(page.view.tiles.boxes[1], Qt.MouseButton.LeftButton)
    people = [[cell.words for cell in page.view.people.cells_of(row)] for row in range(5)]
    assert ["mailbox does not exist", "550 5.1.1 User unknown"] in [row[1:3] for row in people]
    QTest.keyClick(page.view.table, Qt.Key.Key_Escape)
    assert not page.view.isVisible()
    assert page.model.rowCount() == 2


@pytest.mark.parametrize(("number", "first"), [(2, "Bez narozenin"), (3, "Dušičkové věnce"), (4, "Podzimní")])
def test_rows_of_every_table_are_copied(window: MainWindow, number: int, first: str, qtbot: QtBot) -> None:
    window.show_page(number)
    page = window.page
    assert isinstance(page, TablePage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    toast = window.toast
    assert toast is not None
    qtbot.waitUntil(toast.isVisible)
    assert QGuiApplication.clipboard().text().startswith(first)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_empty_page_says_what_belongs_there(
    open_window: Open, tmp_path: Path, number: int, qtbot: QtBot
) -> None:
    window = open_window(tmp_path / "shop.shopmail").window
    window.show_page(number)
    page = window.page
    assert isinstance(page, Page)
    empty = page.nobody if isinstance(page, ContactsPage) else getattr(page, "empty", None)
    assert empty is not None
    qtbot.waitUntil(empty.isVisible)


def test_the_sample_shop_is_made_before_ones_eyes_and_can_be_cut_short(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    application = Application(qapp, tmp_path / "shop.shopmail", demo=True)
    application.start()
    opening = application.window.opening
    qtbot.waitUntil(lambda: opening.progress is not None, timeout=20_000)
    assert opening.progress is not None
    opening.progress.stopped.emit()
    qtbot.waitUntil(lambda: application.window.page is not None, timeout=20_000)
    assert application.errors.shown is None
    application.close()
