"""The tab Check: everything that is looked at before the campaign may be sent, and what came of it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.errors import ShopmailError, Stopped
from shopmail.ui import background, numbers
from shopmail.ui.background import Job, Progress
from shopmail.ui.campaigns.draft.check_rows import CheckRows
from shopmail.ui.campaigns.draft.scrolled import Scrolled
from shopmail.ui.campaigns.draft.tab import Tab
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.progress import ProgressStrip
from shopmail.ui.widgets.refusal import Refusal
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.campaigns.checks.catalog import Examined


class CheckTab(Tab):
    """What was found holds only for what was written then: with the next change nothing is known any more."""

    TITLE = N_("Check")

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(desk, keeper)
        self.found: tuple[Examined, ...] | None = None
        """What the checks said of what is written now; None: they have not looked at it."""
        self.job: Job | None = None
        """The looking that is under way."""
        self._is_here = False
        self.refusal = Refusal(below=12)
        self.waiting = ProgressStrip(_("Checking the campaign"))
        self.waiting.stopped.connect(self._stop)
        self.waiting.hide()
        self.stopped = label(
            _("Checking was stopped. Nothing can be sent before it is done."), "muted", wrap=True
        )
        self.again = Button(_("Check again"))
        self.again.clicked.connect(self.look)
        self.rows = CheckRows()
        self.rows.wanted.connect(self.wanted)
        self._lay_out()
        keeper.changed.connect(self._forget)
        keeper.saved.connect(self._look_anew)

    def enter(self) -> None:
        self._is_here = True
        self.look()

    def leave(self) -> None:
        self._is_here = False
        self._drop()

    def is_done(self) -> bool:
        return self.found is not None and not self.stops

    @property
    def stops(self) -> int:
        """How many things keep the campaign from being sent."""
        return sum(row.state == "bad" for row in self.found or ())

    @property
    def warnings(self) -> int:
        """How many the owner should look at."""
        return sum(row.state == "warn" for row in self.found or ())

    def first(self) -> QWidget:
        remedies = [row.remedy for row in self.rows.rows if row.remedy.isVisibleTo(self)]
        return remedies[0] if remedies else self._scroll

    def look(self) -> None:
        """Keep what is written, then have every check look at it."""
        self._drop()
        self.refusal.clear()
        self._stopped_part.hide()
        self.keeper.flush(self._look)

    def _look_anew(self) -> None:
        """Something was written while the checks stand in sight, such as the name."""
        if self.isVisible() and self.found is None and self.job is None:
            self._look()

    def _look(self) -> None:
        self._drop()
        # The owner may have gone elsewhere while the draft was being kept.
        if not self._is_here:
            return
        shop, campaign_id = self.desk.shop, self.keeper.campaign_id
        self.waiting.show_progress(0, 0, _("Looking …"))
        self.waiting.setVisible(self.found is None)

        def examine(progress: Progress, stopped: background.Stopped) -> "tuple[Examined, ...]":
            from shopmail.campaigns.checks.catalog import examined

            return examined(shop, campaign_id, progress=progress, stopped=stopped)

        self.job = self.desk.background.run_long(
            "counting", examine, partial(self._show, self.keeper.written), self._tell, self._failed
        )

    def _lay_out(self) -> None:
        self._scroll = Scrolled(_("Checks"))
        self._scroll.column.addWidget(self.rows)
        self._stopped_part = QWidget()
        row = QHBoxLayout(self._stopped_part)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stopped, 1)
        row.addWidget(self.again)
        self._stopped_part.hide()
        self.rows.hide()
        self.column.addWidget(self.refusal)
        self.column.addWidget(self.waiting)
        self.column.addWidget(self._stopped_part)
        self.column.addWidget(self._scroll, 1)

    def _show(self, written: object, found: "tuple[Examined, ...]") -> None:
        self.job = None
        self.waiting.hide()
        # Something was written while the checks were looking: what they said is about what was before.
        if written is not self.keeper.written:
            self.look()
            return
        self.found = found
        self.rows.show_rows(found)
        self.rows.show()
        self.changed.emit()

    def _tell(self, done: int, total: int) -> None:
        words = _("{done} of {people}", done=numbers.number(done), people=numbers.people(total))
        self.waiting.show_progress(done, total, words)

    def _failed(self, problem: Exception) -> None:
        self.job = None
        self.waiting.hide()
        self._forget()
        if isinstance(problem, Stopped):
            self._stopped_part.show()
        elif isinstance(problem, ShopmailError):
            self.refusal.say(problem)
        else:
            self.desk.background.unforeseen(problem)

    def _forget(self) -> None:
        """Nothing is known of what is written now."""
        if self.found is not None:
            self.found = None
            self.rows.hide()
            self.changed.emit()
            # What came from elsewhere is in the file already; what is written here is looked at once it is.
            if self.isVisible() and self.keeper.is_kept:
                self.look()

    def _stop(self) -> None:
        if self.job:
            self.job.stop()

    def _drop(self) -> None:
        if self.job:
            self.job.drop()
            self.job = None
            self.waiting.hide()
