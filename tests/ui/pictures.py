"""Pictures of every screen, in both palettes, three languages, two sizes: ``./dev pictures [FOLDER]``."""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shopmail.errors import ShopFileRefused
from shopmail.storage.shop import Shop
from shopmail.ui import sample_shop
from shopmail.ui.application import Application
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.main_window import MainWindow
from shopmail.ui.reports.page import ReportsPage
from shopmail.wording import LANGUAGES

SIZES = (QSize(1280, 800), QSize(1024, 640))
SCHEMES = ("light", "dark")
OPENS = 1500
SETTLES = 300
"""Milliseconds after which the shop is open, and after which a screen shows what it was asked for."""

Screens = dict[str, Callable[[MainWindow], object]]


def main(folder: Path) -> None:
    """Write one picture a screen, and for each language and palette a sheet of all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["shopmail"])
    with TemporaryDirectory() as place:
        filled, empty = Path(place) / "filled.shopmail", Path(place) / "empty.shopmail"
        with Shop(filled) as shop, Shop(empty):
            sample_shop.fill(shop, lambda _done, _total: None, lambda: False)
        for language in LANGUAGES:
            for scheme in SCHEMES:
                suffix = f"{scheme}-{language}"
                pictures = _pictures_of(app, empty, language, scheme, _EMPTY)
                pictures |= _pictures_of(app, filled, language, scheme, _FILLED)
                for name, picture in pictures.items():
                    picture.save(str(folder / f"{name}-{suffix}.png"))
                _sheet(list(pictures.values())).save(str(folder / f"sheet-{suffix}.png"))


def _pictures_of(
    app: QApplication, shop_file: Path, language: str, scheme: str, screens: Screens
) -> dict[str, QImage]:
    with Shop(shop_file) as shop:
        shop.change_settings({"shop.language": language})
    application = Application(app, shop_file)
    application.theme.choose(scheme)  # type: ignore[arg-type]
    application.start()
    _settle(OPENS)
    pictures = {}
    for size in SIZES:
        application.window.resize(size)
        for name, arrange in screens.items():
            arrange(application.window)
            _settle(SETTLES)
            pictures[f"{name}-{size.width()}"] = _grabbed(application)
    application.close()
    application.window.deleteLater()
    return pictures


def _grabbed(application: Application) -> QImage:
    picture = application.window.grab().toImage()
    dialog = application.errors.shown
    if dialog:
        corner = QPoint((picture.width() - dialog.width()) // 2, (picture.height() - dialog.height()) // 2)
        painter = QPainter(picture)
        painter.drawImage(corner, dialog.grab().toImage())
        painter.end()
        dialog.accept()
    return picture


def _search(window: MainWindow) -> None:
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    page.search.setText("novak")


def _focus_and_copy(window: MainWindow) -> None:
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    page.search.clear()
    _settle(SETTLES)
    page.table.selectRow(3)
    page.table.copy_wanted.emit()
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Tab)


def _standing(window: MainWindow) -> None:
    window.show_page(1)
    window.go("contacts", "must-not-be-mailed")


def _all_reports(window: MainWindow) -> None:
    window.show_page(4)
    if window.page:
        window.page.back()


def _report(window: MainWindow) -> None:
    window.go("reports", "2")
    _settle(SETTLES)
    page = window.page
    assert isinstance(page, ReportsPage)
    page.view.open_number("came-back")


def _refusal(_window: MainWindow) -> None:
    QTimer.singleShot(0, _refuse)


def _breakage(_window: MainWindow) -> None:
    QTimer.singleShot(0, _break)


def _refuse() -> None:
    raise ShopFileRefused(
        "The shop file could not be used",
        "The disk that holds “shop.shopmail” is full; nothing was changed.",
        "Make room on it and try again.",
    )


def _break() -> None:
    raise ZeroDivisionError


_EMPTY: Screens = {
    "01-empty-start": lambda window: window.show_page(0),
    "02-empty-contacts": lambda window: window.show_page(1),
    "03-empty-segments": lambda window: window.show_page(2),
    "04-empty-reports": lambda window: window.show_page(4),
}
_FILLED: Screens = {
    "05-start": lambda window: window.show_page(0),
    "06-contacts": _focus_and_copy,
    "07-contacts-search": _search,
    "08-contacts-standing": _standing,
    "09-segments": lambda window: window.show_page(2),
    "10-campaigns": lambda window: window.show_page(3),
    "11-reports": _all_reports,
    "12-report": _report,
    "15-settings": lambda window: window.show_page(5),
    "13-refusal": _refusal,
    "14-breakage": _breakage,
}


def _settle(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _sheet(pictures: list[QImage]) -> QImage:
    """All pictures on one, four in a row."""
    box, across = QSize(640, 400), 4
    down = -(-len(pictures) // across)
    sheet = QImage(box.width() * across, box.height() * down, QImage.Format.Format_RGB32)
    sheet.fill(QColor("gray"))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, picture in enumerate(pictures):
        corner = QPoint(number % across * box.width(), number // across * box.height())
        fitting = picture.size().scaled(box - QSize(8, 8), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(corner, fitting), picture)
    painter.end()
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("pictures"))
