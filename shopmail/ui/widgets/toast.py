"""The quiet strip at the foot of a page that says what was done; it goes away by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.ui.widgets.buttons import Button, IconButton
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import ElidedLabel
from shopmail.wording import _

STAYS = 10_000
"""Milliseconds; while the pointer is on the toast, it stays longer."""


class Toast(Card):
    """Lies over the foot of ``stage``, 24 from its sides, 16 from its bottom; ``there`` says when it does.

    ``above`` are pixels at the bottom of the stage that it leaves to the page.
    """

    there = Signal(bool)

    def __init__(self, stage: QWidget) -> None:
        super().__init__(margins=(16, 0, 8, 0))
        self.setParent(stage)
        self._stage = stage
        self.above = 0
        self._words = ElidedLabel()
        row = QHBoxLayout()
        row.setSpacing(12)
        self.icon = IconLabel("circle-check", "good", 20)
        row.addWidget(self.icon)
        row.addWidget(self._words, 1)
        self._undo: Callable[[], object] | None = None
        self.undo = Button(_("Undo"), "quiet", "arrow-back-up", small=True)
        self.undo.clicked.connect(self._take_back)
        row.addWidget(self.undo)
        close = IconButton("x", _("Close"))
        close.clicked.connect(self.hide)
        row.addWidget(close)
        self.column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.accessibleName()

    def say(self, words: str, undo: Callable[[], object] | None = None, *, done: bool = True) -> None:
        """Show ``words`` and have them read out; ``undo`` is what Undo does, where there is a way back.

        Without ``done``, the words say why something could not be done, and no tick stands before them.
        """
        self._words.say(words)
        self.icon.show_icon(*(("circle-check", "good") if done else ("info-circle", "quiet")))
        self._undo = undo
        self.undo.setVisible(undo is not None)
        self.place()
        self.show()
        self.raise_()
        self._timer.start(STAYS)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def place(self) -> None:
        """Lie where the foot of the stage is now."""
        self.setGeometry(24, self._stage.height() - 60 - self.above, self._stage.width() - 48, 44)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo:
            undo()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.there.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.there.emit(False)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start(STAYS)
