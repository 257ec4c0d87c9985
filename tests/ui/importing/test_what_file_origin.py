"""The first three steps of the import: which people, which file, and where they come from."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from shopmail.model import Origin, Source
from shopmail.storage.shop import Shop
from shopmail.ui import days
from shopmail.ui.application import Application
from shopmail.ui.importing.answers import Answers
from shopmail.ui.importing.file import FileStep
from shopmail.ui.importing.origin import OriginStep
from shopmail.ui.importing.page import Wizard
from shopmail.ui.importing.what import WhatStep
from shopmail.wording import use_language
from tests.ui.conftest import Open
from tests.ui.importing.dropping import drop, hold
from tests.ui.importing.reaching import next_step, the_wizard
from tests.ui.settling import settle

LEFT = Qt.MouseButton.LeftButton
CZECH = "E-mail;Jméno;Město\nrihova@example.com;Říhová;Písek\nsef@example.com;Šéf;Tábor\n"


@pytest.fixture
def application(open_window: Open, tmp_path: Path) -> Application:
    return open_window(tmp_path / "shop.shopmail")


@pytest.fixture
def czech(tmp_path: Path) -> Path:
    path = tmp_path / "zákazníci.csv"
    path.write_bytes(CZECH.encode("cp1250"))
    return path


def at_file(application: Application, qtbot: QtBot, path: Path) -> FileStep:
    """The step File with a file that was looked at."""
    wizard = the_wizard(application)
    wizard.answer(kind="signups")
    application.window.go("import", str(path))
    step = wizard.step
    assert isinstance(step, FileStep)
    qtbot.waitUntil(lambda: wizard.working.lane is None)
    return step


def at_origin(application: Application, qtbot: QtBot, path: Path, **answers: str) -> OriginStep:
    wizard = at_file(application, qtbot, path).wizard
    wizard.answer(**answers)
    next_step(wizard, qtbot)
    settle(application)
    assert isinstance(wizard.step, OriginStep)
    return wizard.step


def seen(step: FileStep) -> list[list[str]]:
    model = step.sample.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def titles(step: FileStep) -> list[str]:
    model = step.sample.model()
    across = Qt.Orientation.Horizontal
    return [model.headerData(column, across) for column in range(model.columnCount())]


def test_what_by_mouse_and_by_the_arrow_keys(application: Application) -> None:
    wizard = the_wizard(application)
    step = wizard.step
    assert isinstance(step, WhatStep)
    for kind, card in step.cards.items():
        QTest.mouseClick(card, LEFT, pos=card.rect().bottomRight() - QPoint(9, 9))
        assert wizard.answers.kind == kind
    QTest.keyClick(step.cards["do-not-mail"], Qt.Key.Key_Up)
    assert wizard.answers.kind == "old-list"
    assert QApplication.focusWidget() is step.cards["old-list"]


def test_a_file_is_held_over_its_place_and_dropped(
    application: Application, czech: Path, qtbot: QtBot
) -> None:
    wizard = the_wizard(application)
    QTest.keyClick(wizard.step.first(), Qt.Key.Key_Space)
    next_step(wizard, qtbot)
    step = wizard.step
    assert isinstance(step, FileStep)
    assert step.wizard.foot.state == "Choose a file first."
    before = step.area.grab().toImage()
    hold(step.area, czech)
    assert step.area.grab().toImage() != before, "it shows that it would take the file"
    assert drop(step.area, czech)
    qtbot.waitUntil(step.ready)
    assert wizard.answers.path == czech


def test_one_line_tells_what_was_found(application: Application, czech: Path, qtbot: QtBot) -> None:
    step = at_file(application, qtbot, czech)
    assert step.area.found == "2 rows, 3 columns, separated by semicolon, Czech Windows text"
    assert titles(step) == ["E-mail", "Jméno", "Město"]
    assert seen(step)[0] == ["rihova@example.com", "Říhová", "Písek"]
    assert step.wizard.head.state.startswith("zákazníci.csv · ")
    alone = czech.with_name("alone.txt")
    alone.write_text("name\njana@example.com\n", encoding="utf-8")
    step = at_file(application, qtbot, alone)
    assert step.area.found == "1 row, 1 column, Unicode text"
    assert titles(step) == ["name"], "a heading of the file is never translated"


def test_other_letters_are_shown_at_once(application: Application, czech: Path, qtbot: QtBot) -> None:
    step = at_file(application, qtbot, czech)
    assert step.options.isHidden()
    QTest.mouseClick(step.wrong, LEFT)
    choose(step, "cp1251", qtbot)
    assert seen(step)[0] == ["rihova@example.com", "Шнhovб", "Pнsek"]
    assert step.area.found.endswith("Russian Windows text")
    assert step.wizard.answers.encoding == "cp1251"
    choose(step, "", qtbot)
    assert seen(step)[0][1] == "Říhová"
    assert step.wizard.answers == Answers(kind="signups", path=czech)


def test_another_separator_and_no_heading(application: Application, czech: Path, qtbot: QtBot) -> None:
    step = at_file(application, qtbot, czech)
    QTest.mouseClick(step.wrong, LEFT)
    QTest.mouseClick(step.options.heading, LEFT)
    qtbot.waitUntil(step.ready)
    assert titles(step)[0] == "column 1"
    assert seen(step)[0] == ["E-mail", "Jméno", "Město"]
    step.options.delimiter.choose(",")
    step.options.delimiter.chosen.emit(",")
    qtbot.waitUntil(step.ready)
    assert seen(step)[0] == ["E-mail;Jméno;Město"]
    assert step.wizard.answers.has_header is False


def test_only_the_last_choice_is_answered(application: Application, czech: Path, qtbot: QtBot) -> None:
    step = at_file(application, qtbot, czech)
    shown: list[str] = []
    step.changed.connect(lambda: shown.append(step.wizard.look.table.encoding if step.wizard.look else ""))
    for codec in ("cp1251", "cp852", "koi8-r"):
        step.options.encoding.choose(codec)
        step.options.encoding.chosen.emit(codec)
    qtbot.waitUntil(step.ready)
    settle(application)
    assert shown == ["koi8-r"]
    step.wrong.setChecked(True)
    choose(step, "utf-8", qtbot)
    assert not step.ready(), "the letters are no letters in UTF-8"
    assert not step.sample.isVisible()
    assert "Line 1 " in notice(step.wizard)
    choose(step, "cp1250", qtbot)
    assert step.ready()
    assert step.wizard.refusal.isHidden()


WRONG_FILES: tuple[tuple[str, bytes | None, str], ...] = (
    ("none.csv", None, "There is no file “none.csv”."),
    ("empty.csv", b"", "“empty.csv” is empty."),
    ("picture.csv", b"\x89PNG\r\n\x1a\n" * 9, "“picture.csv” is not a table: it is a picture."),
    ("book.csv", b"PK\x03\x04\x14\0" * 9, "“book.csv” is not a table: it is an Excel workbook"),
    ("heading.csv", b"name;email\n", "“heading.csv” holds a header and no rows."),
    ("nul.csv", b"email\njana\0@example.com\n", "Line 2 holds a NUL byte"),
    ("mark.csv", b'name;email\n"Jan;jan@example.com\n', "The quotation mark that opens a cell in line 2"),
    ("long.csv", b"email\n" + b"x" * 100_001 + b"\n", "longer than 100,000 characters"),
    ("far.csv", b"name;email\n" + b"J;j@example.com\n" * 4000 + b'"E;e@example.com\n', "line 4002"),
    ("wide.csv", b";".join([b"x"] * 201) + b"\n" + b";".join([b"y"] * 201), "more than 200 columns"),
)


def test_a_wrong_file_is_told_in_the_page(application: Application, tmp_path: Path, qtbot: QtBot) -> None:
    right = tmp_path / "right.csv"
    right.write_text("email\njana@example.com\n", encoding="utf-8")
    for name, content, sentence in WRONG_FILES:
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        wizard = at_file(application, qtbot, path).wizard
        assert sentence in notice(wizard)
        assert application.errors.shown is None
        assert not wizard.foot.next.isEnabled()
        assert wizard.foot.state == "This file was not read."
        at_file(application, qtbot, right)
        assert wizard.foot.next.isEnabled()
        assert wizard.refusal.isHidden()
    (tmp_path / "lists.csv").mkdir()
    assert "is a folder" in notice(at_file(application, qtbot, tmp_path / "lists.csv").wizard)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        assert "not an ordinary file" in notice(at_file(application, qtbot, tmp_path / "pipe.csv").wizard)


def test_a_bought_list_stops(application: Application, czech: Path, qtbot: QtBot) -> None:
    step = at_origin(application, qtbot, czech)
    assert step.wizard.foot.state == "Say first where they come from."
    QTest.mouseClick(step.origins["bought-or-public"], LEFT)
    assert step.stop.isVisible()
    assert step.details.isHidden()
    assert not step.wizard.foot.next.isEnabled()
    assert step.wizard.foot.state == "These people did not agree to hear from you."
    QTest.keyClick(step.origins["bought-or-public"], Qt.Key.Key_Return)
    assert step.wizard.step is step
    QTest.keyClick(step.origins["bought-or-public"], Qt.Key.Key_Up)
    assert step.wizard.answers.origin == "other-service"
    assert step.stop.isHidden()
    assert step.wizard.foot.next.isEnabled()


def test_what_is_told_of_a_source_is_kept(application: Application, czech: Path, qtbot: QtBot) -> None:
    step = at_origin(application, qtbot, czech)
    details = step.details
    assert details.name.placeholderText() == "zákazníci"
    QTest.mouseClick(step.origins["own-form"], LEFT)
    QTest.keyClicks(details.name, "Web form")
    QTest.keyClicks(details.since, "5. 9. 2019")
    details.wording.setPlainText("Yes, send me <b>news</b>.\n")
    for answer in details.protection.findChildren(QPushButton):
        if answer.text() == "Yes":
            QTest.mouseClick(answer, LEFT)
    told = Answers(
        kind="signups",
        path=czech,
        origin="own-form",
        source_name="Web form",
        collected_on="2019-09-05",
        wording="Yes, send me <b>news</b>.",
        captcha="yes",
        confirmed_there="yes",
    )
    assert step.wizard.answers == told
    QTest.mouseClick(step.wizard.foot.back, LEFT)
    next_step(step.wizard, qtbot)
    assert step.wizard.step is step
    assert step.wizard.answers == told
    QTest.mouseClick(step.origins["counter"], LEFT)
    assert details.protection.isHidden(), "a counter has no form"


@pytest.mark.parametrize(
    ("language", "written", "iso"),
    [
        ("en", "5 Sep 2019", "2019-09-05"),
        ("en", "5 Sept 2019", "2019-09-05"),
        ("en", "2019-09-05", "2019-09-05"),
        ("cs", "5. 9. 2019", "2019-09-05"),
        ("ru", "05.09.2019", "2019-09-05"),
        ("cs", "31. 2. 2019", None),
        ("en", "last year", None),
    ],
)
def test_a_day_as_the_owner_writes_it(language: str, written: str, iso: str | None) -> None:
    use_language(language)
    try:
        assert days.read(written) == iso
        if iso:
            assert days.read(days.shown(iso)) == iso
    finally:
        use_language("en")


def test_a_day_that_is_none_is_told_below_it(application: Application, czech: Path, qtbot: QtBot) -> None:
    step = at_origin(application, qtbot, czech, origin="own-form")
    since = step.details.since
    QTest.keyClicks(since, "31.2.2019")
    assert not step.wizard.foot.next.isEnabled()
    assert step.wizard.foot.state == "Correct the day first."
    assert step.details.since_field.error == "", "not while one is still writing"
    QTest.keyClick(since, Qt.Key.Key_Return)
    assert step.details.since_field.error.startswith("Write a day, such as ")
    since.selectAll()
    QTest.keyClicks(since, "1.1.2199")
    QTest.keyClick(since, Qt.Key.Key_Return)
    assert step.details.since_field.error == "This day is still to come."
    since.clear()
    assert step.wizard.foot.next.isEnabled()
    assert step.wizard.answers.collected_on == ""


def test_a_source_that_is_known_keeps_what_it_says(
    application: Application, czech: Path, qtbot: QtBot
) -> None:
    shop = application.shop
    assert isinstance(shop, Shop)
    with shop.transaction() as session:
        session.add(Source(name="Fair", origin=Origin.COUNTER, collected_on="2019-05-31", created_at=0))
    step = at_origin(application, qtbot, czech, origin="counter")
    details = step.details
    assert details.since_field.isVisible()
    completer = details.name.completer()
    completer.setCompletionPrefix("AI")
    assert completer.currentCompletion() == "Fair", "blind to case, and the letters may stand inside"
    details.name.setText("Fair")
    assert details.since_field.isHidden()
    assert details.wording_field.isHidden()
    assert step.wizard.foot.next.isEnabled()
    QTest.mouseClick(step.origins["orders"], LEFT)
    assert details.name_field.error
    assert step.wizard.foot.state == "Give the source another name."


def test_of_people_who_must_not_be_mailed_only_the_name_is_asked(
    application: Application, czech: Path, qtbot: QtBot
) -> None:
    step = at_origin(application, qtbot, czech, kind="do-not-mail")
    assert [radio for radio in step.origins.values() if radio.isVisible()] == []
    assert step.details.name.isVisible()
    assert step.details.name.hasFocus()
    assert not step.details.wording.isVisible()
    assert step.wizard.foot.next.isEnabled()


def choose(step: FileStep, codec: str, qtbot: QtBot) -> None:
    """Choose how the letters are written, and wait until the file was read so."""
    step.options.encoding.choose(codec)
    step.options.encoding.chosen.emit(codec)
    qtbot.waitUntil(lambda: step.wizard.working.lane is None)


def notice(wizard: Wizard) -> str:
    """All that the notice in the page says."""
    problem = wizard.refusal.notice
    assert problem is not None, "nothing is refused"
    assert wizard.refusal.isVisible()
    return " ".join(label.text() for label in problem.findChildren(QLabel))
