"""The two palettes can be read: contrast by WCAG 2, computed from the table of roles itself."""

import itertools
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopmail import paths
from shopmail.ui import theme
from shopmail.ui.theme import ROLES, Theme

PLAIN_GROUNDS = ("page", "surface", "side", "sunken", "hover", "select")
STATES = ("good", "warn", "bad", "quiet")

WORDS = [
    *itertools.product(("text",), PLAIN_GROUNDS + tuple(f"{state}-bg" for state in STATES)),
    *itertools.product(("muted",), PLAIN_GROUNDS + tuple(f"{state}-bg" for state in STATES)),
    *itertools.product(("accent",), ("page", "surface", "tint", "hover", "select", "good-bg")),
    *itertools.product(("on-accent",), ("accent", "accent-hover", "accent-press")),
    *itertools.product(STATES, ("page", "surface", "hover", "select")),
    *((state, f"{state}-bg") for state in STATES),
]
SHAPES = [
    *itertools.product(("control",), ("page", "surface")),
    *itertools.product(("chart", "chart-strong"), ("surface",)),
    ("chart-strong", "quiet-bg"),
    *itertools.product(("accent",), ("page", "surface", "side")),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read(ink: str, ground: str, dark: bool) -> None:
    assert contrast(ROLES[ink][dark], ROLES[ground][dark]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_what_is_operated_and_what_is_drawn_can_be_seen(shape: str, ground: str, dark: bool) -> None:
    assert contrast(ROLES[shape][dark], ROLES[ground][dark]) >= 3


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_disabled_is_weaker_than_muted_but_there(dark: bool) -> None:
    surface = ROLES["surface"][dark]
    assert 2.5 < contrast(ROLES["disabled"][dark], surface) < contrast(ROLES["muted"][dark], surface)


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_no_colour_is_written_outside_the_table() -> None:
    sheet = (paths.resources() / "style" / "shopmail.qss").read_text(encoding="utf-8")
    assert re.findall(r":[^;{]*#[0-9a-fA-F]{3,8}\b", sheet) == []
    for dark in (False, True):
        assert "@" not in theme.style_sheet(dark=dark).split("*/", 1)[1]


def test_every_role_is_used() -> None:
    ui = paths.resources().parent / "shopmail" / "ui"
    code = "".join(file.read_text(encoding="utf-8") for file in ui.rglob("*.py") if file.name != "theme.py")
    code += (paths.resources() / "style" / "shopmail.qss").read_text(encoding="utf-8")
    code += "".join(name for _role, name in theme._PALETTE)
    assert [name for name in ROLES if name not in code] == []


def test_the_owner_can_choose_and_the_window_changes_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    dressed = Theme(qapp)
    for choice, dark in (("dark", True), ("light", False)):
        dressed.choose(choice)  # type: ignore[arg-type]
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(ROLES["page"][dark])
        assert theme.colour("text") == QColor(ROLES["text"][dark])
        assert ROLES["accent"][dark] in qapp.styleSheet()
    dressed.choose("system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(ROLES["page"][dark])


def test_the_bundled_font_has_both_weights(qapp: QApplication) -> None:
    font = theme.body_font()
    assert QFontInfo(font).family() == "Noto Sans"
    assert QFontInfo(theme.sized(font, 22, strong=True)).weight() == 600


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, success criterion 1.4.3."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
