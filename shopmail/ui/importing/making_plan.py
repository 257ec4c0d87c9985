"""The plan of the import wizard: made on the lane that writes, and never left behind."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from shopmail.errors import InputRefused
from shopmail.ui import numbers
from shopmail.ui.background import Progress, Stopped
from shopmail.ui.importing.answers import Answers
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.importing.plan import Plan
    from shopmail.ui.desk import Desk


class PlanMaker:
    """Holds the plan that the answers make. A plan locks out other imports, so each is discarded in time."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._made: list[Plan] = []
        """What was made, although nobody may have waited for it; looked at on the lane only."""
        self._began = False
        self.plan: Plan | None = None

    def work(
        self, answers: Answers, corrections: Sequence[tuple[int, dict[str, str]]]
    ) -> "Callable[[Progress, Stopped], Plan]":
        """What makes the plan, on the lane; the rows are corrected in it as they were before."""
        shop, made, corrected = self._desk.shop, self._made, tuple(corrections)
        self._began = True

        def make(progress: Progress, stopped: Stopped) -> "Plan":
            from shopmail.importing.plan import Plan

            plan = Plan(shop, answers.request(), progress, stopped)
            made.append(plan)
            try:
                for line, values in corrected:
                    # A field that no column gives any more can't be corrected, and need not be.
                    with suppress(InputRefused):
                        plan.correct(line, values)
            except BaseException:
                # Nobody gets this plan, and it would lock the next one out.
                plan.discard()
                raise
            return plan

        return make

    def words(self, rows: int) -> Callable[[int, int], str]:
        """How far it is, in rows; the plan tells it in bytes."""

        def words(done: int, total: int) -> str:
            return _(
                "{done} of {total} rows checked",
                done=numbers.number(rows * done // max(total, 1)),
                total=numbers.number(rows),
            )

        return words

    def forget(self) -> None:
        """Discard the plan, and one that is being made, after what the lane is at."""
        if not self._began:
            return
        made, self._made, self.plan, self._began = self._made, [], None, False

        def discard() -> None:
            for plan in made:
                plan.discard()

        self._desk.background.run("writing", discard, lambda _nothing: None)
