"""A window in which a draft is open at its tab Mail."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize

from shopmail.campaigns.saving import Written
from shopmail.ui.campaigns.mail.tab import MailTab
from tests.ui.campaigns.hands import Hands
from tests.ui.screens.mail import open_mail

OpenMail = Callable[[Written], MailTab]


@pytest.fixture
def open_tab(hands: Hands) -> OpenMail:
    """Open a draft in a window that has the keyboard, and is too narrow to show the preview unasked."""
    hands.window.resize(QSize(1024, 640))

    def open_on(written: Written) -> MailTab:
        tab = open_mail(hands.application, written)
        hands.window.activateWindow()
        hands.qtbot.waitUntil(hands.window.isActiveWindow)
        return tab

    return open_on


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """What a test has closed is gone with it: after the last one, no event loop would see to that."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
