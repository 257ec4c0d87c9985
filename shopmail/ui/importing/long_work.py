"""One long act at a time, off the GUI thread: from 0.3 s on it is shown how far it is, with Stop."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.ui.background import Background, Job, Lane, Progress, Stopped
from shopmail.ui.widgets.progress import ProgressStrip
from shopmail.wording import _

T = TypeVar("T")
LATE = 300
"""Milliseconds after which waiting is shown."""
EVERY = 50
"""Milliseconds between two looks at how far it is; a lane may tell it a thousand times a second."""


class LongWork(QWidget):
    """The place of the progress strip; it takes no room while there is none. ``changed``: begun or ended."""

    changed = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._job: Job | None = None
        self._words: Callable[[int, int], str] = lambda _done, _total: ""
        self.lane: Lane | None = None
        """The lane on which something is under way."""
        self.strip = ProgressStrip(_("How far it is"))
        self.strip.stopped.connect(self.stop)
        self.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self.show)
        self._far = (0, 0)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(EVERY)
        self._soon.timeout.connect(self._show)

    def start(
        self,
        lane: Lane,
        work: Callable[[Progress, Stopped], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        words: Callable[[int, int], str],
    ) -> None:
        """Begin ``work``; what was under way is dropped. ``words`` say how far it is."""
        self.drop()
        self._words = words
        self.strip.show_progress(0, 0, _("Working …"))

        def came(answer: T) -> None:
            self._end()
            done(answer)

        def broke(problem: Exception) -> None:
            self._end()
            failed(problem)

        self.lane = lane
        self._job = self._background.run_long(lane, work, came, self._told, broke)
        self._late.start()
        self.changed.emit()

    def stop(self) -> None:
        """The owner's Stop: the work ends at its next look, and says so by ``Stopped``."""
        if self._job:
            self._job.stop()

    def drop(self) -> None:
        """Stop, and want no answer."""
        if self._job:
            self._job.drop()
            self._end()

    def _told(self, done: int, total: int) -> None:
        self._far = (done, total)
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        self.strip.show_progress(*self._far, self._words(*self._far))

    def _end(self) -> None:
        self._job = self.lane = None
        self._late.stop()
        self._soon.stop()
        self.hide()
        self.changed.emit()
