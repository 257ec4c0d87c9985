"""The step Check: groups that add up, opened, filtered, corrected where they stand, copied and saved."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from shopmail.importing.plan import Plan
from shopmail.model import Verdict
from shopmail.ui.importing.check import CheckStep
from shopmail.ui.importing.group_body import FIRST, GroupBody
from shopmail.ui.importing.groups import GROUPS
from shopmail.ui.main_window import MainWindow
from shopmail.ui.widgets.cells import CELL, Cell
from tests.builders import a_shop
from tests.importing.imports import imported
from tests.ui.conftest import Open
from tests.ui.importing.reaching import PATIENCE, at_check, next_step

KNOWN = "email,first_name,last_name,city\njana@example.com,Jana,Dvořáková,Protivín\npetr@example.com,Petr,,\n"
FILE = """email,first_name,last_name,city,status,birth_date
jana@example.com,Jana,Dvořáková,Písek,,
petr@example.com,Petr,,,,
eva@example.com,Eva,Malá,Brno,confirmed,3.5.1980
EVA@example.com,Evička,,,,
left@example.com,Odešel,,,unsubscribed,
not an address,Ivo,Nový,Tábor,,
=cmd|x,Vzorec,,,,
adam@example.com,Adam,Starý,,,31.2.1980
"""
NAME, EMAIL, LINE = 1, 2, 0
BECOMES = 4


@pytest.fixture
def step(open_window: Open, tmp_path: Path, qtbot: QtBot) -> CheckStep:
    """A file with a row for each group, on its way into a shop that knows two people."""
    with a_shop(tmp_path) as shop:
        imported(shop, KNOWN, source_name="Web form")
    path = tmp_path / "zakaznici.csv"
    path.write_text(FILE, encoding="utf-8")
    return at_check(open_window(shop.path), qtbot, path, replace=("city",))


def counts(step: CheckStep) -> dict[str, str]:
    """What stands at the right of each group."""
    return {verdict: head.number.text() for verdict, head in step.groups.heads.items()}


def opened(step: CheckStep, verdict: str, qtbot: QtBot) -> GroupBody:
    """The body of a group, its first rows there."""
    QTest.mouseClick(step.groups.heads[verdict], Qt.MouseButton.LeftButton)
    body = step.groups.bodies[verdict]
    qtbot.waitUntil(lambda: body.model.rowCount() > 0 and bool(words(body, 0)))
    return body


def words(body: GroupBody, row: int) -> list[str]:
    """The cells of a row."""
    cells = [body.model.index(row, column).data(CELL) for column in range(len(body.model.columns))]
    return [cell.words for cell in cells if isinstance(cell, Cell)]


def write_into(body: GroupBody, row: int, column: int, text: str) -> None:
    """Double click a cell, write, Enter."""
    table = body.table
    index = body.model.index(row, column)
    spot = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    editor.insert(text)  # as typed; QTest has keys for ASCII only
    QTest.keyClick(editor, Qt.Key.Key_Return)


def said(step: CheckStep) -> str:
    """What the toast says."""
    window = step.window()
    assert isinstance(window, MainWindow)
    assert window.toast is not None
    return window.toast.words if window.toast.isVisible() else ""


def test_every_row_is_in_one_group_and_the_sum_is_written_out(step: CheckStep) -> None:
    assert counts(step) == {
        "new": "2",
        "changed": "1",
        "same": "1",
        "duplicate": "1",
        "do-not-mail": "1",
        "invalid": "2",
    }
    assert step.groups.sum.accessibleName() == "2 + 1 + 1 + 1 + 1 + 2"
    assert step.groups.total.text() == "8"
    assert "8 rows read" in step.wizard.head.state
    assert step.groups.heads["changed"].sentence.accessibleName().startswith("1 value: ")
    assert step.wizard.foot.next.isEnabled()


def test_what_could_not_be_taken_stands_below(step: CheckStep) -> None:
    assert step.remarks.isVisible()
    assert step.remarks.head.number.text() == "1"
    assert not step.remarks.table.isVisible()
    step.remarks.head.click()
    assert step.remarks.table.isVisible()
    assert "31.2.1980" in str(step.remarks.model.index(0, 1).data())


def test_each_group_shows_its_rows(step: CheckStep, qtbot: QtBot) -> None:
    first = {
        "new": ["4", "Eva Malá", "eva@example.com", "3 May 1980", "Brno"],
        "changed": ["2", "Jana Dvořáková", "City", "Protivín", "→  Písek"],
        "same": ["3", "Petr", "petr@example.com"],
        "duplicate": ["5", "Evička", "EVA@example.com"],
        "do-not-mail": ["6", "Odešel", "left@example.com"],
        "invalid": ["7", "Ivo Nový", "not an address", "“not an address” has no @."],
    }
    for verdict, row in first.items():
        body = opened(step, verdict, qtbot)
        assert words(body, 0)[: len(row)] == row
        step.groups.heads[verdict].click()
        assert verdict not in step.groups.bodies


def test_what_is_opened_is_brought_into_sight(step: CheckStep, qtbot: QtBot) -> None:
    step.window().resize(1024, 640)
    for verdict in ("new", "changed", "duplicate"):
        opened(step, verdict, qtbot)
    body = opened(step, "invalid", qtbot)
    qtbot.waitUntil(lambda: not body.visibleRegion().isEmpty())
    qtbot.waitUntil(lambda: not body.table.visibleRegion().isEmpty(), timeout=PATIENCE)


def test_a_group_opens_and_closes_by_key(step: CheckStep) -> None:
    head = step.groups.heads["invalid"]
    head.setFocus()
    for key, is_open in (
        (Qt.Key.Key_Return, True),
        (Qt.Key.Key_Space, False),
        (Qt.Key.Key_Right, True),
        (Qt.Key.Key_Left, False),
    ):
        QTest.keyClick(head, key)
        assert head.isChecked() is is_open
    assert step.wizard.step is step, "Enter opened the group, it did not press Next"


def test_an_empty_group_is_dimmed(step: CheckStep, qtbot: QtBot) -> None:
    body = opened(step, "same", qtbot)
    write_into(body, 0, EMAIL, "somebody.new@example.com")
    qtbot.waitUntil(lambda: counts(step)["same"] == "0", timeout=PATIENCE)
    head = step.groups.heads["same"]
    assert not head.isEnabled()
    assert not head.isChecked()
    assert "same" not in step.groups.bodies


def test_an_address_is_corrected_where_it_stands_and_taken_back(step: CheckStep, qtbot: QtBot) -> None:
    before = counts(step)
    body = opened(step, "invalid", qtbot)
    write_into(body, 0, EMAIL, "ivo@example.com")
    qtbot.waitUntil(lambda: counts(step)["invalid"] == "1", timeout=PATIENCE)
    assert counts(step)["new"] == "3"
    qtbot.waitUntil(lambda: body.model.rowCount() == 1)
    assert said(step) == "Line 7 corrected."
    new = opened(step, "new", qtbot)
    qtbot.waitUntil(lambda: words(new, 1)[:2] == ["7", "Ivo Nový"])
    QTest.keyClick(step.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: counts(step) == before, timeout=PATIENCE)
    assert said(step) == "Line 7 is as it was."


def test_a_name_and_a_value_are_corrected(step: CheckStep, qtbot: QtBot) -> None:
    new = opened(step, "new", qtbot)
    write_into(new, 0, NAME, "Eva Marie Velká")
    qtbot.waitUntil(lambda: words(new, 0)[NAME] == "Eva Marie Velká", timeout=PATIENCE)
    changed = opened(step, "changed", qtbot)
    write_into(changed, 0, BECOMES, "Praha")
    qtbot.waitUntil(lambda: words(changed, 0)[BECOMES] == "→  Praha", timeout=PATIENCE)
    assert counts(step)["changed"] == "1"


def test_f2_corrects_by_key_and_esc_leaves_it(step: CheckStep, qtbot: QtBot) -> None:
    body = opened(step, "invalid", qtbot)
    body.table.setFocus()
    body.table.setCurrentIndex(body.model.index(0, LINE))
    QTest.keyClick(body.table, Qt.Key.Key_F2)
    editor = body.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "not an address"
    assert editor.accessibleName() == "Address in line 7"
    QTest.keyClicks(editor, "ivo@example.com")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert counts(step)["invalid"] == "2"
    assert step.wizard.step is step


def test_what_cant_be_is_refused_in_the_page(step: CheckStep, qtbot: QtBot) -> None:
    body = opened(step, "invalid", qtbot)
    write_into(body, 0, EMAIL, "still no address")
    qtbot.waitUntil(step.wizard.refusal.isVisible, timeout=PATIENCE)
    assert counts(step)["invalid"] == "2"
    assert words(body, 0)[EMAIL] == "not an address"


def test_nobody_who_said_no_gets_away_by_a_correction(step: CheckStep, qtbot: QtBot) -> None:
    body = opened(step, "do-not-mail", qtbot)
    write_into(body, 0, EMAIL, "other@example.com")
    qtbot.waitUntil(step.wizard.refusal.isVisible, timeout=PATIENCE)
    assert counts(step)["do-not-mail"] == "1"


def test_undo_after_the_import_changes_nothing(step: CheckStep, qtbot: QtBot) -> None:
    wizard = step.wizard
    body = opened(step, "invalid", qtbot)
    write_into(body, 0, EMAIL, "ivo@example.com")
    qtbot.waitUntil(lambda: said(step) == "Line 7 corrected.", timeout=PATIENCE)
    next_step(wizard, qtbot)
    next_step(wizard, qtbot)
    window = step.window()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said(step) == "Too late: the file was imported or read anew. Nothing was changed."


def test_rows_are_copied(step: CheckStep, qtbot: QtBot) -> None:
    body = opened(step, "invalid", qtbot)
    body.table.setFocus()
    body.table.selectAll()
    QTest.keyClick(body.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: said(step) == "2 rows copied.")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[:3] for line in lines] == [
        ["7", "Ivo Nový", "not an address"],
        ["8", "Vzorec", "=cmd|x"],
    ]


def test_a_group_is_saved_and_can_be_imported_again(step: CheckStep, tmp_path: Path, qtbot: QtBot) -> None:
    body = opened(step, "invalid", qtbot)
    QTest.mouseClick(body.save, Qt.MouseButton.LeftButton)
    dialog = step.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("zakaznici-invalid.csv")
    target = tmp_path / "saved.csv"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(lambda: said(step) == "2 rows saved in “saved.csv”.", timeout=PATIENCE)
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == [*FILE.splitlines()[0].split(","), "shopmail: why skipped", "shopmail: line"]
    assert rows[1] == ["not an address", "Ivo", "Nový", "Tábor", "", "", "“not an address” has no @.", "7"]
    assert rows[2][0] == "'=cmd|x", "a spreadsheet does not run it"


def test_every_group_can_be_saved(step: CheckStep, tmp_path: Path, qtbot: QtBot) -> None:
    for group in GROUPS:
        target = tmp_path / f"{group.verdict}.csv"
        step.save_to(group, target)
        qtbot.waitUntil(target.exists, timeout=PATIENCE)
        rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
        assert len(rows) - 1 == int(counts(step)[group.verdict])
        qtbot.waitUntil(lambda: step.wizard.working.lane is None)


def test_where_nothing_can_be_written_the_page_says_so(step: CheckStep, tmp_path: Path, qtbot: QtBot) -> None:
    step.save_to(GROUPS[0], tmp_path / "nowhere" / "saved.csv")
    qtbot.waitUntil(step.wizard.refusal.isVisible, timeout=PATIENCE)


def test_a_long_group_is_filtered_and_shown_in_full(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "long.csv"
    lines = [f"person{number}@example.com,Jiří,Novák{number}" for number in range(300)]
    path.write_text("\n".join(["email,first_name,last_name", *lines]), encoding="utf-8")
    with a_shop(tmp_path) as shop:
        shop_file = shop.path
    step = at_check(open_window(shop_file), qtbot, path)
    body = opened(step, "new", qtbot)
    qtbot.waitUntil(body.more.isVisible)
    assert body.model.rowCount() == FIRST
    assert body.more.text() == f"Show {300 - FIRST} more"
    QTest.mouseClick(body.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: body.model.rowCount() == 300)
    assert not body.more.isVisible()
    assert body.table.height() == 300 * 36
    window = step.window()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert body.filter.hasFocus()
    QTest.keyClicks(body.filter, "jiri novak299")
    qtbot.waitUntil(lambda: body.model.rowCount() == 1)
    assert words(body, 0)[NAME] == "Jiří Novák299"
    body.filter.setText("nobody at all")
    qtbot.waitUntil(lambda: body.model.rowCount() == 0)
    body.filter.setText("")
    qtbot.waitUntil(lambda: body.model.rowCount() == FIRST)


def the_plan(step: CheckStep) -> Plan | None:
    return step.wizard.plan


def test_corrections_outlive_another_answer(step: CheckStep, qtbot: QtBot) -> None:
    body = opened(step, "invalid", qtbot)
    write_into(body, 0, EMAIL, "ivo@example.com")
    qtbot.waitUntil(lambda: counts(step)["invalid"] == "1", timeout=PATIENCE)
    wizard = step.wizard
    wizard.answer(source_name="Another name")
    assert wizard.plan is None
    wizard.show_step(4)
    qtbot.waitUntil(lambda: the_plan(step) is not None, timeout=PATIENCE)
    plan = the_plan(step)
    assert plan is not None
    assert plan.counts[Verdict.INVALID] == 1, "of a plan made anew, not what stood on screen before"
    (row,) = plan.rows(Verdict.NEW, "ivo@example.com", 0, 2)
    assert row.corrected
