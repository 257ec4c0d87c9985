"""The import wizard: the steps at the left, the one that is shown beside them, and the foot below."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from shopmail.errors import ShopmailError, Stopped
from shopmail.ui.background import Lane, Progress
from shopmail.ui.background import Stopped as Asked
from shopmail.ui.desk import Desk
from shopmail.ui.importing import kept
from shopmail.ui.importing.answers import Answers
from shopmail.ui.importing.dropping import FileDrops
from shopmail.ui.importing.foot import HEIGHT
from shopmail.ui.importing.frame import Frame
from shopmail.ui.importing.leaving import leave_sheet
from shopmail.ui.importing.making_plan import PlanMaker
from shopmail.ui.importing.preparing import load_core
from shopmail.ui.importing.step import Step, Steps
from shopmail.ui.page import Page
from shopmail.ui.widgets.focus_ring import ring_of
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.importing.applying import Imported
    from shopmail.importing.looking import Look
    from shopmail.importing.plan import Plan

T = TypeVar("T")
_FILE_PARTS = frozenset(("path", "encoding", "delimiter", "has_header"))
"""Answers that make another table of the file, or another file."""
SOON = 500
"""Milliseconds after which the page is surely on screen, and its owner reads it."""


class Wizard(Page):
    """Nothing is saved before the last step but one; answers outlive a visit to other pages."""

    TITLE = N_("Import people")
    FOOT = HEIGHT

    def __init__(self, desk: Desk, steps: Steps) -> None:
        super().__init__(desk)
        self._catalog = steps
        self._kept = kept.kept_on(desk)
        self._steps: dict[int, Step[Wizard]] = {}
        self._shown: Step[Wizard] | None = None
        self._plans = PlanMaker(desk)
        self._pressed_by_key = False
        """Whether the step that comes was asked for by a key, and shows where the keyboard is."""
        FileDrops(self).dropped.connect(self.go_to)
        self._frame = Frame([_(title) for title in self._catalog.titles], desk.background)
        self.steps, self.foot = self._frame.list, self._frame.foot
        self.refusal, self.working = self._frame.refusal, self._frame.working
        self.working.changed.connect(self._show_state)
        self.steps.chosen.connect(self._choose)
        self.foot.cancel.clicked.connect(self._cancel)
        self.foot.back.clicked.connect(self.back)
        self.foot.next.clicked.connect(self._next)
        self.keep_foot_free(False)
        self.head.setContentsMargins(24, 0, 24, 0)
        self.column.addWidget(self._frame, 1)
        QTimer.singleShot(SOON, self, self._prepare)

    @property
    def answers(self) -> Answers:
        """What was answered so far; changed by ``answer``."""
        return self._kept.answers

    @property
    def look(self) -> "Look | None":
        """What was found in the file; None until it was looked at."""
        return self._kept.look

    @look.setter
    def look(self, look: "Look | None") -> None:
        self._kept.look = look
        if look:
            self._kept.answers = self.answers.fitted_to(look.table.header)
        self._show_state()

    @property
    def plan(self) -> "Plan | None":
        """The plan that the answers make; None while there is none, or they are others now."""
        return self._plans.plan

    @property
    def imported(self) -> "Imported | None":
        """What the import did, once it is done."""
        return self._kept.imported

    @imported.setter
    def imported(self, imported: "Imported | None") -> None:
        self._kept.imported = imported
        self._kept.unseen = not self.isVisible()
        if self._kept.unseen:
            self.desk.say(_("The import is finished."))
        self._show_state()

    @property
    def step(self) -> "Step[Wizard]":
        """The step that is shown."""
        return self._step_at(self._kept.here)

    def answer(self, **changes: Any) -> None:
        """Other answers, by the names in ``Answers``. What was made of the old ones is forgotten."""
        answers = replace(self.answers, **changes)
        if answers == self.answers:
            return
        self._kept.answers = answers
        if _FILE_PARTS & changes.keys():
            self._kept.look = None
            self._kept.corrections.clear()
        self._kept.reach = self._kept.here
        self.refusal.clear()
        self._forget_plan()
        self._show_state()

    def keep_correction(self, line: int, values: dict[str, str]) -> None:
        """The row was corrected so: what other answers make of the file must not lose it."""
        self._kept.corrections.append((line, values))

    def refuse(self, problem: Exception) -> None:
        """Say in the page what was refused. What the owner stopped needs no word; what broke has a dialog."""
        if isinstance(problem, Stopped):
            return
        if isinstance(problem, ShopmailError):
            self.refusal.say(problem)
        else:
            self.desk.background.unforeseen(problem)

    def work(
        self,
        lane: Lane,
        work: Callable[[Progress, Asked], T],
        done: Callable[[T], None],
        words: Callable[[int, int], str],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """A long act, one at a time: from 0.3 s on, ``words(done, total)`` tell how far it is, with Stop.

        What it refuses goes to ``refuse``, and to ``failed`` after that. Until it ends, there is no Back and
        no Next.
        """

        def broke(problem: Exception) -> None:
            self.refuse(problem)
            if failed:
                failed(problem)

        self.refusal.clear()
        self.working.start(lane, work, done, broke, words)

    def make_plan(self, then: Callable[[], None], failed: Callable[[Exception], None] | None = None) -> None:
        """Have a plan of the answers as they are now (one that is there will do), then call ``then``."""
        if self.plan:
            then()
            return
        rows = self.look.rows if self.look else 0

        def made(plan: "Plan") -> None:
            self._plans.plan = plan
            then()

        self.work(
            "writing",
            self._plans.work(self.answers, self._kept.corrections),
            made,
            self._plans.words(rows),
            failed,
        )

    def restart(self) -> None:
        """A new import; it is asked about where answers would be lost."""
        self._ask_then(self._begin_anew)

    def show_step(self, number: int) -> None:
        """Go to a step, counted from 0."""
        by_key, self._pressed_by_key = self._pressed_by_key or self._is_by_key(), False
        if self._shown:
            self._shown.leave()
        self.working.drop()
        self.refusal.clear()
        self._kept.here = number
        self._kept.reach = max(self._kept.reach, number)
        self._shown = step = self._step_at(number)
        self._frame.show_step(number)
        step.enter()
        self._show_state()
        ring = ring_of(self)
        if ring and by_key:
            ring.moves_by_key()
        step.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, place: str) -> None:
        """After an import that was seen, a new one; with a path, the File step. Writing is not disturbed."""
        if self.working.lane == "writing":
            return
        if self.imported and (place or not self._kept.unseen):
            self._begin_anew()
        self._kept.unseen = False
        if place:
            self.working.drop()
            self.answer(path=Path(place), encoding=None, delimiter=None, has_header=None)
            # Also of a file of the same name, which may be another one by now.
            self._forget_plan()
            self.look = None
            self._kept.reach = 0
            self.show_step(self._catalog.file)

    def refresh(self) -> None:
        if self._shown is None:
            here = self._kept.here
            # A page that was made anew has no plan; the step that makes one comes first.
            self.show_step(here if self.imported else min(here, self._catalog.without_plan))

    def search_field(self) -> QWidget | None:
        return self.step.search_field()

    def back(self) -> bool:
        """One step back; while something is under way, and at both ends, there is none."""
        if self.working.lane:
            return True
        if self._kept.here == 0 or self.imported:
            return False
        self.show_step(self._kept.here - 1)
        return True

    def leave(self) -> None:
        super().leave()
        if self._shown:
            self._shown.leave()
        self.working.drop()
        self._plans.forget()

    def keep_foot_free(self, free: bool) -> None:
        self.column.setContentsMargins(0, 24, 0, 0)
        self._frame.keep_foot_free(free)

    def _prepare(self) -> None:
        self.desk.background.run("reading", lambda: load_core(self._catalog), lambda _nothing: None)

    def _step_at(self, number: int) -> "Step[Wizard]":
        if number not in self._steps:
            self._steps[number] = step = self._catalog[number](self)
            step.changed.connect(self._show_state)
            self._frame.put(number, step)
        return self._steps[number]

    def _choose(self, number: int) -> None:
        if self.working.lane != "writing" and number != self._kept.here:
            if number < self._kept.here:
                self.show_step(number)
            elif self.step.ready():
                self.step.go_on(lambda: self.show_step(number))

    def _next(self) -> None:
        self.refusal.clear()
        self._pressed_by_key = self._is_by_key()
        self.step.go_on(self._on)

    def _on(self) -> None:
        """The next step, or one before it that was passed over (a file can be dropped first of all)."""
        here = self._kept.here
        passed_over = (number for number in range(here) if not self._step_at(number).ready())
        self.show_step(next(passed_over, min(here + 1, len(self._catalog) - 1)))

    def _cancel(self) -> None:
        def leave() -> None:
            self._begin_anew()
            self.desk.go("contacts", "")

        self._ask_then(leave)

    def _ask_then(self, act: Callable[[], None]) -> None:
        if self.imported or self.answers == Answers():
            act()
        else:
            self.desk.open_sheet(leave_sheet(act))

    def _begin_anew(self) -> None:
        self.working.drop()
        self._plans.forget()
        self._kept = kept.forget(self.desk)
        for step in self._steps.values():
            step.leave()
            step.deleteLater()
        self._steps.clear()
        self._shown = None
        self.show_step(0)

    def _forget_plan(self) -> None:
        if self.working.lane == "writing":
            self.working.drop()
        self._plans.forget()

    def _show_state(self) -> None:
        step, file, here = self.step, self.answers.path, self._kept.here
        self.head.show_state(step.sentence(), file.name if file else "")
        done = [self._step_at(number).ready() for number in range(here)]
        ready = self._frame.show_state(step, done, self._kept.reach, over=self.imported is not None)
        self.primary = self.foot.next if ready and step.enter_presses_next() else None

    def _is_by_key(self) -> bool:
        ring = ring_of(self)
        return ring is not None and ring.around is not None
