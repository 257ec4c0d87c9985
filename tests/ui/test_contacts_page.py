"""The Contacts page on a real shop: found, sorted, narrowed, copied, read anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from shopmail.contacts.fields import add_own
from shopmail.importing.applying import apply
from shopmail.importing.plan import Plan
from shopmail.importing.request import Request
from shopmail.model import Contact, ImportKind
from shopmail.storage.shop import Shop
from shopmail.ui.contacts.choosing import Asked
from shopmail.ui.contacts.columns_popup import ColumnsPopup
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.widgets.cells import CELL, Cell, Column
from tests.builders import NOON
from tests.ui.conftest import Open
from tests.ui.settling import pause

_BOX, NAME, ADDRESS, CITY, STANDING, ADDED = range(6)

a_popup_opens = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform can neither raise a popup nor grab the keys for it, and says so."""


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


def test_enter_ends_the_search_and_opens_nothing(page: ContactsPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.search, "novak")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 100)
    assert page.isVisible(), "the import, this page's primary button, was not asked for"


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
    with qtbot.waitSignal(header.box_pressed):
        QTest.keyClick(header, Qt.Key.Key_Space)
    for _press in range(2):
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
        sizes = [header.sectionSize(number) for number in range(6)]
        assert sum(sizes) == table.viewport().width()
        assert sizes[STANDING] >= 168


def test_esc_takes_back_the_search_as_well(page: ContactsPage, qtbot: QtBot) -> None:
    page.search.setText("novak")
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 100)
    qtbot.waitUntil(lambda: page.found.text().endswith(" of 600 people"))
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == 600)
    assert page.search.text() == ""
    assert not page.back(), "there is nothing more to take back"


def test_a_file_dropped_onto_the_page_is_imported(page: ContactsPage, tmp_path: Path, qtbot: QtBot) -> None:
    assert not _drop(page, "https://example.com/people.csv")
    assert not _drop(page, QUrl.fromLocalFile(str(tmp_path / "picture.png")).toString())
    assert _drop(page, QUrl.fromLocalFile(str(tmp_path / "people.CSV")).toString())


def test_an_empty_shop_offers_the_import(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(tmp_path / "empty.shopmail").window
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(page.nobody.isVisible)
    (step,) = page.nobody.findChildren(QPushButton)
    assert step.text() == "Import your customers"
    assert not page.bring.isVisible(), "one primary button is enough"
    qtbot.waitUntil(lambda: bool(page.head.state))
    step.click()
    assert window.page is not page


@a_popup_opens
def test_columns_are_chosen_and_remembered(page: ContactsPage, open_window: Open, qtbot: QtBot) -> None:
    page.tools.columns.click()
    popup = page.findChild(ColumnsPopup)
    assert popup is not None
    ticked = [key for key, box in popup.boxes.items() if box.isChecked()]
    assert ticked == ["name", "city", "standing", "added"]
    QTest.keyClick(popup.boxes["name"], Qt.Key.Key_Down)
    qtbot.waitUntil(popup.boxes["city"].hasFocus)
    QTest.keyClick(popup.boxes["city"], Qt.Key.Key_Space)
    popup.boxes["phone"].click()
    popup.boxes["source"].click()
    qtbot.waitUntil(lambda: len(page.model.columns) == 7)
    titles = [column.title for column in page.model.columns[1:]]
    assert titles == ["Name", "Address", "May be mailed?", "Phone", "Source", "Added"]
    qtbot.waitUntil(lambda: bool(column(page, 5, 1)[0]))
    QTest.keyClick(popup.boxes["phone"], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.findChild(ColumnsPopup) is None)
    assert page.desk.remembered.get("contacts.columns") == "name,standing,phone,source,added,email"
    assert [column.title for column in columns_again(page)] == titles


@a_popup_opens
def test_own_fields_have_columns_too(
    page: ContactsPage, filled: Path, qtbot: QtBot, open_window: Open
) -> None:
    with Shop(filled) as shop, shop.transaction() as session:
        add_own(session, "pet", "Pet & friend", NOON)
        first = session.scalars(select(Contact).order_by(Contact.name_order)).first()
        assert first is not None
        first.own = {"pet": "Rex"}
    qtbot.waitUntil(lambda: "pet" in dict(page.own_fields), timeout=5000)
    page.tools.columns.click()
    popup = page.findChild(ColumnsPopup)
    assert popup is not None
    popup.boxes["pet"].click()
    qtbot.waitUntil(lambda: "Pet & friend" in [column.title for column in page.model.columns])
    qtbot.waitUntil(lambda: column(page, 5, 1) == ["Rex"])
    popup.close()


def columns_again(page: ContactsPage) -> tuple[Column, ...]:
    """The columns of a page that is made anew, as after a change of language."""
    again = ContactsPage(page.desk)
    again.refresh()
    loop_until(lambda: again.model.rowCount() > 0)
    found = again.model.columns[1:]
    again.leave()
    again.deleteLater()
    return found


def loop_until(there: Callable[[], bool]) -> None:
    for _round in range(200):
        if there():
            return
        pause(10)
    raise AssertionError("it did not come")


def _drop(page: ContactsPage, url: str) -> bool:
    """Drag a file onto the page and let go of it; whether the page took it."""
    data = QMimeData()
    data.setUrls([QUrl(url)])
    left, nothing, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(300, 300), copy, data, left, nothing)
    entering.ignore()
    page.dragEnterEvent(entering)
    dropping = QDropEvent(QPointF(300, 300), copy, data, left, nothing)
    dropping.ignore()
    page.dropEvent(dropping)
    assert entering.isAccepted() == dropping.isAccepted()
    return dropping.isAccepted()


def _press_header(page: ContactsPage, number: int) -> None:
    header = page.table.header
    start = header.sectionViewportPosition(number)
    spot = header.viewport().rect().center()
    spot.setX(start + header.sectionSize(number) // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
