"""A window over a shop file of its own, with nothing left over at the end: no dialog, no thread, no lock."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopmail.storage.shop import Shop
from shopmail.ui import sample_shop
from shopmail.ui.application import Application
from shopmail.wording import language, use_language

Open = Callable[[Path], Application]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop, made once; not to be written to."""
    path = tmp_path_factory.mktemp("sample") / "shop.shopmail"
    with Shop(path) as shop:
        sample_shop.fill(shop, lambda _done, _total: None, lambda: False)
    return path


@pytest.fixture
def filled(sample_file: Path, tmp_path: Path) -> Path:
    """A shop file of 600 people, four segments and three campaigns."""
    return Path(shutil.copy(sample_file, tmp_path / "filled.shopmail"))


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot) -> Iterator[Open]:
    """Open a window on a shop file, and wait until its first page is there."""
    opened: list[Application] = []
    spoken = language()

    def open_on(shop_file: Path) -> Application:
        application = Application(qapp, shop_file)
        opened.append(application)
        application.start()
        qtbot.waitUntil(lambda: application.window.page is not None)
        return application

    yield open_on
    for application in opened:
        shown = application.errors.shown
        application.close()
        application.window.close()
        application.window.deleteLater()
        # At once: a web view has to go before the profile that it was made with.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert shown is None, "a dialog was left open"
    use_language(spoken)
