"""An open window with a hand for the mouse and one for the keys, at the pages of campaigns."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopmail.campaigns import saving
from shopmail.campaigns.saving import Opened
from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.campaigns.draft.book import Book
from shopmail.ui.campaigns.draft.page import CampaignPage
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.campaigns.page import CampaignsPage
from tests.ui.settling import settle

a_popup_opens = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform can neither raise a popup nor grab the keys for it, and says so."""

DRAFT = 3
"""The number of the sample shop's draft."""


class Hands:
    """Of one window."""

    def __init__(self, application: Application, qtbot: QtBot) -> None:
        assert application.shop is not None
        self.application, self.qtbot, self.window = application, qtbot, application.window
        self.shop: Shop = application.shop

    def go(self, key: str, place: str = "") -> None:
        self.window.go(key, place)
        self.settle()

    def settle(self) -> None:
        settle(self.application)

    @property
    def page(self) -> CampaignsPage:
        page = self.window.page
        assert isinstance(page, CampaignsPage)
        return page

    @property
    def draft(self) -> CampaignPage:
        page = self.window.page
        assert isinstance(page, CampaignPage), page
        return page

    @property
    def book(self) -> Book:
        assert self.draft.book is not None
        return self.draft.book

    @property
    def keeper(self) -> Keeper:
        assert self.draft.keeper is not None
        return self.draft.keeper

    def press(self, words: str, inside: QWidget | None = None) -> None:
        """Click the one button in sight that says so; the sheet's while one is open."""
        around = inside or self.window.sheet or self.window.page
        assert around is not None
        found = [b for b in around.findChildren(QPushButton) if b.isVisible() and b.text() == words]
        assert len(found) == 1, [b.text() for b in around.findChildren(QPushButton) if b.isVisible()]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window, key, keys)
        self.settle()

    def act(self, row: int, words: str) -> None:
        """Choose from the menu of a row of the list."""
        found: list[Callable[[], object]] = [act for said, act in self.page.menu_of(row) if said == words]
        assert len(found) == 1, [said for said, _act in self.page.menu_of(row)]
        found[0]()
        self.settle()

    def undo(self) -> None:
        """The toast's way back."""
        assert self.window.toast is not None
        assert self.window.toast.isVisible()
        self.window.toast.undo.click()
        self.settle()

    def has_sheet(self) -> bool:
        """Whether a sheet lies over the page."""
        return self.window.sheet is not None

    def close_sheet(self) -> None:
        """Esc, pressed in the sheet."""
        assert self.window.sheet is not None
        QTest.keyClick(self.window.sheet, Qt.Key.Key_Escape)
        self.settle()

    @property
    def said(self) -> str:
        assert self.window.toast is not None
        return self.window.toast.words

    def words(self) -> list[str]:
        """All words in sight."""
        around = self.window.sheet or self.window.page
        assert around is not None
        return [found.text() for found in around.findChildren(QLabel) if found.isVisible()]

    def opened(self, campaign_id: int = DRAFT) -> Opened:
        """What the file holds."""
        with self.shop.reading() as session:
            return saving.opened(session, campaign_id)

    def names(self) -> list[str]:
        """The names in the list, from above."""
        return [line.name for line in self.page.model.records]
