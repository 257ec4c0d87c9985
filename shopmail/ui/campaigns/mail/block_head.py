"""The first line of a block: its handle, what it is, what it says; it is opened and moved by key or mouse."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from shopmail.ui import theme
from shopmail.ui.campaigns.mail.kinds import KINDS, Kind
from shopmail.ui.campaigns.mail.summary import Summary
from shopmail.ui.widgets import icons
from shopmail.ui.widgets.buttons import ENTER
from shopmail.ui.widgets.text import plain_tooltip
from shopmail.wording import _

HEIGHT = 40
_HANDLE, _ICON, _TITLE = 9, 33, 57
"""Pixels from the left to the handle, the icon of the kind and its word."""
_LEAST_WORDS = 137
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MOVES = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}


class BlockHead(QWidget):
    """``wanted`` carries an act: open, up, down, duplicate, delete; before, after: the focus goes there.

    While the handle is dragged, ``dragged`` carries the height on the screen; ``dropped`` comes at its end.
    ``is_fixed`` has a lock for a handle: the footer.
    """

    wanted = Signal(str)
    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, kind: Kind, *, is_fixed: bool = False) -> None:
        super().__init__()
        self._kind, self._summary = kind, Summary("")
        self._is_fixed, self._is_open = is_fixed, False
        self._pressed: QPoint | None = None
        self._is_dragging = False
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_fixed else Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_block(self, kind: Kind, summary: Summary, *, is_open: bool) -> None:
        """Be the head of this block; an open one says its kind only, for the rest stands below."""
        self._kind, self._summary, self._is_open = kind, summary, is_open
        said = " ".join(filter(None, summary))
        self.setAccessibleName(_("{kind}: {words}", kind=_(kind.title), words=said))
        self.setAccessibleDescription(
            "" if self._is_fixed else _("Enter opens it, Alt and arrow keys move it.")
        )
        self.setToolTip("" if is_open else plain_tooltip(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        # Room for the word of the kind; what it says is cut off where there is none.
        return QSize(_TITLE + theme.width_of(_(self._kind.title), self._strong()) + 16, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act:
            self.wanted.emit(act)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._is_fixed:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        self._point(here)
        far = QApplication.startDragDistance()
        if self._pressed and abs(here.y() - self._pressed.y()) >= far and self._on_handle(self._pressed):
            self._is_dragging = True
        if self._is_dragging:
            self.dragged.emit(event.globalPosition().toPoint().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._is_dragging:
            self._is_dragging = False
            self.dropped.emit()
        elif pressed and self.rect().contains(event.position().toPoint()):
            self.wanted.emit("open")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (HEIGHT - 16) // 2
        handle = "lock" if self._is_fixed else "grip-vertical"
        icons.paint(painter, handle, theme.colour("muted" if self._is_fixed else "control"), _HANDLE, top)
        icons.paint(painter, self._kind.icon, theme.colour("muted"), _ICON, top)
        font = self._strong() if self._is_open else self.font()
        end = self._write(painter, _(self._kind.title), "text", font, _TITLE)
        if self._is_open:
            return
        start = max(self._words_at(), end + 16)
        if self._summary.words:
            start = self._write(painter, self._summary.words, "text", self.font(), start)
            if self._summary.more:
                start = self._write(painter, " · ", "muted", self.font(), start)
        self._write(painter, self._summary.more, "muted", self.font(), start)

    def _write(self, painter: QPainter, words: str, role: str, font: QFont, start: int) -> int:
        """Write as much of ``words`` as there is room; where it ends."""
        room = self.width() - start - 8
        painter.setFont(font)
        painter.setPen(theme.colour(role))
        metrics = QFontMetrics(font)
        fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(QRect(start, 0, max(0, room), HEIGHT), _MIDDLE, fitting)
        return start + metrics.horizontalAdvance(fitting)

    def _words_at(self) -> int:
        """Where all blocks begin to say what they say: behind the longest word for a kind."""
        longest = max(theme.width_of(_(kind.title), self.font()) for kind in KINDS)
        return max(_LEAST_WORDS, _TITLE + longest + 16)

    def _strong(self) -> QFont:
        return theme.sized(self.font(), 14, strong=True)

    def _on_handle(self, point: QPoint) -> bool:
        return point.x() < _ICON

    def _point(self, here: QPoint) -> None:
        if self._is_fixed:
            return
        hand = Qt.CursorShape.ClosedHandCursor if self._is_dragging else Qt.CursorShape.OpenHandCursor
        self.setCursor(hand if self._is_dragging or self._on_handle(here) else Qt.CursorShape.ArrowCursor)

    def _act_of(self, event: QKeyEvent) -> str:
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _MOVES:
            return _MOVES[key] if alt else {"up": "before", "down": "after"}[_MOVES[key]]
        if key in (*ENTER, Qt.Key.Key_Space):
            return "open"
        if key == Qt.Key.Key_Delete:
            return "delete"
        if key == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return "duplicate"
        return ""
