"""What it takes to be mailed: whether people have to confirm, and how long an old confirmation counts."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from shopmail.ui.desk import Desk
from shopmail.ui.setup import effects
from shopmail.ui.setup.form import SetupForm
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.explained import Explained
from shopmail.ui.widgets.field import Field, strong_title
from shopmail.ui.widgets.inputs import Choice, Radio, TextInput
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.consent.sources import Effect
    from shopmail.settings import ConsentSettings
    from shopmail.ui.widgets.sheet import Sheet

REQUIRED, NOT_REQUIRED = "required", "not-required"
_RULES = (
    (
        REQUIRED,
        N_("A confirmation is required"),
        N_(
            "Who signed up gets mails only after confirming the address (double opt-in). You can always prove"
            " that they agreed, and nobody gets mails because somebody else wrote their address."
        ),
    ),
    (
        NOT_REQUIRED,
        N_("A confirmation is not required"),
        N_(
            "A sign-up is enough. You have to prove each agreement in another way (GDPR, article 7), and"
            " mistyped addresses get mails too."
        ),
    ),
)
_KINDS = (
    ("12", N_("Flowers, food: 1 year")),
    ("24", N_("Clothes, books: 2 years")),
    ("60", N_("Furniture: 5 years")),
    ("120", N_("Cars: 10 years")),
    ("", N_("Another age")),
)
_FEWEST, _MOST = 1, 600


class AgreementForm(SetupForm):
    """Nothing holds before it is saved, and saving first says for how many people it changes what."""

    TITLE = N_("Agreement and age")
    ENTER_SAVES = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reading = self.latest("reading")
        self._counting = self.latest("counting")
        self._planning = self.latest("counting")
        self.rules: dict[str, Radio] = {}
        self._group = QButtonGroup(self)
        self.months = TextInput()
        self.months_field = Field(
            _("Age limit in months"),
            self.months,
            _("A confirmation from an old list counts that long; then the person rests."),
        )
        self.kind = Choice()
        self.kind_field = Field(_("Kind of business"), self.kind)
        self.effect = label("", "muted", wrap=True)
        self._lay_out()
        self.months.textEdited.connect(self._months_typed)
        self.kind.chosen.connect(self._choose_kind)

    def fill(self) -> None:
        shop = self.desk.shop
        self._reading.ask(lambda: shop.settings().consent, self._filled)

    def save(self) -> None:
        wanted = self._wanted()
        if wanted is None:
            self.months_field.show_error(
                _("Write a number of months from {least} to {most}.", least=_FEWEST, most=_MOST)
            )
            self.months.setFocus()
            return
        self.clear_problem()
        self.set_ready(False)
        self._planning.ask(self._plan(wanted), partial(self._planned, wanted), self._failed)

    def _planned(self, wanted: dict[str, str], effect: "Effect") -> None:
        self.set_ready(True)
        if effect.nobody:
            self._write(wanted)
        else:
            ask_first(self.desk, effect, partial(self._write, wanted))

    def _write(self, wanted: dict[str, str]) -> None:
        self.write_settings(wanted, _("The rules are changed."))

    # ---- how it is laid out and filled ----

    def _lay_out(self) -> None:
        self.column.addWidget(strong_title(_("Do people have to confirm?")))
        for key, words, consequence in _RULES:
            self.column.addWidget(self._rule(key, _(words), _(consequence)))
        self.column.addWidget(strong_title(_("How old may an agreement be?")))
        self.kind.fill([(key, _(words)) for key, words in _KINDS])
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.kind_field, 3)
        row.addWidget(self.months_field, 2)
        self.column.addLayout(row)
        self.column.addWidget(self.effect)

    def _rule(self, key: str, words: str, consequence: str) -> QWidget:
        self.rules[key] = Radio(words)
        self._group.addButton(self.rules[key])
        self.rules[key].clicked.connect(self._changed)
        return Explained(self.rules[key], consequence)

    def _filled(self, consent: "ConsentSettings") -> None:
        self.rules[consent.double_opt_in].setChecked(True)
        self._show_months(str(consent.age_limit_months))
        self.months_field.clear_error()
        self.effect.hide()

    def _show_months(self, months: str) -> None:
        self.months.setText(months)
        self.kind.choose(months if months in dict(_KINDS) else "")

    # ---- what the owner changes ----

    def _choose_kind(self, months: str) -> None:
        if months:
            self.months.setText(months)
            self._changed()
        else:
            self.months.setFocus()

    def _months_typed(self, months: str) -> None:
        self.kind.choose(months.strip() if months.strip() in dict(_KINDS) else "")
        self._changed()

    def _changed(self, *_news: object) -> None:
        self.touch()
        self.months_field.clear_error()
        wanted = self._wanted()
        self.effect.setVisible(wanted is not None)
        if wanted is not None:
            self.effect.setText(_("Counting whom it concerns …"))
            self._counting.ask(self._plan(wanted), self._show_effect)

    def _show_effect(self, effect: "Effect") -> None:
        self.effect.setText(" ".join(effects.sentences(effect)))

    def _wanted(self) -> dict[str, str] | None:
        """The settings as they stand in the form; None while the number of months is none."""
        months = self.months.text().strip()
        if not (months.isascii() and months.isdigit() and _FEWEST <= int(months) <= _MOST):
            return None
        rule = next(key for key, radio in self.rules.items() if radio.isChecked())
        return {"consent.double_opt_in": rule, "consent.age_limit_months": str(int(months))}

    def _plan(self, wanted: dict[str, str]) -> "partial[Effect]":
        return partial(_effect_of, self.desk, wanted)


def _effect_of(desk: Desk, wanted: dict[str, str]) -> "Effect":
    from shopmail import settings
    from shopmail.consent.sources import planned_settings
    from shopmail.storage.shop import settings_of

    with desk.shop.reading() as session:
        changed = settings_of(session)
        for key, text in wanted.items():
            changed = settings.changed(changed, key, text)
        return planned_settings(session, changed, desk.now())


def ask_first(desk: Desk, effect: "Effect", act: Callable[[], object]) -> "Sheet":
    """Say for how many people it changes what; ``act`` happens only when that button is pressed."""
    from shopmail.ui.widgets.sheet import Sheet

    sheet = Sheet(_("Change who can be mailed?"))
    sheet.body.addWidget(effects.notice(effect))
    cancel = Button(_("Cancel"), "quiet")
    cancel.clicked.connect(sheet.close_sheet)
    sheet.add_button(cancel)
    go_on = Button(effects.act_words(effect), "primary")
    go_on.clicked.connect(sheet.close_sheet)
    go_on.clicked.connect(lambda: act())
    sheet.add_button(go_on)
    desk.open_sheet(sheet)
    return sheet
