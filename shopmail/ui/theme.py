"""Colour, type and palette: one table of roles, light and dark, from which all painting is generated."""

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from shopmail import paths

Choice = Literal["system", "light", "dark"]

# role: (light, dark). Each is used on grounds on which its contrast holds (tests/ui/test_theme.py).
ROLES: dict[str, tuple[str, str]] = {
    "page": ("#FBFAF8", "#1B1917"),
    "surface": ("#FFFFFF", "#242120"),
    "side": ("#F3F0EB", "#161413"),
    "sunken": ("#F7F5F1", "#1F1D1B"),
    "hover": ("#F3F0EB", "#2C2927"),
    "select": ("#EAE5DD", "#3A3531"),
    "line": ("#E4DFD8", "#393531"),
    "control": ("#958D83", "#7F776E"),
    "text": ("#26221E", "#EFEBE6"),
    "muted": ("#625B53", "#B6AEA5"),
    "disabled": ("#A29A90", "#6F6861"),
    "accent": ("#7A3B69", "#DFA9D1"),
    "accent-hover": ("#6A315B", "#E9BEDD"),
    "accent-press": ("#57284B", "#C98FBA"),
    "on-accent": ("#FFFFFF", "#2B1426"),
    "tint": ("#F5EAF1", "#3B2A36"),
    "good": ("#1E6B3A", "#84CF9C"),
    "good-bg": ("#E7F2EA", "#1D3326"),
    "warn": ("#835000", "#E6B96B"),
    "warn-bg": ("#FAF0DC", "#3A2E18"),
    "bad": ("#A8231C", "#F49D93"),
    "bad-bg": ("#FBE9E6", "#46231F"),
    "quiet": ("#4F5660", "#B9C0C9"),
    "quiet-bg": ("#EEECE8", "#33302D"),
    "chart": ("#938A7F", "#7A736B"),
    "chart-strong": ("#4B453F", "#D8D1C8"),
}

# The roles that Qt's own painting asks for; everything else comes from the style sheet or a delegate.
_PALETTE: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "page"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.Highlight, "select"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Mid, "control"),
    (QPalette.ColorRole.Midlight, "line"),
)
_DISABLED = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """Dresses the application, and again whenever the system turns light or dark or the owner chooses.

    ``chosen`` carries what the owner chose.
    """

    chosen = Signal(str)

    def __init__(self, app: QApplication, choice: Choice = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(body_font())
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def choice(self) -> Choice:
        """What the owner chose; "system" follows the desktop."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        self._dress()
        self.chosen.emit(choice)

    def _dress(self) -> None:
        system_is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._choice == "dark" or (self._choice == "system" and system_is_dark)
        self._app.setPalette(palette(dark=dark))
        self._app.setStyleSheet(style_sheet(dark=dark))


def palette(*, dark: bool) -> QPalette:
    """The roles as Qt knows them."""
    made = QPalette()
    for role, name in _PALETTE:
        made.setColor(role, QColor(ROLES[name][dark]))
    for role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(ROLES["disabled"][dark]))
    return made


def style_sheet(*, dark: bool) -> str:
    """The style sheet with each ``@role`` replaced by its colour."""
    return re.sub(r"@([a-z-]+)", _colour_for(dark), _template())


def colour(role: str) -> QColor:
    """The colour of ``role`` in the palette in use, for what paints itself."""
    # The application's palette tells which of the two; the style sheet may change a widget's own.
    dark = QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    return QColor(ROLES[role][dark])


def body_font() -> QFont:
    """Text, 14 px: the system's own font where it is good, Noto Sans (bundled) on Linux."""
    if sys.platform.startswith("linux"):
        _load_noto()
        font = QFont("Noto Sans")
    else:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setFeature(QFont.Tag("tnum"), 1)
    font.setPixelSize(14)
    return font


def sized(font: QFont, pixels: int, *, strong: bool = False) -> QFont:
    """``font`` at another of the three sizes (22, 14, 12 px) and one of the two weights."""
    made = QFont(font)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made


def width_of(words: str, font: QFont) -> int:
    """How many logical pixels ``words`` take."""
    return QFontMetrics(font).horizontalAdvance(words)


@lru_cache(maxsize=1)
def _load_noto() -> None:
    for weight in ("Regular", "SemiBold"):
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / f"NotoSans-{weight}.ttf"))


def _colour_for(dark: bool) -> Callable[[re.Match[str]], str]:
    return lambda match: ROLES[match.group(1)][dark]


@lru_cache(maxsize=1)
def _template() -> str:
    return (paths.resources() / "style" / "shopmail.qss").read_text(encoding="utf-8")
