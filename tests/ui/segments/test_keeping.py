"""What is written of a segment is never lost unasked, and never saved in the place of another one."""

import threading
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopmail.segments import saving
from shopmail.segments.definition import as_json
from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.segments.builder.page import SegmentPage
from shopmail.ui.segments.page import SegmentsPage
from shopmail.ui.segments.sheets import UnsavedSheet
from shopmail.ui.widgets.name_sheet import NameSheet
from tests.ui.segments.hands import PISEK, press, rows, sheet_of, show
from tests.ui.settling import settle


def test_leaving_asks_for_what_is_not_saved(
    application: Application, page: SegmentPage, filled: Path, qtbot: QtBot
) -> None:
    window = application.window
    with Shop(filled) as shop, shop.reading() as session:
        number = saving.find(session, "Písek").id
    window.go("segment", str(number))
    qtbot.waitUntil(lambda: page.keeping.name == "Písek")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not page.isVisible()
    window.go("segment", str(number))
    settle(application)
    page.body.sentence.how.choose("any")
    page.body.sentence.how.chosen.emit("any")
    assert page.head.state == "Changed, and not saved yet."
    page.back()
    sheet_of(page, UnsavedSheet).close_sheet()
    assert page.isVisible()
    page.back()
    sheet_of(page, UnsavedSheet).save.click()
    qtbot.waitUntil(lambda: not page.isVisible())
    with Shop(filled) as shop, shop.reading() as session:
        assert as_json(saving.get(session, number).definition)["where"] == {"any": [PISEK]}
    window.go("segment", str(number))
    page.changing.add_row()
    page.back()
    sheet_of(page, UnsavedSheet).discard.click()
    assert not page.isVisible()
    assert not page.keeping.is_touched


def test_what_happens_to_the_file_meanwhile_is_seen(
    application: Application, page: SegmentPage, filled: Path, qtbot: QtBot
) -> None:
    with Shop(filled) as shop, shop.reading() as session:
        number = saving.find(session, "Písek").id
    application.window.go("segment", str(number))
    qtbot.waitUntil(lambda: page.keeping.name == "Písek")
    with Shop(filled) as shop:
        saving.keep(shop, number, "Odjinud", '{"version": 1, "where": {"rule": "city", "op": "is empty"}}')
    page.refresh()
    qtbot.waitUntil(lambda: page.keeping.name == "Odjinud")
    assert [row.op.key for row in rows(page)] == ["is empty"]
    page.pencil.click()
    naming: NameSheet = sheet_of(page, NameSheet)
    naming.name.setText("Bez města")
    press(naming.primary)
    qtbot.waitUntil(lambda: page.keeping.name == "Bez města")
    page.changing.match("any")
    with Shop(filled) as shop:
        saving.delete(shop, number)
    page.refresh()
    qtbot.waitUntil(page.refusal.isVisible)
    assert page.changing.draft.match == "any", "what is on screen stays"
    page.changing.undo()
    application.window.go("segment", "new")
    settle(application)
    application.window.go("segment", str(number))
    qtbot.waitUntil(lambda: isinstance(application.window.page, SegmentsPage))
    assert application.window.toast is not None
    assert "was deleted" in application.window.toast.words


def test_another_language_loses_nothing_unsaved(application: Application, page: SegmentPage) -> None:
    show(page, {"all": [PISEK]})
    application.window.speak_anew()
    settle(application)
    again = application.window.page
    assert isinstance(again, SegmentPage)
    assert again is not page
    assert again.changing.where == {"all": [PISEK]}
    assert again.keeping.is_touched


def test_another_language_shows_the_same_segment_with_what_is_unsaved(
    application: Application, page: SegmentPage, filled: Path
) -> None:
    with Shop(filled) as shop, shop.reading() as session:
        number = saving.find(session, "Písek").id
    application.window.go("segment", str(number))
    settle(application)
    page.changing.match("any")
    application.window.speak_anew()
    settle(application)
    again = application.window.page
    assert isinstance(again, SegmentPage)
    assert again.keeping.id == number
    assert again.changing.draft.match == "any"


def test_a_segment_that_is_saved_late_does_not_take_the_place_of_another(
    application: Application, page: SegmentPage, filled: Path, qtbot: QtBot
) -> None:
    with Shop(filled) as shop, shop.reading() as session:
        pisek = saving.find(session, "Písek").id
        other = next(line.id for line in saving.listing(session) if line.id != pisek)
    application.window.go("segment", str(pisek))
    settle(application)
    page.changing.match("any")
    go_on = threading.Event()
    application.background.run("writing", lambda: go_on.wait(20), lambda _waited: None)
    page.save.click()
    application.window.go("segment", str(other))
    sheet_of(page, UnsavedSheet).discard.click()
    qtbot.waitUntil(lambda: page.keeping.id == other)
    go_on.set()
    settle(application)
    assert page.keeping.id == other
    with Shop(filled) as shop, shop.reading() as session:
        assert as_json(saving.get(session, pisek).definition)["where"] == {"any": [PISEK]}
