"""Outline icons, tinted from the palette and drawn for the screen's own pixels."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from shopmail import paths
from shopmail.ui import theme

# Lines stay about 1.5 px thick: the smaller an icon is drawn, the heavier its stroke on the grid of 24.
_STROKES = {16: "2", 20: "1.75", 24: "1.5"}


def pixmap(name: str, tint: QColor, size: int, scale: float) -> QPixmap:
    """The icon ``name`` at ``size`` (16, 20 or 24) logical pixels on a screen of ``scale`` pixels each."""
    key = f"{name} {tint.name()} {size} {scale}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    drawn = QPixmap(QSize(round(size * scale), round(size * scale)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(_svg(name, tint.name(), _STROKES[size]))).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, drawn)
    return drawn


def paint(painter: QPainter, name: str, tint: QColor, x: int, y: int, size: int = 16) -> None:
    """Draw the icon with its top left corner at ``x``, ``y``."""
    painter.drawPixmap(x, y, pixmap(name, tint, size, painter.device().devicePixelRatioF()))


def dress(button: QAbstractButton, name: str, role: str, *, size: int = 16, gap: int = 8) -> None:
    """Give ``button`` its icon in the colour of ``role``, ``gap`` before the word.

    To be called again whenever ``asks_for_another`` says so of an event of the button.
    """
    # Qt puts 4 px between icon and word; the rest of the gap is part of the picture.
    box = QSize(size + gap - 4, size)
    tint = theme.colour(role if button.isEnabled() else "disabled")
    drawn = _with_gap(pixmap(name, tint, size, button.devicePixelRatioF()), box)
    icon = QIcon(drawn)
    # As it is drawn, and not greyed once more by the style.
    icon.addPixmap(drawn, QIcon.Mode.Disabled)
    button.setIcon(icon)
    button.setIconSize(box)


def asks_for_another(event: QEvent) -> bool:
    """Whether an event of a button means other colours or another screen for its icon."""
    return event.type() in _CHANGES


_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange, QEvent.Type.DevicePixelRatioChange)


class IconLabel(QWidget):
    """One icon, painted in the palette in use; it stands beside words, so a screen reader skips it."""

    def __init__(self, name: str, role: str = "muted", size: int = 16) -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size
        self.setFixedSize(size, size)

    def show_icon(self, name: str, role: str) -> None:
        """Another icon, in the colour of ``role``."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint(QPainter(self), self._name, theme.colour(self._role), 0, 0, self._size)


def _with_gap(drawn: QPixmap, box: QSize) -> QPixmap:
    scale = drawn.devicePixelRatio()
    wider = QPixmap(box * scale)
    wider.fill(Qt.GlobalColor.transparent)
    wider.setDevicePixelRatio(scale)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wider


@lru_cache(maxsize=256)
def _svg(name: str, tint: str, stroke: str) -> bytes:
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", tint).replace('stroke-width="2"', f'stroke-width="{stroke}"').encode()
