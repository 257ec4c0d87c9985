"""A set-up form that asks SendGrid: it waits in sight, and the owner need not wait with it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.background import Job
from shopmail.ui.desk import Desk
from shopmail.ui.setup.form import SetupForm
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label
from shopmail.wording import _

T = TypeVar("T")


class Waiting(QWidget):
    """What is waited for, and a button to wait no longer; out of sight while nothing is."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "muted", wrap=True)
        self.stop = Button(_("Stop waiting"), "quiet", small=True)
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("clock", "muted"))
        row.addWidget(self._words, 1)
        row.addWidget(self.stop)
        self.hide()

    def begin(self, words: str) -> None:
        """Say ``words``."""
        self._words.setText(words)
        self.show()


class OnlineForm(SetupForm):
    """``ask`` works on the sending lane; put ``waiting`` into the column where it belongs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.waiting = Waiting()
        self.waiting.stopped.connect(self.stop_waiting)
        self._job: Job | None = None

    @property
    def asks(self) -> bool:
        """Whether an answer is being waited for."""
        return self._job is not None

    def ask(
        self,
        words: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Wait for ``work``, telling ``words``; what was waited for before is dropped."""
        self._drop()
        self.waiting.begin(words)

        def arrived(result: T) -> None:
            self._end_waiting()
            done(result)

        def went_wrong(problem: Exception) -> None:
            self._end_waiting()
            failed(problem)

        self._job = self.desk.background.run("sending", work, arrived, went_wrong)
        self.follow()

    def can_save(self) -> bool:
        """Whether there is something to save; nothing is while the form waits."""
        return True

    def follow(self) -> None:
        """Let the button follow what the form has come to."""
        self.set_ready(not self.asks and self.can_save())

    def stop_waiting(self) -> None:
        """The owner waits no longer; an answer that still comes is not heard."""
        self._drop()

    def show_failure(self, problem: Exception) -> None:
        """Say above the fields what was refused; what broke goes to the dialog."""
        if isinstance(problem, ShopmailError):
            self.show_problem(problem)
        else:
            self.desk.background.unforeseen(problem)

    def leave(self) -> None:
        super().leave()
        if self._job:
            self._job.drop()

    def _drop(self) -> None:
        if self._job:
            self._job.drop()
            self._end_waiting()

    def _end_waiting(self) -> None:
        self._job = None
        self.waiting.hide()
        self.follow()
