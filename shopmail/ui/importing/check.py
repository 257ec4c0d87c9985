"""Step 5 of the import: every row of the file in exactly one group, each to be opened and corrected."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopmail.ui import numbers
from shopmail.ui.background import Progress, Stopped
from shopmail.ui.importing.group_list import GroupList
from shopmail.ui.importing.group_rows import Correction
from shopmail.ui.importing.groups import Group, corrected_values
from shopmail.ui.importing.plan_facts import PlanFacts, facts_of
from shopmail.ui.importing.remarks import Remarks
from shopmail.ui.importing.saving import save_group
from shopmail.ui.importing.step import Step
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.file_dialogs import ask_where_to_save
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.importing.plan import Plan
    from shopmail.ui.importing.page import Wizard


class CheckStep(Step["Wizard"]):
    """Has the plan made when it is shown; nothing is saved by it."""

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__(wizard)
        self.facts: PlanFacts | None = None
        self._plan: Plan | None = None
        """The plan that is shown."""
        # Where corrections are made: so that it tells of the one that was made a moment ago.
        self._asking = wizard.desk.latest("writing", self)
        self.groups = GroupList(wizard)
        self.groups.corrected.connect(self._correct)
        self.groups.save_wanted.connect(self._save)
        self.groups.copied.connect(self._copied)
        self.remarks = Remarks()
        again = Button(_("Read the file"))
        again.clicked.connect(self._make_plan)
        self.unread = Empty(
            "file-text",
            _("The file has not been read to its end"),
            _("Nothing was changed. Read it again, or go back and change an answer."),
            again,
        )
        self.column.setSpacing(16)
        self.column.addWidget(self.groups, 1)
        self.column.addWidget(self.remarks)
        self.column.addWidget(self.unread)
        self.column.addStretch(0)

    def enter(self) -> None:
        plan = self.wizard.plan
        if plan is None:
            self._make_plan()
            return
        if plan is not self._plan:
            self._forget()
        self._ask(plan)

    def leave(self) -> None:
        self._asking.drop()

    def ready(self) -> bool:
        return self.wizard.plan is not None or self.wizard.imported is not None

    def why_not(self) -> str:
        return "" if self.ready() else _("The file has to be read first.")

    def next_words(self) -> str:
        return _("Next: see the plan")

    def sentence(self) -> str:
        if self.facts is None:
            return _("Every row is held against what you have.")
        return n_(
            "{number} row read; each is in exactly one group",
            "{number} rows read; each is in exactly one group",
            self.facts.rows,
            number=numbers.number(self.facts.rows),
        )

    def first(self) -> QWidget:
        return next((head for head in self.groups.heads.values() if head.isEnabled()), self.groups)

    def search_field(self) -> QWidget | None:
        """Where Ctrl+F goes: the filter of an open group."""
        return self.groups.filter_field()

    def _make_plan(self) -> None:
        self._forget()
        self.wizard.make_plan(self._made, self._failed)

    def _forget(self) -> None:
        self.facts = self._plan = None
        for part in (self.groups, self.remarks, self.unread):
            part.hide()
        self.changed.emit()

    def _made(self) -> None:
        if self.wizard.plan:
            self._ask(self.wizard.plan)

    def _failed(self, _problem: Exception) -> None:
        self.unread.show()

    def _ask(self, plan: "Plan") -> None:
        titles = dict(self.wizard.answers.titles)
        self._asking.ask(
            lambda: facts_of(plan, titles), lambda facts: self._show(plan, facts), self.wizard.refuse
        )

    def _show(self, plan: "Plan", facts: PlanFacts) -> None:
        newly = self.facts is None
        self.facts, self._plan = facts, plan
        self.unread.hide()
        self.groups.show_plan(plan, facts)
        self.groups.show()
        self.remarks.show_remarks(facts.remarks)
        self.changed.emit()
        if newly and self.isVisible():
            self.first().setFocus()

    # ---- correcting -------------------------------------------------------------------------------

    def _correct(self, correction: Correction) -> None:
        plan, row = self.wizard.plan, correction.row
        if plan is None:
            return

        values = corrected_values(correction.key, row, correction.text)

        def change() -> dict[str, str]:
            return plan.correct(row.line, values)

        def corrected(before: Mapping[str, str]) -> None:
            self.wizard.keep_correction(row.line, values)
            words = _("Line {line} corrected.", line=numbers.number(row.line))
            self.wizard.desk.say(words, undo=lambda: self._take_back(plan, row.line, before))

        self._change(plan, change, corrected)

    def _take_back(self, plan: "Plan", line: int, before: Mapping[str, str]) -> None:
        """Undo. The sentence that offers it may outlive the plan."""
        if self.wizard.imported or plan is not self.wizard.plan:
            self.wizard.desk.say(_("Too late: the file was imported or read anew. Nothing was changed."))
            return

        def taken_back(_now: Mapping[str, str]) -> None:
            self.wizard.keep_correction(line, dict(before))
            self.wizard.desk.say(_("Line {line} is as it was.", line=numbers.number(line)))

        self._change(plan, lambda: plan.correct(line, before), taken_back)

    def _change(
        self,
        plan: "Plan",
        change: Callable[[], dict[str, str]],
        changed: Callable[[Mapping[str, str]], None],
    ) -> None:
        """Change a row of the plan on the lane, show what the groups are then, and say so by ``changed``."""
        titles = dict(self.wizard.answers.titles)

        def work() -> tuple[dict[str, str], PlanFacts]:
            return change(), facts_of(plan, titles)

        def done(answer: tuple[dict[str, str], PlanFacts]) -> None:
            before, facts = answer
            if plan is self.wizard.plan:
                self._show(plan, facts)
                changed(before)

        self.wizard.desk.background.run("writing", work, done, self.wizard.refuse)

    # ---- copying and saving -----------------------------------------------------------------------

    def _copied(self, count: int) -> None:
        words = n_("{number} row copied.", "{number} rows copied.", count, number=numbers.number(count))
        self.wizard.desk.say(words)

    def _save(self, group: Group) -> None:
        path = self.wizard.answers.path
        assert path is not None
        proposed = str(path.with_name(f"{path.stem}-{group.verdict}.csv"))
        ask_where_to_save(self, _("Save these rows"), proposed, lambda chosen: self.save_to(group, chosen))

    def save_to(self, group: Group, path: Path) -> None:
        """Write the rows of ``group`` into ``path``."""
        plan, facts = self.wizard.plan, self.facts
        if plan is None or facts is None:
            return

        def work(progress: Progress, stopped: Stopped) -> int:
            return save_group(plan, group, facts, path, progress, stopped)

        self.wizard.work("files", work, lambda count: self._saved(count, path), row_words)

    def _saved(self, count: int, path: Path) -> None:
        words = n_(
            "{number} row saved in “{file}”.",
            "{number} rows saved in “{file}”.",
            count,
            number=numbers.number(count),
            file=path.name,
        )
        self.wizard.desk.say(words)


def row_words(done: int, total: int) -> str:
    """How far a walk over rows is."""
    return _("{done} of {total} rows", done=numbers.number(done), total=numbers.number(total))
