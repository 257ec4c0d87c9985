"""A large choice: a radio button that is a card, with an icon, a strong title and what it means."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout

from shopmail.ui import theme
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label

_RADIO = 16


class ChoiceCard(QRadioButton):
    """Chosen by a click anywhere on it, by Space, and by the arrow keys from its neighbours."""

    def __init__(self, icon: str, title: str, *sentences: str) -> None:
        """``sentences`` stand below the title, the first of them in the muted voice, the others small."""
        super().__init__()
        # Painted anew when the pointer comes and goes.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join(sentences))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(16 + _RADIO + 16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(IconLabel(icon, "text", 24), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "strong", wrap=True))
        for number, sentence in enumerate(sentences):
            words.addWidget(label(sentence, "small" if number else "muted", wrap=True))
        row.addLayout(words, 1)
        self._row = row

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(QPen(theme.colour("text" if on else "line"), 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() and not on else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        radio = QRect(16, (self.height() - _RADIO) // 2, _RADIO, _RADIO)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text" if on else "control"))
        painter.drawEllipse(radio)
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(radio.adjusted(5, 5, -5, -5) if on else radio.adjusted(1, 1, -1, -1))
