"""The steps Plan and Done: the same numbers before and after; and what is refused is said in the page."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopmail.importing.column_kinds import PROBLEM_HEADER
from shopmail.importing.file_scan import MAX_BYTES
from shopmail.ui.application import Application
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.importing.done import DoneStep
from shopmail.ui.importing.planned import PlanStep
from shopmail.ui.main_window import MainWindow
from tests.builders import a_shop
from tests.importing.imports import emails, imported
from tests.ui.conftest import Open
from tests.ui.importing.reaching import (
    PATIENCE,
    at_done,
    at_plan,
    next_step,
    the_wizard,
)

KNOWN = "email,first_name,city\njana@example.com,Jana,Protivín\npetr@example.com,Petr,\n"
FILE = """email,first_name,city,status,confirmed_at
jana@example.com,Jana,Písek,,
petr@example.com,Petr,,,
eva@example.com,Eva,Brno,confirmed,2026-05-01
EVA@example.com,Evička,,,
ivo@example.com,Ivo,,confirmed,
ota@example.com,Ota,,subscribed,
left@example.com,Odešel,,unsubscribed,
not an address,Iva,Tábor,,
"""


@pytest.fixture
def application(open_window: Open, tmp_path: Path) -> Application:
    """A shop that knows two people."""
    with a_shop(tmp_path) as shop:
        imported(shop, KNOWN, source_name="Web form")
    return open_window(shop.path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a row for every verdict, and three kinds of proof."""
    path = tmp_path / "zakaznici.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def cells(step: PlanStep) -> list[list[str]]:
    """What the table of the plan shows."""
    model = step.table.model
    return [[str(model.index(row, column).data()) for column in range(3)] for row in range(model.rowCount())]


def test_the_plan_is_a_sentence_and_a_table_that_adds_up(
    application: Application, path: Path, qtbot: QtBot
) -> None:
    step = at_plan(application, qtbot, path, replace=("city",))
    assert step.plan_in_words.text() == "Add 3, change 1 (1 value), leave 1, skip 3."
    assert [(row[0], row[2]) for row in cells(step)] == [
        ("Add", "3"),
        ("Change", "1"),
        ("Leave", "1"),
        ("Skip", "1"),
        ("Skip", "1"),
        ("Skip", "1"),
        ("In the file", "8"),
    ]
    assert cells(step)[-1][1] == "3 + 1 + 1 + 1 + 1 + 1"
    assert step.proofs.sentences() == [
        "1 brings a dated confirmation and can be mailed.",
        "1 signed up, but has not confirmed it: waits until then.",
        "1 is marked as confirmed, but not when, which proves nothing: waits for an answer.",
        "They are kept as coming from “Web form”.",
    ]
    assert step.wizard.foot.next.text() == "Import 4 people"


def test_enter_does_not_import(application: Application, path: Path, qtbot: QtBot) -> None:
    step = at_plan(application, qtbot, path)
    QTest.keyClick(step.table.table, Qt.Key.Key_Return)
    QTest.keyClick(step.window(), Qt.Key.Key_Return)
    qtbot.wait(50)
    assert step.wizard.step is step
    assert step.wizard.imported is None
    step.wizard.foot.next.setFocus()
    QTest.keyClick(step.wizard.foot.next, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: step.wizard.imported is not None, timeout=PATIENCE)


def test_done_says_the_numbers_of_the_import_itself(
    application: Application, path: Path, qtbot: QtBot
) -> None:
    step = at_done(application, qtbot, path, replace=("city",))
    answer = step.wizard.imported
    assert answer is not None
    assert step.done_in_words.text() == "3 added, 1 changed (1 value), 1 left as they were, 3 skipped."
    told = {box.key: box.accessibleName() for box in step.tiles.boxes}
    standings = {standing.value: people for standing, people in answer.standings.items()}
    for standing, words in told.items():
        assert f": {standings.get(standing, 0)} " in words
    assert sum(standings.values()) == 5, "three new, one changed, and one whose refusal was noted"
    assert application.shop is not None
    assert set(emails(application.shop)) == {
        *("jana@example.com", "petr@example.com", "eva@example.com"),
        *("ivo@example.com", "ota@example.com", "left@example.com"),
    }
    assert not step.wizard.foot.back.isVisible()
    assert step.wizard.foot.next.text() == "See the people"


