"""The ring around what has the focus: drawn over the window, and only after the focus was moved by a key."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QScrollArea, QWidget
from shiboken6 import isValid

from shopmail.ui import theme
from shopmail.ui.widgets import reading_order

_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


@runtime_checkable
class HasFocusRect(Protocol):
    """A widget of which only a part has the focus, such as one column of a table's header."""

    def focus_rect(self) -> QRect:
        """That part, in the widget's own coordinates."""


class FocusRing(QWidget):
    """2 px of accent, 2 px outside of the focused widget. A style sheet can't draw outside a widget."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._by_key = False
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]

    @property
    def around(self) -> QWidget | None:
        """The widget that the ring is drawn around, if it is drawn."""
        return self._around if self.isVisible() else None

    def moves_by_key(self) -> None:
        """The next change of focus comes from a key."""
        self._by_key = True

    def follow(self) -> None:
        """Draw the ring where the focused widget is now."""
        target = self._around
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        part = target.focus_rect() if isinstance(target, HasFocusRect) else target.rect()
        corner = target.mapTo(self._window, QPoint(0, 0)) + part.topLeft()
        self.setGeometry(QRect(corner, part.size()).adjusted(-4, -4, 4, 4))
        self.raise_()
        self.show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self.follow()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        by_key, self._by_key = self._by_key, False
        for watched in self._watched:
            # What had the focus may be gone, with the sheet or the page that it was on.
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched = []
        inside = now is not None and self._window.isAncestorOf(now)
        self._around = now if inside and by_key else None
        # What is around the widget can move it, so the parents are watched as well.
        above = self._around
        while above is not None and above is not self._window:
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()
        self.follow()


def part_moved(widget: QWidget) -> None:
    """The part of ``widget`` that has the focus (its ``focus_rect``) is another one now."""
    ring = ring_of(widget)
    if ring:
        ring.follow()


def ring_of(widget: QWidget) -> "FocusRing | None":
    """The ring of the window that ``widget`` is in."""
    window = widget.window()
    return window.ring if isinstance(window, RingedWindow | RingedDialog) else None


def move_focus(target: QWidget, *, forward: bool) -> None:
    """Give ``target`` the focus as Tab does, and scroll to it where it lies in something that scrolls."""
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    above = target.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(target, 0, 24)
        above = above.parentWidget()


def _is_going_away(widget: QWidget | None) -> bool:
    while widget is not None:
        if widget.isHidden():
            return True
        widget = widget.parentWidget()
    return False


class RingedWindow(QMainWindow):
    """A main window that shows where the keyboard is."""

    def __init__(self) -> None:
        super().__init__()
        self.ring = FocusRing(self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        target = reading_order.neighbour(self, QApplication.focusWidget(), forward=forward)
        if target is None:
            return super().focusNextPrevChild(forward)
        # Qt also asks when what has the focus is hidden, such as a toast that goes away by itself.
        if not _is_going_away(QApplication.focusWidget()):
            self.ring.moves_by_key()
        move_focus(target, forward=forward)
        return True

    def focus_by_key(self, widget: QWidget) -> None:
        """Move the focus because a shortcut asked for it."""
        if widget.hasFocus():
            return
        self.ring.moves_by_key()
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ring.follow()


class RingedDialog(QDialog):
    """A dialog that does the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ring = FocusRing(self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.ring.moves_by_key()
        return super().focusNextPrevChild(forward)
