"""An open window over a new shop, the set-up forms over it, and a stand-in for SendGrid."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopmail.ui.application import Application
from shopmail.ui.desk import Desk
from shopmail.ui.setup.form import SetupForm, open_form
from tests.standin import StandIn

Form = TypeVar("Form", bound=SetupForm)


class Room:
    """An open window, the forms over it, and a stand-in for SendGrid."""

    def __init__(self, application: Application, post: StandIn, qtbot: QtBot) -> None:
        assert application.shop is not None
        self.application, self.post, self.qtbot = application, post, qtbot
        self.shop = application.shop

    @property
    def desk(self) -> Desk:
        assert self.application.window.page is not None
        return self.application.window.page.desk

    def open(self, kind: type[Form]) -> Form:
        sheet = open_form(self.desk, kind)
        (form,) = sheet.findChildren(kind)
        return form

    def press(self, words: str) -> None:
        """Click the button of the sheet that says so."""
        found = [button for button in self.buttons() if button.text() == words]
        assert len(found) == 1, [button.text() for button in self.buttons()]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def can_save(self) -> bool:
        """Whether the primary button of the sheet can be pressed."""
        (primary,) = (button for button in self.buttons() if button.property("kind") == "primary")
        return primary.isEnabled()

    def buttons(self) -> list[QPushButton]:
        sheet = self.application.window.sheet
        assert sheet is not None
        return [button for button in sheet.findChildren(QPushButton) if button.isVisible()]

    def seen(self) -> str:
        """All words of the sheet."""
        sheet = self.application.window.sheet
        assert sheet is not None
        return "\n".join(words.text() for words in sheet.findChildren(QLabel) if words.isVisible())

    def wait_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.seen())

    def wait_until_closed(self) -> None:
        self.qtbot.waitUntil(lambda: self.application.window.sheet is None)

    @property
    def said(self) -> str:
        toast = self.application.window.toast
        return toast.words if toast and toast.isVisible() else ""


def typed(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found
