"""The page of one segment on a real shop: built, counted, saved, left."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from shopmail.model import Campaign
from shopmail.segments import saving
from shopmail.segments.definition import as_json
from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.campaigns.draft.page import CampaignPage
from shopmail.ui.segments.builder.line import DUPLICATE, OFF
from shopmail.ui.segments.builder.page import SegmentPage
from shopmail.ui.segments.builder.sentence_line import SentenceLine
from shopmail.ui.segments.sheets import UnsavedSheet
from shopmail.ui.widgets.name_sheet import NameSheet
from tests.ui.screens.segments import EVERY_KIND, REGULARS
from tests.ui.segments.hands import PISEK, editor, press, rows, sheet_of, show
from tests.ui.settling import settle

a_popup_opens = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def matching(page: SegmentPage) -> tuple[str, str]:
    """How many match and how many of them can be mailed, as it is written."""
    return page.body.result.matching.number, page.body.result.mailable.number


def test_a_segment_is_built_counted_and_saved(
    application: Application, page: SegmentPage, filled: Path, qtbot: QtBot
) -> None:
    assert matching(page) == ("600", "473")
    assert page.campaign.text() == "New campaign to 473 people"
    page.body.sentence.condition.click()
    row = rows(page)[0]
    assert row.rule.hasFocus()
    page.save.click()
    assert row.problem == "Write what is to be looked for, or remove the condition."
    assert editor(page, 0, "line").property("wrong") == "true"
    editor(page, 0, "line").insert("Písek")
    assert editor(page, 0, "line").property("wrong") == "false"
    qtbot.waitUntil(lambda: matching(page) == ("180", "139"))
    qtbot.waitUntil(lambda: row.count.text() == "180 people")
    assert "“Písek”" in page.body.plain.words.text()
    assert page.campaign.text() == "New campaign to 139 people"
    result = page.body.result
    assert int(result.left_out.number) == 180 - 139
    assert sum(int(line.accessibleName().split()[-1]) for line in result.reasons if line.isVisible()) == 41

    page.save.click()
    naming: NameSheet = sheet_of(page, NameSheet)
    naming.name.setText("písek")
    press(naming.primary)
    qtbot.waitUntil(lambda: "Another segment" in naming.field.error)
    naming.name.setText("Z Písku")
    press(naming.primary)
    qtbot.waitUntil(lambda: page.keeping.is_saved)
    assert application.window.sheet is None
    assert page.head.state == "Segment, saved. It picks people anew each time it is used."
    with Shop(filled) as shop, shop.reading() as session:
        kept = saving.find(session, "Z Písku")
        assert as_json(kept.definition)["where"] == {"all": [PISEK]}


def test_words_come_while_a_count_takes_long_and_only_the_last_count_is_shown(
    application: Application, page: SegmentPage, qtbot: QtBot
) -> None:
    go_on = threading.Event()
    application.background.run("counting", lambda: go_on.wait(20), lambda _waited: None)
    numbers: list[int] = []
    page.asking.counted.connect(lambda counted: numbers.append(counted.matches))
    show(page, {"all": [{"rule": "city", "op": "is", "value": "Tábor"}]})
    qtbot.waitUntil(lambda: "Tábor" in page.body.plain.words.text())
    qtbot.waitUntil(lambda: page.body.result.matching.number == "…")
    show(page, {"all": [PISEK]})
    qtbot.waitUntil(lambda: "Písek" in page.body.plain.words.text())
    assert rows(page)[0].count.text() == "…"
    go_on.set()
    qtbot.waitUntil(lambda: matching(page) == ("180", "139"))
    settle(application)
    assert numbers == [180], "the first question was dropped"


def test_rows_are_switched_off_duplicated_grouped_removed_and_come_back(
    application: Application, page: SegmentPage, qtbot: QtBot
) -> None:
    show(page, {"all": [PISEK, {"rule": "city", "op": "is", "value": "Tábor"}]})
    qtbot.waitUntil(lambda: matching(page)[0] == "0")
    second = rows(page)[1]
    second.wanted.emit(second.number, OFF)
    qtbot.waitUntil(lambda: matching(page)[0] == "180")
    assert second.switch_on.isVisible()
    assert not second.op.isEnabled()
    assert second.count.text() == "33 people", "what is off still says how many it would find"
    second.switch_on.click()
    qtbot.waitUntil(lambda: matching(page)[0] == "0")
    assert second.op.isEnabled()
    second.wanted.emit(second.number, DUPLICATE)
    assert len(rows(page)) == 3
    page.body.sentence.group.click()
    head = page.body.sentence.parts.lines()
    assert [line.accessibleName() for line in head][-2:] == ["and at least one of:", "City"]
    rows(page)[3].remove.click()
    assert len(rows(page)) == 3, "the group went with its last row"
    toast = application.window.toast
    assert toast is not None
    assert toast.words == "The group was removed."
    toast.undo.click()
    assert len(rows(page)) == 4
    for left in (3, 4, 3, 2):
        QTest.keyClick(application.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert len(rows(page)) == left
    page.redo()
    assert len(rows(page)) == 3


def test_what_the_screen_cannot_show_is_kept_or_removed(page: SegmentPage, qtbot: QtBot) -> None:
    show(page, EVERY_KIND)
    whole = [line for line in page.body.sentence.lines() if isinstance(line, SentenceLine)]
    qtbot.waitUntil(lambda: bool(whole[1].problem))
    assert whole[0].words.text() == "city is “Písek”, or not (city is “Písek”)"
    assert whole[1].words.text() == "This condition can't be used any more."
    qtbot.waitUntil(lambda: matching(page) == ("–", "–"))
    assert page.campaign.text() == "New campaign"
    whole[1].remove.click()
    qtbot.waitUntil(lambda: matching(page)[0] == "600")
    there = page.changing.where["any"]
    assert there == [*EVERY_KIND["any"][:-1]]


def test_one_person_is_answered_condition_by_condition(page: SegmentPage, qtbot: QtBot) -> None:
    show(page, REGULARS)
    part = page.body.person
    qtbot.waitUntil(page.body.near.isVisible)
    QTest.keyClicks(part.search, "novak jan")
    qtbot.waitUntil(lambda: bool(part.people) and part.people[0].words == "Jan Novák")
    part.people[0].pressed.emit()
    qtbot.waitUntil(part.answer.isVisible)
    shown = [line.accessibleName() for line in part.answer.lines if line.isVisible()]
    assert shown[0].startswith("yes: Added in the last 180 days")
    assert shown[1].startswith(("yes: At least one", "no: At least one"))
    assert shown[-1].startswith("yes: Not: standing is")
    near = page.body.near.people[0]
    near.pressed.emit()
    qtbot.waitUntil(lambda: part.search.text() == near.words)
    qtbot.waitUntil(lambda: part.answer.chip.accessibleName() == "Not in")
    show(page, {"all": []})
    qtbot.waitUntil(lambda: part.answer.chip.accessibleName() != "Not in")
    part.search.clear()
    qtbot.waitUntil(part.offered.isVisible)
    assert not part.answer.isVisible()


def test_a_template_is_begun_with_and_taken_back(
    application: Application, page: SegmentPage, qtbot: QtBot
) -> None:
    show(page, {"all": [PISEK]})
    page.body.templates.buttons["waiting"].click()
    qtbot.waitUntil(lambda: matching(page) == ("16", "0"))
    assert application.window.toast is not None
    application.window.toast.undo.click()
    qtbot.waitUntil(lambda: matching(page)[0] == "180")
    application.window.go("segment", "new:birthday-soon")
    sheet_of(page, UnsavedSheet).discard.click()
    qtbot.waitUntil(lambda: [row.op.key for row in rows(page)] == ["birthday in the next"])
    assert page.keeping.is_touched is False


def test_the_people_are_saved_as_a_file(page: SegmentPage, tmp_path: Path, qtbot: QtBot) -> None:
    show(page, {"all": [PISEK]})
    page.csv.click()
    dialog = page.findChildren(QFileDialog)[0]
    assert dialog.selectedFiles()[0].endswith("New segment.csv")
    file = tmp_path / "lidé.csv"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    qtbot.waitUntil(file.exists)
    assert len(file.read_text("utf-8-sig").splitlines()) == 181


@a_popup_opens
def test_a_narrow_window_puts_one_below_the_other(application: Application, page: SegmentPage) -> None:
    inside = page.body.widget()
    assert inside is not None

    def order() -> list[int]:
        parts = (page.body.result, page.body.sentence, page.body.plain, page.body.person)
        return [part.mapTo(inside, QPoint(0, 0)).y() for part in parts]

    application.window.resize(1280, 800)
    settle(application)
    wide = order()
    assert wide[0] == wide[1], "side by side"
    application.window.resize(1024, 640)
    settle(application)
    narrow = order()
    assert narrow == sorted(set(narrow)), "one below the other"
    page.more.click()
    assert not page.csv.isVisible()
    menu = page.more.findChild(QMenu)
    assert menu is not None
    assert [act.text() for act in menu.actions()] == ["Rename", "Save as CSV"]
    menu.close()


def test_a_campaign_is_begun_for_the_segment(
    application: Application, page: SegmentPage, qtbot: QtBot
) -> None:
    show(page, {"all": [PISEK]})
    page.campaign.click()
    naming: NameSheet = sheet_of(page, NameSheet)
    naming.name.setText("Do kampaně")
    press(naming.primary)
    qtbot.waitUntil(lambda: isinstance(application.window.page, CampaignPage))
    settle(application)
    shop = application.shop
    assert shop is not None
    with shop.reading() as session:
        newest = session.scalars(select(Campaign).order_by(Campaign.id.desc())).first()
        assert newest is not None
        assert newest.segment_id == page.keeping.id == saving.find(session, "Do kampaně").id


def test_a_long_segment_is_shown_bit_by_bit_and_counted_whole(page: SegmentPage, qtbot: QtBot) -> None:
    many = [{"rule": "city", "op": "is", "value": f"Ves {number}"} for number in range(30)]
    page.changing.start_from({"any": [*many, {"all": many}]})
    assert len(rows(page)) < 60, "not all in one go"
    qtbot.waitUntil(lambda: len(rows(page)) == 60, timeout=20_000)
    lines = list(page.body.sentence.lines())
    qtbot.waitUntil(lambda: all(line.count.text() == "0 people" for line in lines), timeout=20_000)
