"""The list of steps at the left of a page that leads through several: done, here, still to come."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from shopmail.ui import theme
from shopmail.ui.widgets import icons
from shopmail.wording import _

WIDTH = 168
_HIGH = 36


class StepsList(QWidget):
    """``chosen`` carries the number of a step that was pressed, counted from 0; only those within reach."""

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], name: str) -> None:
        """``titles`` in the owner's language; ``name`` is what a screen reader calls the list."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.entries = [_Entry(number, title) for number, title in enumerate(titles)]
        for number, entry in enumerate(self.entries):
            entry.clicked.connect(lambda _on, number=number: self.chosen.emit(number))
            column.addWidget(entry)
        column.addStretch(1)

    def show_at(self, here: int, reach: int) -> None:
        """``here`` is shown; the steps up to ``reach`` are done and can be gone back to."""
        for number, entry in enumerate(self.entries):
            entry.show_as(here=number == here, done=number < reach and number != here, reach=number <= reach)


class _Entry(QPushButton):
    def __init__(self, number: int, title: str) -> None:
        super().__init__(title)
        self._number, self._title = number, title
        self._here = self._done = False
        self.setProperty("kind", "step")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFixedHeight(_HIGH)

    def show_as(self, *, here: bool, done: bool, reach: bool) -> None:
        self._here, self._done = here, done
        self.setChecked(here)
        self.setEnabled(reach)
        if here:
            state = _("Step {number}, here: {title}", number=self._number + 1, title=self._title)
        elif done:
            state = _("Step {number}, done: {title}", number=self._number + 1, title=self._title)
        else:
            state = _("Step {number}: {title}", number=self._number + 1, title=self._title)
        self.setAccessibleName(state)
        self.update()

    def nextCheckState(self) -> None:
        """Pressing shows nothing by itself: the page decides where it goes."""

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _HIGH)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        role = "accent" if self._here else "text" if self._done else "muted"
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._done:
            icons.paint(painter, "circle-check", theme.colour("good"), 9, (self.height() - 16) // 2)
        painter.setFont(theme.sized(self.font(), 14, strong=self._here))
        painter.setPen(theme.colour(role))
        if not self._done:
            number = QRect(9, 0, 16, self.height())
            painter.drawText(number, middle | Qt.AlignmentFlag.AlignHCenter, str(self._number + 1))
        room = QRect(36, 0, self.width() - 40, self.height())
        words = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, words)
