"""Pictures of every screen, in both palettes, three languages, two sizes: ``./dev pictures [FOLDER]``."""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, cast

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from shopmail.storage.shop import Shop
from shopmail.ui import sample_shop
from shopmail.ui.application import Application
from shopmail.ui.theme import Choice
from shopmail.wording import LANGUAGES
from tests.ui.screens import DIALOGS, EMPTY, FILLED
from tests.ui.screens.kind import Screens
from tests.ui.settling import pause, put_away, settle

SIZES = (QSize(1280, 800), QSize(1024, 640))
SCHEMES = ("light", "dark")
ON_A_SHEET = 12


class Picture(NamedTuple):
    """One screen at one width of the window."""

    screen: str
    width: int
    image: QImage


def main(folder: Path, wanted: list[str]) -> None:
    """Write one picture a screen, and contact sheets of twelve for each language, palette and size.

    ``wanted`` are beginnings of names of screens, languages, schemes and widths; empty: all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["shopmail"])
    with TemporaryDirectory() as place:
        sample = Path(place) / "sample.shopmail"
        with Shop(sample) as shop:
            sample_shop.fill(shop, lambda _done, _total: None, lambda: False)
        for language in _chosen(LANGUAGES, wanted):
            for scheme in _chosen(SCHEMES, wanted):
                # Each has files of its own: the last screen imports.
                folder_of_both = Path(place) / f"{language}-{scheme}"
                folder_of_both.mkdir()
                empty, filled = folder_of_both / "empty.shopmail", folder_of_both / "filled.shopmail"
                shutil.copy(sample, filled)
                made = _pictures_of(app, empty, language, scheme, EMPTY, wanted)
                made += _pictures_of(app, filled, language, scheme, FILLED | DIALOGS, wanted)
                _save(made, folder, f"{scheme}-{language}")


def _chosen(names: tuple[str, ...], wanted: list[str]) -> list[str]:
    return [name for name in names if name in wanted] or list(names)


def _pictures_of(
    app: QApplication, shop_file: Path, language: str, scheme: str, screens: Screens, wanted: list[str]
) -> list[Picture]:
    begins = tuple(word for word in wanted if word not in (*LANGUAGES, *SCHEMES) and not word.isdigit())
    widths = [int(word) for word in wanted if word.isdigit()]
    sizes = [size for size in SIZES if not widths or size.width() in widths]
    with Shop(shop_file) as shop:
        shop.change_settings({"shop.language": language})
    application = Application(app, shop_file)
    application.theme.choose(cast(Choice, scheme))
    application.start()
    while application.window.page is None:
        pause(20)
    made: list[Picture] = []
    for name, arrange in screens.items():
        if begins and not name.startswith(begins):
            continue
        arrange(application)
        for size in sizes:
            application.window.resize(size)
            settle(application)
            made.append(Picture(name, size.width(), _grabbed(application)))
        put_away(application)
    application.close()
    application.window.deleteLater()
    # At once: a web view has to go before the profile that it was made with.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return made


def _grabbed(application: Application) -> QImage:
    picture = application.window.grab().toImage()
    dialog = application.errors.shown
    if dialog:
        corner = QPoint((picture.width() - dialog.width()) // 2, (picture.height() - dialog.height()) // 2)
        painter = QPainter(picture)
        painter.drawImage(corner, dialog.grab().toImage())
        painter.end()
    return picture


def _save(made: list[Picture], folder: Path, suffix: str) -> None:
    for picture in made:
        picture.image.save(str(folder / f"{picture.screen}-{picture.width}-{suffix}.png"))
    for width in {picture.width for picture in made}:
        images = [picture.image for picture in made if picture.width == width]
        for start in range(0, len(images), ON_A_SHEET):
            sheet = _sheet(images[start : start + ON_A_SHEET])
            sheet.save(str(folder / f"sheet-{width}-{suffix}-{start // ON_A_SHEET + 1:02}.png"))


def _sheet(pictures: list[QImage]) -> QImage:
    """Up to twelve pictures on one, four in a row."""
    box, across = QSize(640, 400), 4
    sheet = QImage(
        box.width() * across, box.height() * -(-len(pictures) // across), QImage.Format.Format_RGB32
    )
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
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("pictures"), sys.argv[2:])
