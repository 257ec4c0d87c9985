"""A window over a shop that is ready to send, the stand-in behind it, and a hand for mouse and keys."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopmail.sending.people import Stand, stand
from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.campaigns.sending.page import SendingPage
from shopmail.ui.campaigns.sending.sheet import SendSheet
from shopmail.ui.campaigns.sending.work import Work, work_of
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import ElidedLabel
from tests.sending.ready import DRAFT, a_campaign, an_open_shop, the_counts
from tests.ui.settling import settle

PATIENCE = 20_000
"""Milliseconds that the machine may take, when others use it too."""


def a_file(folder: Path, people: int = 3, draft: str = DRAFT) -> tuple[Path, int]:
    """A closed shop file with people who agreed, and the number of a draft in it."""
    with an_open_shop(folder, people) as shop:
        return shop.path, a_campaign(shop, draft)


class Room:
    """The campaign ``campaign_id`` in an open window."""

    def __init__(self, application: Application, campaign_id: int, qtbot: QtBot) -> None:
        assert application.shop is not None
        self.application, self.campaign_id, self.qtbot = application, campaign_id, qtbot
        self.shop: Shop = application.shop
        self.window = application.window

    @property
    def desk(self) -> Desk:
        assert self.window.page is not None
        return self.window.page.desk

    @property
    def work(self) -> Work:
        return work_of(self.desk)

    @property
    def page(self) -> SendingPage:
        page = self.window.page
        assert isinstance(page, SendingPage)
        return page

    @property
    def sheet(self) -> Sheet:
        assert self.window.sheet is not None
        return self.window.sheet

    @property
    def has_sheet(self) -> bool:
        return self.window.sheet is not None

    def open_sheet(self) -> SendSheet:
        """The last sheet, with its numbers in it."""
        self.window.go("campaigns", "")
        sheet = SendSheet(self.desk, self.campaign_id)
        self.desk.open_sheet(sheet)
        settle(self.application)
        return sheet

    def open_page(self) -> SendingPage:
        self.window.go("sending", str(self.campaign_id))
        settle(self.application)
        return self.page

    def press(self, words: str) -> None:
        """Click the button in sight that says so; the sheet's while one is open."""
        found = [button for button in self.buttons() if button.text() == words]
        assert len(found) == 1, [button.text() for button in self.buttons()]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def buttons(self) -> list[QPushButton]:
        return [one for one in self._around().findChildren(QPushButton) if one.isVisible()]

    def can_press(self, words: str) -> bool:
        return any(one.text() == words and one.isEnabled() for one in self.buttons())

    def words(self) -> str:
        """Everything that the page, or the sheet over it, says."""
        found = [one for one in self._around().findChildren(QLabel) if one.isVisible()]
        return "\n".join(
            one.accessibleName() if isinstance(one, ElidedLabel) else one.text() for one in found
        )

    def wait(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE)

    def wait_for(self, words: str) -> None:
        try:
            self.wait(lambda: words in self.words())
        except AssertionError:
            raise AssertionError(f"{words!r} is not in {self.words()!r}") from None

    def wait_until_idle(self) -> None:
        """Nothing is under way any more, and the page shows what came of it."""
        self.wait(lambda: self.work.under_way(self.campaign_id) is None)
        settle(self.application)

    def stand(self) -> Stand:
        with self.shop.reading() as session:
            return stand(session, self.campaign_id, self.shop.clock.now())

    def counts(self) -> dict[str, int]:
        """State -> people, without the empty ones."""
        return the_counts(self.shop, self.campaign_id)

    @property
    def state(self) -> str:
        return self.stand().state.value

    def _around(self) -> QWidget:
        around = self.window.sheet or self.window.page
        assert around is not None
        return around


def click(button: QAbstractButton, times: int = 1) -> None:
    """With the mouse, as often as somebody in a hurry."""
    for _click in range(times):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
