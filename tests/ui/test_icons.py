"""Icons: all that are named exist, none lies unused, and they are sharp and tinted at every scale."""

import re

import pytest
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopmail import paths
from shopmail.ui.theme import ROLES, Theme
from shopmail.ui.widgets import icons
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.sidebar import Sidebar

FOLDER = paths.resources() / "icons"


def test_the_folder_holds_exactly_the_icons_that_are_used() -> None:
    ui = paths.resources().parent / "shopmail" / "ui"
    words = set(re.findall(r'"([a-z][a-z-]*)"', "".join(f.read_text("utf-8") for f in ui.rglob("*.py"))))
    drawn = {file.stem for file in FOLDER.glob("*.svg")}
    assert drawn - words == set()
    assert {"home", "users", "search"} <= drawn
    assert (FOLDER / "LICENSE-tabler.txt").read_text("utf-8").startswith("MIT License")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [16, 20, 24])
def test_an_icon_is_drawn_for_the_pixels_of_the_screen(qapp: QApplication, size: int, scale: float) -> None:
    drawn = icons.pixmap("home", QColor("#A8231C"), size, scale)
    assert drawn.width() == round(size * scale)
    assert drawn.devicePixelRatio() == scale
    assert drawn.deviceIndependentSize().width() == pytest.approx(size, abs=0.5)
    assert "#A8231C" in _solid_colours(drawn)


def test_a_button_gets_new_pictures_when_the_palette_changes(qapp: QApplication, qtbot: QtBot) -> None:
    dressed = Theme(qapp, "light")
    button = Button("Copy", "quiet", "copy")
    qtbot.addWidget(button)
    button.show()
    assert ROLES["accent"][0] in _solid_colours(button.icon().pixmap(button.iconSize()))
    dressed.choose("dark")
    assert ROLES["accent"][1] in _solid_colours(button.icon().pixmap(button.iconSize()))
    dressed.choose("light")


def test_the_entry_that_is_chosen_has_its_own_tint(qapp: QApplication, qtbot: QtBot) -> None:
    Theme(qapp, "light")
    sidebar = Sidebar([("home", "Start", False), ("users", "Contacts", False)], "Pages")
    qtbot.addWidget(sidebar)
    sidebar.show_chosen(0)
    chosen, other = (entry.icon().pixmap(entry.iconSize()) for entry in sidebar.entries())
    assert ROLES["accent"][0] in _solid_colours(chosen)
    assert ROLES["muted"][0] in _solid_colours(other)
    sidebar.setEnabled(False)
    (off, *_others) = (
        entry.icon().pixmap(entry.iconSize(), QIcon.Mode.Disabled) for entry in sidebar.entries()
    )
    assert ROLES["disabled"][0] in _solid_colours(off)


def _solid_colours(drawn: QPixmap) -> set[str]:
    image = drawn.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}
