"""What goes wrong becomes one dialog in plain text, says nothing personal, and leaves the window running."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from shopmail.errors import ShopFileRefused, Stopped
from shopmail.ui.application import Application
from shopmail.ui.error_dialogs import details_of
from shopmail.ui.start.page import StartPage
from tests.ui.conftest import Open

SECRET = "jana.dvorakova@example.com"


def test_a_refusal_says_what_happened_and_what_to_do(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    application = open_window(tmp_path / "shop.shopmail")
    application.errors.show(ShopFileRefused("No room", "<b>The disk</b> is full.", "Make room."))
    dialog = _dialog(application)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert words == ["No room", "<b>The disk</b> is full.", "Make room."]
    assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    assert dialog.findChildren(QPlainTextEdit) == []
    _close(application)


def test_an_exception_in_a_slot_leaves_the_window_running(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    application = open_window(tmp_path / "shop.shopmail")
    undo = application.errors.catch_all()
    QTimer.singleShot(0, lambda: _break(SECRET))
    qtbot.waitUntil(lambda: application.errors.shown is not None)
    undo()
    dialog = _dialog(application)
    (details,) = dialog.findChildren(QPlainTextEdit)
    assert "builtins.ZeroDivisionError" in details.toPlainText()
    assert "test_errors.py" in details.toPlainText()
    assert SECRET not in details.toPlainText()
    (copy,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Copy details"]
    copy.click()
    assert QGuiApplication.clipboard().text() == details.toPlainText()
    _close(application)
    application.window.show_page(1)
    application.window.show_page(0)
    assert isinstance(application.window.page, StartPage)


def test_an_exception_on_a_lane_leaves_the_window_running(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    application = open_window(tmp_path / "shop.shopmail")
    application.background.run("reading", lambda: _break(SECRET), lambda _answer: None)
    qtbot.waitUntil(lambda: application.errors.shown is not None)
    _close(application)
    answers: list[int] = []
    application.background.run("reading", lambda: 7, answers.append)
    qtbot.waitUntil(lambda: answers == [7])


def test_a_second_problem_is_not_piled_on_the_first(open_window: Open, tmp_path: Path) -> None:
    application = open_window(tmp_path / "shop.shopmail")
    application.errors.show(ShopFileRefused("First", "It was."))
    application.errors.show(ShopFileRefused("Second", "It came after."))
    assert len(application.window.findChildren(QDialog)) == 1
    assert _dialog(application).findChildren(QLabel)[0].text() == "First"
    _close(application)


def test_stopping_is_no_problem(open_window: Open, tmp_path: Path) -> None:
    application = open_window(tmp_path / "shop.shopmail")
    application.errors.show(Stopped("Stopped", "Nothing half done is left."))
    assert application.errors.shown is None


def test_details_hold_places_and_nothing_of_the_shop() -> None:
    try:
        try:
            _break(SECRET)
        except ZeroDivisionError as first:
            raise KeyError(SECRET) from first
    except KeyError as problem:
        details = details_of(problem)
    assert details.startswith("shopmail ")
    assert "builtins.KeyError" in details
    assert "builtins.ZeroDivisionError" in details
    assert SECRET not in details
    assert str(Path.home()) not in details
    assert str(Path(__file__).parent.parent.parent) not in details


def test_the_hook_is_given_back(open_window: Open, tmp_path: Path) -> None:
    application = open_window(tmp_path / "shop.shopmail")
    before = sys.excepthook
    undo = application.errors.catch_all()
    assert sys.excepthook is not before
    undo()
    assert sys.excepthook is before


def _break(value: str) -> None:
    raise ZeroDivisionError(value)


def _dialog(application: Application) -> QDialog:
    dialog = application.errors.shown
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def _close(application: Application) -> None:
    (close,) = [b for b in _dialog(application).findChildren(QPushButton) if b.text() == "Close"]
    assert close.isDefault()
    close.click()
    assert application.errors.shown is None
