"""What lies over the mail while it is not to be seen: a waiting picture, the mail before, or a sentence."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label
from shopmail.wording import _


class Cover(QFrame):
    """Lies over the whole of ``under``, which keeps it in place."""

    def __init__(self, under: QWidget) -> None:
        super().__init__(under)
        self.setProperty("ground", "surface")
        self._before = QPixmap()
        self._icon = IconLabel("mail", "muted", 24)
        self._words = label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(row)
        column.addStretch(1)
        self.wait()

    @property
    def words(self) -> str:
        """What it says; empty while it shows the mail before."""
        return self._words.text()

    def wait(self) -> None:
        """The first mail is on its way."""
        self._show("mail", "muted", _("The mail is being drawn …"))

    def say(self, sentence: str) -> None:
        """Why there is no mail to be seen."""
        self._show("alert-triangle", "warn", sentence)

    def keep(self, before: QPixmap) -> None:
        """Show the mail before until the new one is there, so that nothing flickers."""
        self._show("mail", "muted", "")
        self._before = before

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._before.isNull():
            QPainter(self).drawPixmap(0, 0, self._before)

    def _show(self, icon: str, role: str, sentence: str) -> None:
        self._before = QPixmap()
        self._icon.show_icon(icon, role)
        self._icon.setVisible(bool(sentence))
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self.raise_()
        self.update()
