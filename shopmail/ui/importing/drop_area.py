"""Where a file is dropped or chosen; once there is one, its name and what was found in it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import theme
from shopmail.ui.importing.dropping import FileDrops
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import ElidedLabel, label
from shopmail.wording import _


class DropArea(QWidget):
    """``dropped`` carries the path of a file; ``choose`` is the button for who does not drop."""

    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        drops = FileDrops(self)
        drops.dropped.connect(self.dropped)
        drops.over.connect(self._hold)
        self._over = False
        self._filled = False
        self._icon = IconLabel("upload", "muted", 24)
        self._title = ElidedLabel("", "strong")
        self._found = label("", "muted", wrap=True)
        self.choose = Button(_("Choose a file…"), icon="folder-open")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._found)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(16)
        self._row.addWidget(self._icon)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.choose)
        self.show_empty()

    @property
    def found(self) -> str:
        """The line that tells what was found."""
        return self._found.text()

    def show_empty(self) -> None:
        """No file yet."""
        self._show(
            filled=False,
            title=_("Drop the file here"),
            words=_("A table saved as .csv, .tsv or .txt, up to 200 MB."),
        )
        self.choose.setText(_("Choose a file…"))

    def show_file(self, name: str, found: str) -> None:
        """The file that is there, and what was found in it."""
        self._show(filled=True, title=name, words=found)
        self.choose.setText(_("Choose another…"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent" if self._over else "line" if self._filled else "control"), 1)
        if not self._filled:
            pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(theme.colour("tint" if self._over else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _show(self, *, filled: bool, title: str, words: str) -> None:
        self._filled = filled
        self._icon.show_icon("file-text" if filled else "upload", "text" if filled else "muted")
        self._title.say(title)
        self._found.setText(words)
        edge = 12 if filled else 32
        self._row.setContentsMargins(16, edge, 16, edge)
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignVCenter)
        self.update()

    def _hold(self, over: bool) -> None:
        self._over = over
        self.update()
