"""Step 6 of the import: what is going to happen, in one sentence, and the button that makes it happen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.errors import Stopped as Ended
from shopmail.ui import numbers
from shopmail.ui.background import Progress, Stopped
from shopmail.ui.importing import outcome
from shopmail.ui.importing.check import row_words
from shopmail.ui.importing.fact_line import fact_line
from shopmail.ui.importing.known_people import KnownPeople
from shopmail.ui.importing.plan_facts import DO_NOT_MAIL, INVALID, NEW, PlanFacts, facts_of
from shopmail.ui.importing.proofs import Proof, proofs
from shopmail.ui.importing.step import Step
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.consent.sources import Effect
    from shopmail.importing.applying import Imported
    from shopmail.importing.plan import Plan
    from shopmail.ui.importing.page import Wizard


class PlanStep(Step["Wizard"]):
    """Says the plan; Next, which has to be pressed by itself, imports."""

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__(wizard)
        self.facts: PlanFacts | None = None
        self._plan: Plan | None = None
        # Where corrections are made: so that it tells of the one that was made a moment ago.
        self._asking = wizard.desk.latest("writing", self)
        self.stopped = Notice(
            "quiet",
            _("The import was stopped"),
            _("Your list is as it was. You can start it again, or go back."),
        )
        self.plan_in_words = label("", "title", wrap=True)
        self._promise = label(_("Nobody who left will be mailed again."), "muted", wrap=True)
        self.table = outcome.OutcomeTable()
        self.proofs = _ProofCard()
        self.known = KnownPeople()
        self.is_told = False
        """Whether it is said what becomes of people who are known; before that nobody imports."""
        self._lay_out()

    def enter(self) -> None:
        self.stopped.hide()
        plan = self.wizard.plan
        if plan is None:
            self._forget()
            self.wizard.make_plan(self.enter)
            return
        if plan is not self._plan:
            self._forget()
        self._plan = plan
        titles = dict(self.wizard.answers.titles)
        self._asking.ask(lambda: facts_of(plan, titles), self._show, self.wizard.refuse)

    def leave(self) -> None:
        self._asking.drop()

    def ready(self) -> bool:
        if self.wizard.imported:
            return True
        if not self.wizard.plan or not self.facts or not self.is_told:
            return False
        return outcome.brings_something(self.facts.counts)

    def why_not(self) -> str:
        if self.ready():
            return ""
        if self.facts is None or not self.is_told:
            return _("The file has to be read first.")
        return _("No row of this file brings anything new.")

    def next_words(self) -> str:
        if self.facts is None:
            return _("Import")
        counts = self.facts.counts
        if outcome.is_only_refusals(counts):
            return n_(
                "Never mail {number} person",
                "Never mail {number} people",
                counts[DO_NOT_MAIL],
                number=numbers.number(counts[DO_NOT_MAIL]),
            )
        people = outcome.comes_in(counts)
        return n_("Import {number} person", "Import {number} people", people, number=numbers.number(people))

    def enter_presses_next(self) -> bool:
        return False

    def sentence(self) -> str:
        return _("This is what will happen; nothing is saved yet.")

    def first(self) -> QWidget:
        return self.table.table

    def go_on(self, then: Callable[[], None]) -> None:
        plan = self.wizard.plan
        if plan is None:
            return
        self.stopped.hide()

        def work(progress: Progress, stopped: Stopped) -> "Imported":
            from shopmail.importing.applying import apply

            return apply(plan, progress, stopped)

        def done(imported: "Imported") -> None:
            self.wizard.imported = imported
            self.wizard.desk.changed()
            then()

        self.wizard.work("writing", work, done, row_words, self._failed)

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Ended):
            self.stopped.show()

    def _forget(self) -> None:
        self.facts = None
        self.is_told = False
        for part in (self.plan_in_words, self._promise, self.table, self.proofs, self.known):
            part.hide()
        self.changed.emit()

    def _show(self, facts: PlanFacts) -> None:
        self.facts = facts
        self.plan_in_words.setText(outcome.will_be(facts.counts, facts.fields_changed))
        self.table.show_counts(facts.counts)
        self.proofs.show_proofs(proofs(facts), facts.source)
        for part in (self.plan_in_words, self._promise, self.table):
            part.show()
        self._ask_for_known(facts)
        self.changed.emit()

    def _ask_for_known(self, facts: PlanFacts) -> None:
        """Try the plan out on the people who are known, where there are any."""
        plan = self.wizard.plan
        strangers = facts.counts[NEW] + facts.counts[INVALID]
        if plan is None or strangers == facts.rows:
            self.is_told = True
            self.known.hide()
            return

        def tried(progress: Progress, stopped: Stopped) -> "Effect":
            from shopmail.importing.effect import effect

            return effect(plan, progress, stopped)

        self.is_told = False
        self.wizard.work(
            "writing", tried, self._show_known, row_words, lambda _problem: self._show_known(None)
        )

    def _show_known(self, effect: "Effect | None") -> None:
        self.is_told = True
        self.known.show_effect(effect)
        self.changed.emit()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.plan_in_words)
        words.addWidget(self._promise)
        self.column.setSpacing(16)
        self.column.addWidget(self.stopped)
        self.column.addLayout(words)
        self.column.addWidget(self.table)
        self.column.addWidget(self.known)
        self.column.addWidget(self.proofs)
        self.column.addStretch(1)
        self._forget()


class _ProofCard(Card):
    """What happens with those who are new, and where the shop keeps them as coming from."""

    def __init__(self) -> None:
        super().__init__()
        self.column.setSpacing(8)
        self._said: list[str] = []

    def show_proofs(self, lines: list[Proof], source: str) -> None:
        """A line for each, and one for the source."""
        while item := self.column.takeAt(0):
            line = item.widget()
            assert line is not None
            line.deleteLater()
        self.column.addWidget(label(_("What the new people bring"), "strong"))
        for proof in lines:
            self.column.addWidget(fact_line(proof.icon, proof.role, proof.sentence))
        kept = _("They are kept as coming from “{source}”.", source=source)
        self.column.addWidget(fact_line("building-store", "muted", kept))
        self._said = [*(proof.sentence for proof in lines), kept]
        self.setVisible(bool(lines))

    def sentences(self) -> list[str]:
        """What it says, line by line."""
        return self._said
