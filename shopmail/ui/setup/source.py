"""One source: the rule for a confirmation there, and what is known of its form."""

from functools import partial
from typing import TYPE_CHECKING

from shopmail.ui import numbers
from shopmail.ui.desk import Desk
from shopmail.ui.setup import effects
from shopmail.ui.setup.form import SetupForm
from shopmail.ui.setup.source_words import ORIGINS, RULES, TOLD
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import Choice
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.consent.sources import Effect, Listed, RuleSet


class SourceForm(SetupForm):
    """Another rule is counted before it can be saved, and the button then names the number of people."""

    TITLE = N_("People from one place")
    ENTER_SAVES = False

    def __init__(self, desk: Desk, source: "Listed") -> None:
        super().__init__(desk)
        self._planning = self.latest("writing")
        self._source = source
        self._effect: Effect | None = None
        self.plan: Notice | None = None
        self.rule = Choice()
        self.rule.fill([(key, _(words)) for key, words in RULES.items()])
        self.rule.choose(source.rule.value)
        self.captcha = _told(source.captcha.value)
        self.confirmed_there = _told(source.confirmed_there.value)
        self.counting = label(_("Counting whom it concerns …"), "muted")
        self.counting.hide()
        self._lay_out()
        self.rule.chosen.connect(self._choose_rule)
        for choice in (self.captcha, self.confirmed_there):
            choice.chosen.connect(self.touch)

    @property
    def save_words(self) -> str:
        return effects.act_words(self._effect) if self._effect else _("Save")

    def fill(self) -> None:
        """Nothing to read: the source came with the list that it was chosen from."""

    def save(self) -> None:
        shop, source = self.desk.shop, self._source
        rule, captcha, confirmed = self.rule.key, self.captcha.key, self.confirmed_there.key

        def change() -> "RuleSet":
            from shopmail.consent import sources
            from shopmail.model import Told

            facts = sources.Facts(Told(captcha), Told(confirmed))
            return sources.set_rule(shop, source.id, sources.Rule(rule), facts)

        def done(did: "RuleSet") -> None:
            self.finish(_("“{name}” is changed.", name=source.name), partial(put_back, did))

        def put_back(did: "RuleSet") -> None:
            from shopmail.consent import sources

            sources.set_rule(shop, source.id, did.before, did.facts_before)

        self.write(change, done)

    def _lay_out(self) -> None:
        source = self._source
        facts = _(
            "{origin}: {people} came from here, {agreed} agreed here.",
            origin=_(ORIGINS[source.origin]),
            people=numbers.people(source.people),
            agreed=numbers.number(source.agreed),
        )
        self.column.addWidget(label(source.name, "strong", wrap=True))
        self.column.addWidget(label(facts, "muted", wrap=True))
        self.column.addWidget(
            Field(
                _("Do people from here have to confirm?"),
                self.rule,
                _("Where you can prove each agreement, as with signed cards, people may go without it."),
            )
        )
        self.column.addWidget(self.counting)
        self.column.addWidget(
            Field(
                _("Is the form protected by a CAPTCHA?"),
                self.captcha,
                _("It keeps out robots, which sign up strangers. It is set up where the form is."),
            )
        )
        self.column.addWidget(
            Field(
                _("Did people confirm their address there (double opt-in)?"),
                self.confirmed_there,
                _("A note for you: each person still needs a confirmation with its date."),
            )
        )

    def _choose_rule(self, rule: str) -> None:
        self.touch()
        self._show_plan(None)
        shop, source = self.desk.shop, self._source

        def plan() -> "Effect":
            from shopmail.consent import sources

            return sources.planned_rule(shop, source.id, sources.Rule(rule))

        self.counting.show()
        self.set_ready(False)
        self._planning.ask(plan, self._planned, self._not_planned)

    def _planned(self, effect: "Effect") -> None:
        self.counting.hide()
        self._show_plan(effect if self.rule.key != self._source.rule.value else None)
        self.set_ready(True)

    def _not_planned(self, problem: Exception) -> None:
        self.counting.hide()
        self.rule.choose(self._source.rule.value)
        self._failed(problem)

    def _show_plan(self, effect: "Effect | None") -> None:
        self._effect = effect
        if self.plan:
            self.plan.hide()
            self.plan.deleteLater()
            self.plan = None
        if effect:
            self.plan = effects.notice(effect)
            self.column.insertWidget(self.column.indexOf(self.counting), self.plan)


def _told(known: str) -> Choice:
    choice = Choice()
    choice.fill([(key, _(state.words)) for key, state in TOLD.items()])
    choice.choose(known)
    return choice
