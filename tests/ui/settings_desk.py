"""The Settings page of an open window, over a shop with people whom the rules concern."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopmail.model import Act
from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.settings.page import SettingsPage
from shopmail.ui.widgets.inputs import Choice
from tests.builders import a_contact, a_refusal, a_source, an_entry, an_import
from tests.ui.conftest import Open
from tests.ui.settling import settle

W = TypeVar("W", bound=QWidget)

a_popup_opens = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform can neither raise a popup nor grab the keys for it, and says so."""


class Desk:
    """The Settings page of an open window, with a hand for the mouse and one for the keys."""

    def __init__(self, application: Application, qtbot: QtBot) -> None:
        assert application.shop is not None
        self.application, self.qtbot, self.shop = application, qtbot, application.shop
        self.window = application.window
        self.window.go("settings", "")

    @property
    def page(self) -> SettingsPage:
        page = self.window.page
        assert isinstance(page, SettingsPage)
        return page

    def open(self, key: str) -> None:
        """Click a section of the list, and wait until it is filled."""
        QTest.mouseClick(self.page.list.entries[key], Qt.MouseButton.LeftButton)
        assert self.page.open == key
        settle(self.application)

    def part(self, kind: type[W]) -> W:
        (found,) = self.page.sections[self.page.open].findChildren(kind)
        return found

    def press(self, words: str) -> None:
        """Click the button in sight that says so; the sheet's while one is open."""
        around: QWidget = self.window.sheet or self.page
        found = [b for b in around.findChildren(QPushButton) if b.isVisible() and b.text() == words]
        assert len(found) == 1, [b.text() for b in around.findChildren(QPushButton) if b.isVisible()]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        settle(self.application)

    def key(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        settle(self.application)

    def choose(self, choice: Choice, key: str) -> None:
        """As the owner does: the first letter would do, an arrow does too."""
        choice.setFocus()
        step = Qt.Key.Key_Down if choice.findData(key) > choice.currentIndex() else Qt.Key.Key_Up
        while choice.key != key:
            QTest.keyClick(choice, step)
        settle(self.application)

    @property
    def said(self) -> str:
        toast = self.window.toast
        assert toast is not None
        return toast.words if toast.isVisible() else ""

    def undo(self) -> None:
        toast = self.window.toast
        assert toast is not None
        QTest.mouseClick(toast.undo, Qt.MouseButton.LeftButton)
        settle(self.application)

    def words(self) -> str:
        """Everything that the sheet says."""
        assert self.window.sheet is not None
        return "\n".join(
            found.text() for found in self.window.sheet.findChildren(QLabel) if found.isVisible()
        )


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A shop with three sign-ups that nobody confirmed, one of whom left, and a source without anybody."""
    path = tmp_path / "shop.shopmail"
    with Shop(path) as shop, shop.transaction() as session:
        web = a_source(session, "Web form")
        a_source(session, "Autumn fair")
        run = an_import(session, source=web)
        for name in ("jana", "petr", "eva"):
            person = a_contact(session, shop, f"{name}@example.com")
            person.source_id = web.id
            an_entry(session, person, Act.SIGNED_UP, run=run)
        a_refusal(session, shop, "eva@example.com")
    return path


@pytest.fixture
def desk(open_window: Open, people: Path, qtbot: QtBot) -> Desk:
    opened = Desk(open_window(people), qtbot)
    settle(opened.application)
    return opened
