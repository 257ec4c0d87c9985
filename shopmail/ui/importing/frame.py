"""What surrounds the steps of the import wizard: their list, the notice, the progress and the foot."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from shopmail.ui.background import Background
from shopmail.ui.importing.foot import Foot
from shopmail.ui.importing.long_work import LongWork
from shopmail.ui.importing.step import Step
from shopmail.ui.widgets.refusal import Refusal
from shopmail.ui.widgets.steps import StepsList
from shopmail.wording import _


class Frame(QWidget):
    """A place for each of the steps, which are made one by one; a step taller than its place scrolls."""

    def __init__(self, titles: Sequence[str], background: Background) -> None:
        super().__init__()
        self.list = StepsList(titles, _("Steps of the import"))
        self.refusal = Refusal()
        self.working = LongWork(background)
        self.foot = Foot()
        self._stage = QStackedWidget()
        for _title in titles:
            self._stage.addWidget(_place())
        beside = QVBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(self.refusal)
        beside.addWidget(self._stage, 1)
        beside.addWidget(self.working)
        row = self._row = QHBoxLayout()
        self.keep_foot_free(False)
        row.setSpacing(24)
        row.addWidget(self.list)
        row.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.foot)

    def keep_foot_free(self, free: bool) -> None:
        """Leave room above the foot, which stays where it is, or take it back."""
        self._row.setContentsMargins(24, 0, 24, 76 if free else 16)

    def put(self, number: int, step: Step[Any]) -> None:
        """Give ``step`` its place."""
        place = self._stage.widget(number)
        assert isinstance(place, QScrollArea)
        place.setWidget(step)

    def show_step(self, number: int) -> None:
        """Show the step that was put there, from its top."""
        self._stage.setCurrentIndex(number)
        place = self._stage.widget(number)
        assert isinstance(place, QScrollArea)
        place.verticalScrollBar().setValue(0)

    def show_state(self, step: Step[Any], done: Sequence[bool], reach: int, *, over: bool) -> bool:
        """Show where the owner is: in ``step``, after those that are ``done`` or not.

        ``over``: the import is done, and there is no way back. The answer is whether one may go on now.
        """
        here, busy = len(done), self.working.lane is not None
        ready = step.ready() and not busy
        self.list.show_at(here, reach)
        for entry, is_done in zip(self.list.entries, done, strict=False):
            entry.show_as(here=False, done=is_done, reach=not over)
        saved = "" if over else _("Nothing is saved yet.")
        self.foot.show_next(step.next_words(), ready=ready)
        self.foot.show_state(saved if ready or busy else step.why_not())
        self.foot.show_ways(
            back=here > 0 and not over,
            cancel=not over,
            back_now=not busy,
            cancel_now=self.working.lane != "writing",
        )
        return ready


def _place() -> QScrollArea:
    place = QScrollArea()
    place.setFrameShape(QFrame.Shape.NoFrame)
    place.setWidgetResizable(True)
    place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return place
