"""The import from a file to its people: by mouse, by keyboard alone, every step back and forward."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shopmail.contacts import listing
from shopmail.model import Contact
from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.importing.answers import Answers
from shopmail.ui.importing.done import DoneStep
from shopmail.ui.importing.file import FileStep
from shopmail.ui.importing.origin import OriginStep
from shopmail.ui.importing.page import Wizard
from shopmail.ui.importing.steps import STEPS
from shopmail.ui.importing.what import WhatStep
from tests.ui.conftest import Open
from tests.ui.settling import settle

ROWS = """E-mail;Jméno;Město;Stav;Potvrzeno dne
jana@example.com;Jana;Písek;potvrzeno;2. 3. 2026
petr@example.com;Petr;Tábor;čeká;
eva@example.com;Eva;Písek;odhlášena;
JANA@example.com;Jana;Písek;potvrzeno;2. 3. 2026
not an address;Kdo;Praha;potvrzeno;2. 3. 2026
"""
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "novinky.csv"
    path.write_text(ROWS, encoding="cp1250")
    return path


@pytest.fixture
def application(open_window: Open, tmp_path: Path) -> Application:
    return open_window(tmp_path / "shop.shopmail")


def wizard_of(application: Application) -> Wizard:
    page = application.window.page
    assert isinstance(page, Wizard)
    return page


def choose_in_dialog(application: Application, file: Path, qtbot: QtBot) -> None:
    """Write the path into the file dialog, as one who has no mouse does."""
    qtbot.waitUntil(lambda: bool(application.window.findChildren(QFileDialog)))
    dialog = application.window.findChildren(QFileDialog)[0]
    line = dialog.findChildren(QLineEdit)[0]
    line.setText(str(file))
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard_of(application).look is not None)


def who_came_in(path: Path) -> dict[str, str]:
    with Shop(path) as shop, shop.reading() as session:
        rows = listing.page(session, listing.Query(), 0, 100, shop.clock.now())
    return {row.email: row.standing.value for row in rows}


EXPECTED = {
    "jana@example.com": "can-be-mailed",
    "petr@example.com": "waiting",
    "eva@example.com": "must-not-be-mailed",
}


def test_by_mouse(application: Application, file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    window = application.window
    window.go("contacts", "")
    settle(application)
    page = window.page
    assert isinstance(page, ContactsPage)
    assert page.primary is not None
    QTest.mouseClick(page.primary, LEFT)
    wizard = wizard_of(application)
    step = wizard.step
    assert isinstance(step, WhatStep)
    assert not wizard.foot.next.isEnabled()
    QTest.mouseClick(step.cards["signups"], LEFT)
    QTest.mouseClick(wizard.foot.next, LEFT)
    step = wizard.step
    assert isinstance(step, FileStep)
    QTest.mouseClick(step.area.choose, LEFT)
    choose_in_dialog(application, file, qtbot)
    QTest.mouseClick(wizard.foot.next, LEFT)
    step = wizard.step
    assert isinstance(step, OriginStep)
    QTest.mouseClick(step.origins["own-form"], LEFT)
    for number in range(3, len(STEPS)):
        qtbot.waitUntil(wizard.foot.next.isEnabled)
        QTest.mouseClick(wizard.foot.next, LEFT)
        wait_for_step(wizard, number, qtbot)
        settle(application)
    assert wizard.imported is not None
    assert {verdict.value: count for verdict, count in wizard.imported.counts.items()} == {
        "new": 2,
        "changed": 0,
        "same": 0,
        "duplicate": 1,
        "do-not-mail": 1,
        "invalid": 1,
    }
    assert who_came_in(tmp_path / "shop.shopmail") == EXPECTED
    QTest.mouseClick(wizard.foot.next, LEFT)
    assert isinstance(window.page, ContactsPage)


def test_by_keyboard_alone(application: Application, file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    window = application.window
    press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    wizard = wizard_of(application)
    press(Qt.Key.Key_Space)
    assert wizard.answers.kind == "signups", "the focus is on the first choice"
    press(Qt.Key.Key_Return)
    step = wizard.step
    assert isinstance(step, FileStep)
    tab_to(step.area.choose)
    press(Qt.Key.Key_Return)
    choose_in_dialog(application, file, qtbot)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    tab_to(wizard.foot.next)
    press(Qt.Key.Key_Space)
    step = wizard.step
    assert isinstance(step, OriginStep)
    press(Qt.Key.Key_Space)
    assert wizard.answers.origin == "own-form"
    for number in range(3, len(STEPS)):
        qtbot.waitUntil(wizard.foot.next.isEnabled)
        tab_to(wizard.foot.next)
        press(Qt.Key.Key_Return)
        wait_for_step(wizard, number, qtbot)
        settle(application)
    assert isinstance(wizard.step, DoneStep)
    assert who_came_in(tmp_path / "shop.shopmail") == EXPECTED


def test_every_step_back_and_forward_keeps_the_answers(
    application: Application, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = answered(application, file, qtbot)
    answers = wizard.answers
    assert isinstance(answers, Answers)
    for number in range(4, -1, -1):
        press_back(wizard)
        assert isinstance(wizard.step, STEPS[number])
        settle(application)
    for number in range(1, 6):
        qtbot.waitUntil(wizard.foot.next.isEnabled)
        QTest.mouseClick(wizard.foot.next, LEFT)
        wait_for_step(wizard, number, qtbot)
        settle(application)
        assert wizard.answers == answers
    for number in (2, 0, 4, 5):
        QTest.mouseClick(wizard.steps.entries[number], LEFT)
        settle(application)
        assert isinstance(wizard.step, STEPS[number]), "a click on a step that is done"
    with Shop(tmp_path / "shop.shopmail") as shop, shop.reading() as session:
        assert session.query(Contact).count() == 0, "nothing is saved before the last step but one"


def test_the_answers_outlive_another_page_and_another_language(
    application: Application, file: Path, qtbot: QtBot
) -> None:
    wizard = answered(application, file, qtbot)
    answers = wizard.answers
    application.window.go("contacts", "")
    with Shop(application.shop.path if application.shop else file) as shop:
        shop.change_settings({"shop.language": "cs"})
    qtbot.waitUntil(lambda: application.window.windowTitle() == "shopmail" and _speaks_czech(application))
    application.window.go("import", "")
    settle(application)
    assert wizard_of(application).answers == answers
    assert wizard_of(application) is not wizard


def _speaks_czech(application: Application) -> bool:
    return application.window.sidebar.entries()[1].text() == "Kontakty"


def answered(application: Application, file: Path, qtbot: QtBot) -> Wizard:
    """The wizard at the plan of ``file``."""
    application.window.go("import", "")
    wizard = wizard_of(application)
    wizard.answer(kind="signups", origin="own-form", path=file)
    wizard.show_step(1)
    qtbot.waitUntil(lambda: wizard.look is not None)
    for number in range(2, 6):
        qtbot.waitUntil(wizard.foot.next.isEnabled)
        QTest.mouseClick(wizard.foot.next, LEFT)
        wait_for_step(wizard, number, qtbot)
        settle(application)
    return wizard


def wait_for_step(wizard: Wizard, number: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: isinstance(wizard.step, STEPS[number]))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def press_back(wizard: Wizard) -> None:
    QTest.mouseClick(wizard.foot.back, LEFT)


def tab_to(widget: QWidget) -> None:
    for _press in range(60):
        if widget.hasFocus():
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {widget}")
