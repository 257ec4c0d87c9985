"""A sheet: a card over the page and a scrim over the window, for a small act that needs an answer."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from shopmail.errors import ShopmailError
from shopmail.ui.widgets import reading_order
from shopmail.ui.widgets.buttons import ENTER, Button, IconButton, press_focused
from shopmail.ui.widgets.focus_ring import move_focus, ring_of
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.text import label
from shopmail.wording import _

_TOP, _SIDE, _EDGE = 84, 24, 8
"""Pixels above a sheet, beside it, and at least between it and the edge of the window where it is high."""
_SCRIM = QColor(27, 25, 23, 115)


class Sheet(QWidget):
    """Put things into ``body`` and buttons into the foot, then ``open_over`` a window.

    Esc is the safe way out and closes it. Enter presses ``primary``, unless that is None (an act that
    sends, erases or changes more than one person has to be focused or clicked). ``closed`` comes at the end.
    """

    closed = Signal()

    def __init__(self, title: str, sentence: str = "", width: int = 640) -> None:
        super().__init__()
        self.primary: Button | None = None
        self._wanted = width
        self._before: QWidget | None = None
        self._page: QWidget | None = None
        self._problem: Notice | None = None
        self._is_closed = False
        self.setAccessibleName(title)
        self.card = QFrame(self)
        self.card.setObjectName("sheet")
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(title, sentence))
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(23, 4, 23, 16)
        self.body.setSpacing(16)
        self._inside = inside
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A scroll area wants to be some lines high even where its matter is one.
        self._scroll.setMinimumHeight(1)
        self._scroll.setWidget(inside)
        column.addWidget(self._scroll, 1)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(23, 8, 23, 23)
        self._foot.addLayout(self._left)
        self._foot.addStretch(1)
        self._foot.addLayout(self._right)
        column.addLayout(self._foot)
        inside.installEventFilter(self)
        self.card.installEventFilter(self)
        self.hide()

    def add_button(self, button: Button, *, at_left: bool = False) -> Button:
        """One more button in the foot, right of the others; with ``at_left`` on the other side."""
        (self._left if at_left else self._right).addWidget(button)
        return button

    def show_problem(self, problem: ShopmailError) -> None:
        """Say at the top what was refused; the sheet stays as it is."""
        self.clear_problem()
        self._problem = Notice("bad", problem.title, problem.message, problem.remedy)
        self.body.insertWidget(0, self._problem)
        self._scroll.verticalScrollBar().setValue(0)
        QAccessible.updateAccessibility(QAccessibleEvent(self._problem, QAccessible.Event.Alert))

    def clear_problem(self) -> None:
        """Nothing is refused any more."""
        if self._problem:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None

    def open_over(self, window: QWidget, page: QWidget) -> None:
        """Show the sheet over ``window``, centred on ``page``.

        The focus goes to the first field, and comes back to where it was when the sheet is closed.
        """
        self._before = QApplication.focusWidget()
        self._page = page
        self.setParent(window)
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        ring = ring_of(self)
        if ring:
            ring.raise_()
        self._place()
        stops = reading_order.stops(self.card)
        # The × is the way out, not the matter of the sheet.
        first = next((stop for stop in stops if stop is not self._close), self._close)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_sheet(self) -> None:
        """Take the sheet away; harmless to repeat."""
        if self._is_closed:
            return
        self._is_closed = True
        window = self.parentWidget()
        if window:
            window.removeEventFilter(self)
        self.hide()
        self.setParent(None)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in ENTER and not press_focused() and self.primary and self.primary.isEnabled():
            self.primary.click()
        # Nothing passes the scrim: the keys of the page behind it rest.
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The card is as high as its matter, which may change, and no higher than the window.
        matter_changed = watched in (self._inside, self.card) and event.type() == QEvent.Type.LayoutRequest
        window_changed = watched is self.parentWidget() and event.type() == QEvent.Type.Resize
        if matter_changed or window_changed:
            self._place()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        target = reading_order.neighbour(self.card, QApplication.focusWidget(), forward=forward)
        ring = ring_of(self)
        if ring:
            ring.moves_by_key()
        if target:
            move_focus(target, forward=forward)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), _SCRIM)

    def _head(self, title: str, sentence: str) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(title, "title", wrap=True))
        if sentence:
            words.addWidget(label(sentence, "muted", wrap=True))
        self._close = IconButton("x", _("Close"))
        self._close.clicked.connect(self.close_sheet)
        head = QHBoxLayout()
        head.setContentsMargins(23, 23, 19, 12)
        head.setSpacing(16)
        head.addLayout(words, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.setGeometry(window.rect())
        width = min(self._wanted, self.width() - 2 * _SIDE)
        inner = width - 2
        layout = self.card.layout()
        assert layout is not None
        has_width = self.body.hasHeightForWidth()
        wanted = self.body.heightForWidth(inner) if has_width else self.body.sizeHint().height()
        others = 0
        for place in range(layout.count()):
            item = layout.itemAt(place)
            if item is not None and item.widget() is not self._scroll:
                tall = item.heightForWidth(inner) if item.hasHeightForWidth() else item.sizeHint().height()
                others += tall
        height = min(others + wanted + 2, self.height() - 2 * _EDGE)
        # High ones come nearer to the edges before something of them has to be scrolled to.
        below = max(_EDGE, min(_SIDE, (self.height() - height) // 2))
        top = max(below, min(_TOP, self.height() - height - below))
        middle = self._page.mapTo(window, self._page.rect().center()).x() if self._page else self.width() // 2
        left = min(max(_SIDE, middle - width // 2), self.width() - _SIDE - width)
        self.card.setGeometry(QRect(left, top, width, height))
