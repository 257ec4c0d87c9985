"""The frame of the wizard: steps back and forward, what is kept, what is asked, long acts and refusals."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopmail.errors import InputRefused, Stopped
from shopmail.storage.locking import is_held
from shopmail.ui.application import Application
from shopmail.ui.background import Progress
from shopmail.ui.background import Stopped as Asked
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.importing.answers import Answers
from shopmail.ui.importing.file import FileStep
from shopmail.ui.importing.page import Wizard
from shopmail.ui.importing.what import WhatStep
from shopmail.wording import language
from tests.ui.conftest import Open
from tests.ui.importing.dropping import drop
from tests.ui.importing.reaching import at_check, next_step, the_wizard
from tests.ui.settling import pause, settle

LEFT = Qt.MouseButton.LeftButton
PEOPLE = "email;name\njana@example.com;Jana\npetr@example.com;Petr\n"


@pytest.fixture
def shop_file(tmp_path: Path) -> Path:
    return tmp_path / "shop.shopmail"


@pytest.fixture
def application(open_window: Open, shop_file: Path) -> Application:
    return open_window(shop_file)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def what(wizard: Wizard) -> WhatStep:
    assert isinstance(wizard.step, WhatStep)
    return wizard.step


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_the_wizard_stands_under_contacts(application: Application) -> None:
    wizard = the_wizard(application)
    assert [entry.isChecked() for entry in application.window.sidebar.entries()].index(True) == 1
    assert wizard.foot.geometry().left() == 0
    assert wizard.foot.width() == wizard.width()
    assert wizard.foot.height() == 64


def test_next_is_dimmed_with_its_reason_until_there_is_an_answer(application: Application) -> None:
    wizard = the_wizard(application)
    assert not wizard.foot.next.isEnabled()
    assert wizard.primary is None
    assert wizard.foot.state == "Choose one of the four first."
    QTest.mouseClick(what(wizard).cards["customers"], LEFT)
    assert wizard.foot.next.isEnabled()
    assert wizard.foot.state == "Nothing is saved yet."


def test_steps_by_enter_escape_and_click(application: Application) -> None:
    wizard = the_wizard(application)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert isinstance(wizard.step, FileStep)
    press(Qt.Key.Key_Escape)
    assert what(wizard).cards["signups"].isChecked()
    assert QApplication.focusWidget() is what(wizard).cards["signups"]
    QTest.mouseClick(wizard.steps.entries[1], LEFT)
    assert isinstance(wizard.step, FileStep), "forward again, to where one has been"
    QTest.mouseClick(wizard.steps.entries[0], LEFT)
    QTest.mouseClick(wizard.steps.entries[3], LEFT)
    assert isinstance(wizard.step, WhatStep), "a step that was not reached can't be gone to"


def test_a_visit_to_another_page_loses_nothing(application: Application, people: Path, qtbot: QtBot) -> None:
    wizard = the_wizard(application)
    wizard.answer(kind="signups")
    application.window.go("import", str(people))
    qtbot.waitUntil(wizard.foot.next.isEnabled)
    application.window.go("contacts", "")
    application.window.go("import", "")
    assert application.window.page == wizard
    assert isinstance(wizard.step, FileStep)
    assert wizard.answers == Answers(kind="signups", path=people)
    assert wizard.look is not None


def test_another_language_loses_nothing(
    application: Application, people: Path, shop_file: Path, qtbot: QtBot
) -> None:
    before = at_check(application, qtbot, people).wizard
    answers = before.answers
    speak("cs", application, qtbot)
    after = the_wizard(application)
    assert after is not before
    assert after.answers == answers
    assert after.look is not None
    qtbot.waitUntil(lambda: after.plan is not None)
    assert after.steps.entries[4].isChecked(), "it is at the same step, with a plan of its own"
    application.window.go("contacts", "")
    assert is_held(shop_file, "import")


def test_what_is_answered_otherwise_ends_the_plan(
    application: Application, people: Path, shop_file: Path, qtbot: QtBot
) -> None:
    wizard = at_check(application, qtbot, people).wizard
    plan = wizard.plan
    wizard.answer(kind=wizard.answers.kind)
    settle(application)
    assert wizard.plan is plan, "the same answer changes nothing"
    assert is_held(shop_file, "import")
    wizard.answer(wording="Yes, write to me.")
    settle(application)
    assert wizard.plan is None
    assert not is_held(shop_file, "import")


def test_a_page_that_goes_away_leaves_no_plan(
    application: Application, people: Path, shop_file: Path, qtbot: QtBot
) -> None:
    wizard = at_check(application, qtbot, people).wizard
    wizard.leave()
    settle(application)
    assert not is_held(shop_file, "import")


def test_cancel_asks_before_answers_are_lost(
    application: Application, people: Path, shop_file: Path, qtbot: QtBot
) -> None:
    wizard = at_check(application, qtbot, people).wizard
    QTest.mouseClick(wizard.foot.cancel, LEFT)
    assert buttons_of_sheet(application) == ["Go on importing", "Leave the import"]
    press(Qt.Key.Key_Escape)
    assert application.window.page == wizard
    assert wizard.answers.path == people
    QTest.mouseClick(wizard.foot.cancel, LEFT)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert isinstance(application.window.page, ContactsPage)
    settle(application)
    assert not is_held(shop_file, "import")
    wizard = the_wizard(application)
    assert wizard.answers == Answers()
    assert isinstance(wizard.step, WhatStep)
    QTest.mouseClick(wizard.foot.cancel, LEFT)
    assert buttons_of_sheet(application) == [], "nothing was answered, so nothing is asked"
    assert isinstance(application.window.page, ContactsPage)


def test_a_file_that_is_dropped_first_waits_for_its_kind(
    application: Application, people: Path, qtbot: QtBot
) -> None:
    wizard = the_wizard(application)
    assert not drop(wizard, people, people.with_name("other.csv"))
    assert not drop(wizard)
    assert isinstance(wizard.step, WhatStep), "only one file is taken"
    assert drop(wizard, people)
    assert isinstance(wizard.step, FileStep)
    qtbot.waitUntil(wizard.foot.next.isEnabled)
    assert wizard.foot.next.text() == "Next: what you are bringing"
    next_step(wizard, qtbot)
    QTest.mouseClick(what(wizard).cards["signups"], LEFT)
    next_step(wizard, qtbot)
    assert wizard.foot.next.text() == "Next: where they come from"
    assert wizard.answers == Answers(kind="signups", path=people)


def test_another_file_forgets_what_was_said_of_columns_it_has_not(
    application: Application, people: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = at_check(application, qtbot, people, targets=(("name", "city"),), replace=("city",)).wizard
    other = tmp_path / "other.csv"
    other.write_text("address\neva@example.com\n", encoding="utf-8")
    assert drop(wizard, other)
    qtbot.waitUntil(wizard.foot.next.isEnabled)
    assert wizard.answers.targets == ()
    assert wizard.answers.replace == ()
    assert wizard.answers.kind == "signups"
    assert not wizard.steps.entries[2].isEnabled()


def test_what_is_refused_stands_in_the_page_until_the_next_act(application: Application) -> None:
    wizard = the_wizard(application)
    wizard.refuse(InputRefused("No", "The first.", "Do that."))
    wizard.refuse(InputRefused("No", "The second.", "Do that."))
    assert wizard.refusal.isVisible()
    assert words_of(wizard.refusal) == ["No", "The second.", "Do that."]
    wizard.answer(kind="signups")
    assert wizard.refusal.isHidden()
    assert application.errors.shown is None


def test_a_long_act_is_shown_and_can_be_stopped(application: Application, qtbot: QtBot) -> None:
    wizard = the_wizard(application)
    wizard.answer(kind="signups")
    problems: list[Exception] = []
    wizard.work("reading", until_stopped, lambda _nothing: None, fraction, problems.append)
    assert not wizard.foot.next.isEnabled()
    assert not wizard.working.isVisible()
    qtbot.waitUntil(wizard.working.isVisible)
    qtbot.waitUntil(lambda: words_of(wizard.working) == ["12 of 40"])
    QTest.mouseClick(wizard.working.findChildren(QPushButton)[0], LEFT)
    qtbot.waitUntil(lambda: bool(problems))
    assert isinstance(problems[0], Stopped)
    assert wizard.working.isHidden()
    assert wizard.refusal.isHidden()
    assert wizard.foot.next.isEnabled()


def test_a_short_act_shows_nothing(application: Application, qtbot: QtBot) -> None:
    wizard = the_wizard(application)
    answers: list[int] = []
    wizard.work("reading", lambda _progress, _stopped: 7, answers.append, fraction)
    qtbot.waitUntil(lambda: answers == [7])
    pause(350)
    assert not wizard.working.isVisible()


def test_what_breaks_has_its_dialog(application: Application, qtbot: QtBot) -> None:
    wizard = the_wizard(application)
    wizard.work("reading", lambda _progress, _stopped: 1 // 0, lambda _nothing: None, fraction)
    qtbot.waitUntil(lambda: application.errors.shown is not None)
    assert wizard.refusal.isHidden()
    dialog = application.errors.shown
    assert dialog is not None
    dialog.accept()


def buttons_of_sheet(application: Application) -> list[str]:
    sheet = application.window.sheet
    return [button.text() for button in sheet.findChildren(QPushButton)] if sheet else []


def until_stopped(progress: Progress, stopped: Asked) -> None:
    wait = threading.Event()
    while not stopped():
        progress(12, 40)
        wait.wait(0.01)
    raise Stopped("Stopped", "Nothing was kept.")


def fraction(done: int, total: int) -> str:
    return f"{done} of {total}"


def words_of(widget: QWidget) -> list[str]:
    return [child.text() for child in widget.findChildren(QLabel) if child.isVisible()]


def speak(code: str, application: Application, qtbot: QtBot) -> None:
    shop = application.shop
    assert shop is not None
    shop.change_settings({"shop.language": code})
    qtbot.waitUntil(lambda: language() == code)
    settle(application)
