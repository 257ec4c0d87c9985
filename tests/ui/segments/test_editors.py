"""The editors of values, each as its kind asks for: what is written, chosen, ticked, and what is refused."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from shopmail.ui.application import Application
from shopmail.ui.segments.builder.many_editor import ManyPopup
from shopmail.ui.segments.builder.page import SegmentPage
from shopmail.ui.segments.builder.row_line import RowLine

a_popup_opens = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform can neither raise a popup nor grab the keys for it, and says so."""


def a_row(page: SegmentPage, rule: str, op: str) -> tuple[RowLine, Any]:
    """The line of a new condition and its editor."""
    row = page.body.sentence.row(page.changing.add_row())
    assert row is not None
    for choice, key in ((row.rule, rule), (row.op, op)):
        choice.choose(key)
        choice.chosen.emit(key)
    assert (row.rule.key, row.op.key) == (rule, op)
    return row, row.editor


def written(page: SegmentPage) -> list[object]:
    """The values of the finished conditions."""
    return [condition.get("value") for condition in page.changing.where["all"]]


def test_days_months_dates_choices_and_nothing(page: SegmentPage) -> None:
    _row, editor = a_row(page, "added", "in the last")
    assert editor.line.text() == "30 days"
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "180")
    assert written(page) == [180]
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "180"
    editor.line.editingFinished.emit()
    assert editor.line.text() == "180 days"
    editor.line.setText("99999999")
    editor.line.textEdited.emit("99999999")
    assert written(page) == []
    page.changing.undo()

    row, editor = a_row(page, "birth_date", "before")
    QTest.keyClicks(editor.line, "sometime")
    editor.line.editingFinished.emit()
    assert row.problem == "Write a day, such as 31 May 2026."
    assert editor.line.property("wrong") == "true"
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "3. 5. 1980")
    assert row.problem == ""
    assert written(page)[-1] == "1980-05-03"

    _row, editor = a_row(page, "birth_date", "birthday in month")
    assert editor.choice.currentText() == "January"
    editor.choice.choose("5")
    editor.choice.chosen.emit("5")
    assert written(page)[-1] == 5

    row, editor = a_row(page, "birth_date", "is not known")
    assert editor is None
    assert written(page)[-1] is None

    _row, editor = a_row(page, "standing", "is not")
    editor.choice.choose("waiting")
    editor.choice.chosen.emit("waiting")
    assert written(page)[-1] == "waiting"

    _row, editor = a_row(page, "campaign", "is")
    names = [editor.choice.itemText(number) for number in range(editor.choice.count())]
    assert editor.choice.currentText() in names
    assert "Podzimní vazby" in names
    assert isinstance(written(page)[-1], int)


@a_popup_opens
def test_values_that_people_have_are_suggested(
    application: Application, page: SegmentPage, qtbot: QtBot
) -> None:
    _row, editor = a_row(page, "city", "is")
    application.window.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.line.hasFocus)
    QTest.keyClicks(editor.line, "str")
    popup = editor.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "Strakonice"
    editor.line.completer().activated.emit("Strakonice")
    popup.hide()
    assert written(page) == ["Strakonice"]
    editor.offer("something older", ("Tábor",))
    assert not popup.isVisible(), "a stale answer"


@a_popup_opens
def test_several_values_are_ticked_or_written(page: SegmentPage, qtbot: QtBot) -> None:
    _row, editor = a_row(page, "city", "is one of")
    assert editor.choice.currentText() == "Choose …"
    QTest.mouseClick(editor.choice, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.popup is not None)
    popup: ManyPopup = editor.popup
    popup.boxes["Písek"].click()
    popup.line.entered.emit("  Horní   Planá ")
    popup.line.entered.emit("Písek")
    assert sorted(written(page)[0]) == ["Horní Planá", "Písek"]  # type: ignore[call-overload]
    popup.line.entered.emit("")
    qtbot.waitUntil(lambda: not isValid(popup))
    assert "Horní Planá" in editor.choice.currentText()

    _row, editor = a_row(page, "why_not", "is one of")
    QTest.keyClick(editor.choice, Qt.Key.Key_Down)
    popup = editor.popup
    assert not popup.line.isVisible()
    assert popup.boxes["nothing"].isChecked(), "what was chosen alone before"
    popup.boxes["nothing"].click()
    popup.boxes["left"].click()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    assert written(page)[-1] == ["left"]
    popup.boxes["left"].click()
    assert len(written(page)) == 1, "nothing ticked is nothing asked"
    QTest.keyClick(popup, Qt.Key.Key_Return)


def test_a_group_says_how_many_must_hold(page: SegmentPage) -> None:
    page.body.sentence.group.click()
    (head, row) = page.body.sentence.lines()
    assert head.accessibleName() == "and at least one of:"
    box = head.parentWidget()
    box.add.click()  # type: ignore[union-attr]
    assert len(list(page.body.sentence.lines())) == 3
    head.how.chosen.emit("all")  # type: ignore[attr-defined]
    assert head.accessibleName() == "and all of:"
    page.body.sentence.matched.emit("any")
    assert head.accessibleName() == "or all of:"
    page.body.sentence.exception.click()
    last = list(page.body.sentence.lines())[-1]
    assert isinstance(last, RowLine)
    assert last.rule.hasFocus()
    assert row.menu.accessibleName() == "More for: City"