def test_the_skipped_rows_are_saved_where_one_wants_them(
    application: Application, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    step = at_done(application, qtbot, path)
    assert step.skipped.isVisible()
    target = tmp_path / "skipped.csv"
    step.save_to(target)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    assert PROBLEM_HEADER in target.read_text(encoding="utf-8-sig").splitlines()[0]
    window = step.window()
    assert isinstance(window, MainWindow)
    toast = window.toast
    assert toast is not None
    qtbot.waitUntil(lambda: toast.words == "The skipped rows are saved in “skipped.csv”.")
    step.save_to(tmp_path / "nowhere" / "skipped.csv")
    wizard = step.wizard
    qtbot.waitUntil(wizard.refusal.isVisible, timeout=PATIENCE)
    QTest.mouseClick(step.another, Qt.MouseButton.LeftButton)
    assert wizard.imported is None
    assert wizard.answers.path is None


def test_from_done_one_goes_to_the_people(application: Application, path: Path, qtbot: QtBot) -> None:
    step = at_done(application, qtbot, path)
    box = next(box for box in step.tiles.boxes if box.key == "waiting")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert isinstance(application.window.page, ContactsPage)
    application.window.show_page(0)
    step.go_on(lambda: None)
    assert isinstance(application.window.page, ContactsPage)


def test_an_import_that_ends_unseen_is_told_and_waits_to_be_read(
    application: Application, path: Path, qtbot: QtBot
) -> None:
    step, window = at_plan(application, qtbot, path), application.window
    wizard = step.wizard
    qtbot.waitUntil(wizard.foot.next.isEnabled)
    QTest.mouseClick(wizard.foot.next, Qt.MouseButton.LeftButton)
    window.go("contacts", "")
    qtbot.waitUntil(lambda: wizard.imported is not None)
    assert window.toast is not None
    assert window.toast.isVisible()
    window.go("import", "")
    assert isinstance(wizard.step, DoneStep), "its numbers and its skipped rows can be read"
    window.go("contacts", "")
    window.go("import", "")
    assert wizard.imported is None, "then another one begins"


def test_a_file_of_refusals_says_what_it_does(application: Application, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "left.csv"
    path.write_text("email\njana@example.com\nnobody@example.com\n", encoding="utf-8")
    step = at_plan(application, qtbot, path, kind="do-not-mail", source_name="Left")
    assert step.plan_in_words.text() == "2 people will stand on the list of those who must not be mailed."
    assert not step.proofs.isVisible()
    assert step.wizard.foot.next.text() == "Never mail 2 people"
    next_step(step.wizard, qtbot)
    done = step.wizard.step
    assert isinstance(done, DoneStep)
    assert done.done_in_words.text() == "2 people stand on the list of those who must not be mailed."


def test_where_nothing_is_new_there_is_nothing_to_import(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "again.csv"
    path.write_text(KNOWN, encoding="utf-8")
    step = at_plan(application, qtbot, path)
    assert not step.wizard.foot.next.isEnabled()
    assert step.wizard.foot.state == "No row of this file brings anything new."


def test_back_and_forward_keeps_the_plan(application: Application, path: Path, qtbot: QtBot) -> None:
    step = at_plan(application, qtbot, path)
    wizard = step.wizard
    plan = wizard.plan
    while wizard.foot.back.isVisible():
        wizard.foot.back.click()
    at_plan(application, qtbot, path)
    assert wizard.plan is plan, "nothing was answered otherwise"
    wizard.answer(replace=("city",))
    assert wizard.plan is None
    wizard.show_step(0)
    again = at_plan(application, qtbot, path, replace=("city",))
    qtbot.waitUntil(lambda: again.is_told and again.facts is not None)
    assert again.facts is not None
    assert again.facts.counts["changed"] == 1


BAD_FILES: dict[str, bytes] = {
    "empty": b"",
    "only-a-mark": b"\xef\xbb\xbf\r\n",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"jan@example.com;Jan\n" * 3,
    "workbook": b"PK\x03\x04\x14\0\x06\0" + b"jan@example.com;Jan\n" * 3,
    "web-page": b"<!DOCTYPE html><html>" + b"jan@example.com;Jan\n" * 3,
    "cards": b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + b"jan@example.com;Jan\n" * 3,
    "header-only": b"name;email\n\n",
    "no-address": b"name;city\nJan;Brno\n",
    "open-quote": b'name;email\n"Jan;jan@example.com\nEva;eva@example.com\n',
    "open-quote-swallows": b'email;name\na@example.com;"Jan\nb@example.com;"Eva"\nc@example.com;Iva\n',
    "open-quote-far-down": b"name;email\n" + b"Jan;jan@example.com\n" * 5_000 + b'"Eva;eva@example.com\n',
    "long-cell": b"email;note\njan@example.com;" + b"x" * 100_001 + b"\n",
    "nul": b"name;email\n" + b"Jan;jan@example.com\n" * 3 + b"S\0;s@example.com\n",
    "broken-utf-8": "name;email\nJiří Dvořák;a@example.com\n".encode() + b"\xff\xfe;b@example.com\n",
    "cut-off-utf-16": "name;email\nJan;a@example.com\n".encode("utf-16") + b"x",
    "too-many-columns": b";".join([b"email", *[b"x"] * 200]) + b"\n" + b"jan@example.com;" * 201 + b"\n",
}
"""What tests/importing/test_refused_files.py refuses, as files."""


def bad_files(folder: Path) -> list[Path]:
    """All of them, and what is no ordinary file, or none at all."""
    for name, content in BAD_FILES.items():
        (folder / f"{name}.csv").write_bytes(content)
    (folder / "folder.csv").mkdir()
    os.mkfifo(folder / "pipe.csv")
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    (folder / "too-large.csv").write_bytes(b"email\njan@example.com\n")
    os.truncate(folder / "too-large.csv", MAX_BYTES + 1)
    others = ("folder", "pipe", "loop", "too-large", "nobody")
    return [folder / f"{name}.csv" for name in (*BAD_FILES, *others)]


def test_a_bad_file_gets_a_sentence_in_the_page(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = the_wizard(application)
    wizard.answer(kind="signups", origin="own-form", source_name="Web form")
    for path in bad_files(tmp_path):
        wizard.go_to(str(path))
        for _step in ("Origin", "Columns", "Check"):
            qtbot.waitUntil(lambda: wizard.working.lane is None, timeout=PATIENCE)
            if wizard.foot.next.isEnabled():
                wizard.foot.next.click()
        qtbot.waitUntil(lambda: wizard.refusal.isVisible() or bool(wizard.step.why_not()), timeout=PATIENCE)
        assert application.errors.shown is None, f"{path.name}: a dialog"
        assert not wizard.foot.next.isEnabled(), path.name
        assert wizard.plan is None, path.name


def test_the_wrong_letters_are_refused_in_the_page(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name;email\nŠárka;s@example.com\nJiří;j@example.com\n".encode("cp1250"))
    wizard = the_wizard(application)
    wizard.answer(kind="signups", origin="own-form", source_name="Web form")
    wizard.go_to(str(path))
    qtbot.waitUntil(wizard.foot.next.isEnabled, timeout=PATIENCE)
    wizard.answer(encoding="utf-8")
    wizard.show_step(1)
    qtbot.waitUntil(wizard.refusal.isVisible, timeout=PATIENCE)
    assert not wizard.foot.next.isEnabled()


class Folders(QObject):
    """Stands for the file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_the_folder_of_the_skipped_rows_is_opened(application: Application, path: Path, qtbot: QtBot) -> None:
    step = at_done(application, qtbot, path)
    folders = Folders()
    # PySide6 wants text here, whatever its stub says.
    QDesktopServices.setUrlHandler("file", folders, "open")  # type: ignore[arg-type]
    try:
        QTest.mouseClick(step.skipped.open_folder, Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    imported_now = step.wizard.imported
    assert imported_now is not None
    assert imported_now.problems_file is not None
    assert folders.opened == [str(imported_now.problems_file.parent)]


def test_the_plan_tells_who_of_the_known_can_be_mailed_no_more(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    assert application.shop is not None
    imported(
        application.shop,
        "email,status,confirmed_at\nanna@example.com,confirmed,2026-05-01\n",
        source_name="Fair",
    )
    path = tmp_path / "no.csv"
    path.write_text("email,status\nanna@example.com,unsubscribed\npetr@example.com,subscribed\n", "utf-8")
    step = at_plan(application, qtbot, path)
    assert step.known.said == ("1 could be mailed so far, and can't be any more.",)
    assert step.known.isVisible()
