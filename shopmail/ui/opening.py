"""What stands where the pages will be: while the shop file opens, and when it could not be opened."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.widgets.text import label
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.ui.widgets.notice import Notice
    from shopmail.ui.widgets.progress import ProgressStrip

LATE = 300
"""Milliseconds after which waiting is shown."""


class Opening(QWidget):
    """Nothing at first; a sentence when it takes longer; the refusal when there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._words = label("", "muted")
        self._column.setSpacing(16)
        self._column.addWidget(self._words)
        self._column.addStretch(1)
        self._again: Callable[[], None] = lambda: None
        self.refusal: Notice | None = None
        self.progress: ProgressStrip | None = None
        QTimer.singleShot(LATE, self, self._show_waiting)

    def show_refusal(self, problem: ShopmailError, again: Callable[[], None]) -> None:
        """Say why the file could not be opened; ``again`` is the button that tries once more."""
        from shopmail.ui.widgets.buttons import Button
        from shopmail.ui.widgets.notice import Notice

        button = Button(_("Try again"), small=True)
        button.clicked.connect(self.try_again)
        self._again = again
        self._words.setText("")
        self.refusal = Notice("bad", problem.title, problem.message, problem.remedy, step=button)
        self._column.insertWidget(0, self.refusal)

    def show_progress(self, done: int, total: int, stop: Callable[[], None]) -> None:
        """The sample shop is being made; ``stop`` opens it with what is there by then."""
        from shopmail.ui import numbers
        from shopmail.ui.widgets.progress import ProgressStrip

        if self.progress is None:
            self.progress = ProgressStrip(_("Making the sample shop"))
            self.progress.stopped.connect(stop)
            self._column.insertWidget(1, self.progress)
        self._words.setText(_("Making the sample shop …"))
        words = _("{done} of {total}", done=numbers.number(done), total=numbers.number(total))
        self.progress.show_progress(done, total, words)

    def try_again(self) -> None:
        """Take the refusal away and try once more."""
        if self.refusal:
            self.refusal.deleteLater()
            self.refusal = None
        self._show_waiting()
        self._again()

    def _show_waiting(self) -> None:
        if self.refusal is None and self.progress is None:
            self._words.setText(_("Opening your shop file …"))
