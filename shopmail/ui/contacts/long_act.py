"""A long act of the page on a lane: shown with its count once it lasts, and stopped by the owner."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer

from shopmail.errors import ShopmailError, Stopped
from shopmail.ui import background, numbers
from shopmail.ui.background import Job, Lane, Progress
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.progress import ProgressStrip
from shopmail.wording import _

T = TypeVar("T")
LATE = 300
"""Milliseconds after which an act that is not done shows how far it is."""


class LongAct(ProgressStrip):
    """The strip of one act at a time; ``refused`` is called with what the program says no to."""

    def __init__(self, name: str, lane: Lane, desk: Desk, refused: Callable[[ShopmailError], None]) -> None:
        super().__init__(name)
        self._lane: Lane = lane
        self._desk = desk
        self._refused = refused
        self._job: Job | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self.show)
        self.stopped.connect(self._stop)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether an act is under way."""
        return self._job is not None

    def begin(self, work: Callable[[Progress, background.Stopped], T], done: Callable[[T], None]) -> None:
        """Do ``work`` on the lane, then call ``done``; nothing is begun while an act is under way."""
        if self._job:
            self._desk.say(_("Please wait: what you began before is not done yet."))
            return
        self.show_progress(0, 1, _("Working …"))
        self._late.start()

        def ended(answer: T) -> None:
            self._end()
            done(answer)

        self._job = self._desk.background.run_long(self._lane, work, ended, self._show, self._failed)

    def leave(self) -> None:
        """The page goes away: the act is stopped, and nobody waits for it."""
        if self._job:
            self._job.drop()

    def _show(self, done: int, total: int) -> None:
        words = _("{done} of {people}", done=numbers.number(done), people=numbers.people(total))
        self.show_progress(done, total, words)

    def _stop(self) -> None:
        if self._job:
            self._job.stop()

    def _end(self) -> None:
        self._job = None
        self._late.stop()
        self.hide()

    def _failed(self, problem: Exception) -> None:
        self._end()
        if isinstance(problem, Stopped):
            self._desk.say(problem.message, done=False)
        elif isinstance(problem, ShopmailError):
            self._refused(problem)
        else:
            self._desk.background.unforeseen(problem)
