"""A mail view on screen, with a hand to show mails in it and to read back what it shows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopmail.ui.campaigns.preview.engine import LockedPage
from shopmail.ui.campaigns.preview.mail_view import MailView
from shopmail.ui.theme import Theme

PATIENCE = 20_000
"""Milliseconds: the first mail starts a process, on a machine that may be busy."""


class Viewer:
    """``view`` of 400 × 500 pixels."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.view = MailView()
        qtbot.addWidget(self.view)
        self.view.resize(400, 500)
        self.view.show()

    def show(self, html: str, images_allowed: bool = False, *, keep_place: bool = False) -> None:
        """Show a mail and wait until it is on screen."""
        with self._qtbot.waitSignal(self.view.drawn, timeout=PATIENCE):
            self.view.show_html(html, images_allowed, keep_place=keep_place)

    @property
    def page(self) -> LockedPage:
        assert self.view.engine is not None
        return self.view.engine.page

    @property
    def inside(self) -> QWidget:
        """The part of the view that has keyboard and mouse."""
        assert self.view.engine is not None
        found = self.view.engine.view.focusProxy()
        assert found is not None
        return found

    def words(self) -> str:
        """What the mail says, as the engine has it."""
        said: list[str] = []
        self.page.toPlainText(said.append)
        self._qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE)
        return said[0]

    def html(self) -> str:
        """What the engine made of the mail."""
        said: list[str] = []
        self.page.toHtml(said.append)
        self._qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE)
        return said[0]

    def ask(self, script: str) -> object:
        """The value of a script of ours on the page."""
        said: list[object] = []
        self.page.run_own(script, said.append)
        self._qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE)
        return said[0]

    def colour(self, x: int, y: int) -> str:
        """The colour of a pixel of the view, as it would be in a picture of the window."""
        return self.view.grab().toImage().pixelColor(x, y).name()


@pytest.fixture
def viewer(qapp: QApplication, qtbot: QtBot) -> Viewer:
    Theme(qapp, "light")
    return Viewer(qtbot)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """What a test has closed is gone with it: after the last one, no event loop would see to that."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
