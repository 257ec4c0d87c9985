"""The Contacts page on a real shop: found, sorted, narrowed, copied, read anew."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopmail.importing.applying import apply
from shopmail.importing.plan import Plan
from shopmail.importing.request import Request
from shopmail.model import ImportKind
from shopmail.storage.shop import Shop
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.contacts.reading import Asked
from shopmail.ui.main_window import MainWindow
from shopmail.ui.widgets.cells import CELL, Cell
from tests.ui.conftest import Open

NAME, ADDRESS, CITY, STANDING, ADDED = range(5)


@pytest.fixture
def page(open_window: Open, filled: Path, qtbot: QtBot) -> ContactsPage:
    window = open_window(filled).window
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 600 and bool(page.head.state))
    return page


def column(page: ContactsPage, number: int, rows: int = 30) -> list[str]:
    """The words of the first rows of a column."""
    cells = [page.model.index(row, number).data(CELL) for row in range(min(rows, page.model.rowCount()))]
    return [cell.words for cell in cells if isinstance(cell, Cell)]


def test_it_shows_everybody_and_says_so(page: ContactsPage, qtbot: QtBot) -> None:
    assert page.head.state == "600 people, 473 of them can be mailed."
    qtbot.waitUntil(lambda: page.found.text() == "600 people")
    chips = {key: chip.accessibleName() for key, chip in page.chips.items()}
    qtbot.waitUntil(lambda: page.chips[""].accessibleName() == "All 600")
    assert [*chips] == ["", "can-be-mailed", "waiting", "resting", "must-not-be-mailed"]


def test_chips_and_everybody_add_up(page: ContactsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.chips[""].accessibleName() == "All 600")
    counts = [int(chip.accessibleName().split()[-1]) for chip in page.chips.values()]
    assert counts[0] == sum(counts[1:]) == 600


def test_searching_begins_while_one_types(page: ContactsPage, qtbot: QtBot) -> None:
    window = page.window()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.search, "novak")
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 100)
    names = column(page, NAME, 100)
    assert all("nov" in name.lower() for name in names), "found without accents"
    assert any("Novák" in name for name in names)
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == 600)


def test_nobody_fits(page: ContactsPage, qtbot: QtBot) -> None:
    page.search.setText("Xantippa")
    qtbot.waitUntil(page.unfound.isVisible)
    assert not page.table.isVisible()
    assert page.search.isVisible()
    page.search.setText("")
    qtbot.waitUntil(page.table.isVisible)


def test_the_last_word_typed_counts(page: ContactsPage, qtbot: QtBot) -> None:
    for words in ("n", "no", "nov", "Beneš"):
        page.ask(Asked(search=words))
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 100)
    qtbot.wait(50)
    assert all("Beneš" in name for name in column(page, NAME, 100))


def test_a_click_on_the_header_sorts_and_a_second_one_turns_it_round(
    page: ContactsPage, qtbot: QtBot
) -> None:
    by_name = column(page, NAME)
    _press_header(page, ADDRESS)
    qtbot.waitUntil(lambda: column(page, NAME) != by_name)
    up = column(page, ADDRESS, 600)
    assert up[:256] == sorted(up[:256])
    _press_header(page, ADDRESS)
    qtbot.waitUntil(lambda: column(page, ADDRESS, 1) != up[:1])
    down = column(page, ADDRESS)
    assert down == sorted(down, reverse=True)


def test_the_header_sorts_by_key_too(page: ContactsPage, qtbot: QtBot) -> None:
    header = page.table.header
    header.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(header, Qt.Key.Key_Right)
    with qtbot.waitSignal(header.sort_wanted) as wanted:
        QTest.keyClick(header, Qt.Key.Key_Return)
    assert wanted.args == ["email", False]
    for _press in range(3):
        QTest.keyClick(header, Qt.Key.Key_Right)
    with qtbot.waitSignal(header.sort_wanted) as wanted:
        QTest.keyClick(header, Qt.Key.Key_Space)
    assert wanted.args == ["added", False], "the column that can't sort was stepped over"


def test_a_chip_narrows_and_esc_widens_again(page: ContactsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.chips[""].accessibleName() == "All 600")
    page.chips["waiting"].click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 16)
    assert set(column(page, STANDING)) == {"Waiting for answer"}
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == 600)
    assert page.chips[""].isChecked()


def test_those_who_must_not_be_mailed_show_why(page: ContactsPage, qtbot: QtBot) -> None:
    page.chips["must-not-be-mailed"].click()
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 200)
    assert set(column(page, STANDING, 200)) <= {"Left", "Came back", "Complained", "Said no"}
    cell = page.model.index(0, STANDING).data(CELL)
    assert isinstance(cell, Cell)
    assert cell.more.endswith(".")


def test_rows_are_copied_for_a_spreadsheet(page: ContactsPage, qtbot: QtBot) -> None:
    rows = page.table.selectionModel()
    for row in (0, 1, 2, 599):
        index = page.model.index(row, 0)
        chosen = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        rows.select(index, chosen)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    window = page.window()
    assert isinstance(window, MainWindow)
    toast = window.toast
    assert toast is not None
    qtbot.waitUntil(toast.isVisible)
    assert toast.words == "4 people copied."
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines[:3]] == column(page, NAME, 3)
    assert [len(line.split("\t")) for line in lines] == [5, 5, 5, 5], "the last one had not been on screen"


def test_what_somebody_else_imports_appears(
    page: ContactsPage, filled: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "more.csv"
    file.write_text("email;jméno;příjmení\naneta@example.com;Aneta;<b>Abrahám</b>\n", encoding="utf-8")
    with Shop(filled) as shop:
        request = Request(path=file, kind=ImportKind.SIGNUPS)
        with Plan(shop, request, lambda _done, _total: None, lambda: False) as plan:
            apply(plan)
    qtbot.waitUntil(lambda: page.model.rowCount() == 601, timeout=5000)
    qtbot.waitUntil(lambda: any("Abrahám" in name for name in column(page, NAME, 601)), timeout=5000)
    qtbot.waitUntil(lambda: page.head.state.startswith("601 people"))


def test_a_column_is_never_narrower_than_its_words_need(page: ContactsPage) -> None:
    table, header = page.table, page.table.header
    for width in (1024, 1280, 1920):
        page.window().resize(width, 640)
        sizes = [header.sectionSize(number) for number in range(5)]
        assert sum(sizes) == table.viewport().width()
        assert sizes[STANDING] >= 168


def _press_header(page: ContactsPage, number: int) -> None:
    header = page.table.header
    start = header.sectionViewportPosition(number)
    spot = header.viewport().rect().center()
    spot.setX(start + header.sectionSize(number) // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
