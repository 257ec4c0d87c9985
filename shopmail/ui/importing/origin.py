"""The step Origin: where these people come from, since when, and what they were told."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QButtonGroup, QWidget

from shopmail.ui import days
from shopmail.ui.importing.origin_details import OriginDetails
from shopmail.ui.importing.source_reading import KnownSource, known_sources
from shopmail.ui.importing.step import Step
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.inputs import Radio
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.ui.importing.page import Wizard

_BOUGHT = "bought-or-public"
_DO_NOT_MAIL = "do-not-mail"
_COUNTER = "counter"

_ORIGINS: tuple[tuple[str, str], ...] = (
    ("own-form", N_("From our own form, on the web or on paper")),
    (_COUNTER, N_("From the counter, by word or on a card")),
    ("orders", N_("From orders, in the shop or on the web")),
    ("other-service", N_("From another program or service that we used")),
    (_BOUGHT, N_("Bought, rented, or copied from a public list")),
)
"""By the values of ``model.Origin``, and the one that is refused."""


class OriginStep(Step["Wizard"]):
    """A bought or public list stops here (GDPR article 6(1)(a), Act 480/2004 Coll. § 7(2))."""

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__(wizard)
        self._asking = wizard.latest("reading")
        self._known: dict[str, KnownSource] = {}
        self._title = label("", "strong", wrap=True)
        self.origins: dict[str, Radio] = {}
        self._choices = Card(margins=(16, 8, 16, 8))
        self._group = QButtonGroup(self)
        for key, words in _ORIGINS:
            radio = self.origins[key] = Radio(_(words))
            radio.toggled.connect(lambda on, key=key: self._answer("origin", key) if on else None)
            self._group.addButton(radio)
            self._choices.column.addWidget(radio)
        self.stop = Notice(
            "bad",
            _("These people did not agree to hear from you. shopmail will not mail them."),
            _("Invite people yourself: a form, the counter, an order."),
        )
        self.details = OriginDetails(wizard.answers, self._today())
        self.details.answered.connect(self._answer)
        self._lay_out()

    def enter(self) -> None:
        answers = self.wizard.answers
        if answers.origin in self.origins:
            self.origins[answers.origin].setChecked(True)
        if answers.path:
            self.details.name.setPlaceholderText(answers.path.stem)
        self._arrange()
        self._asking.ask(self.wizard.desk.reading(known_sources), self._came)

    def leave(self) -> None:
        self._asking.drop()

    def ready(self) -> bool:
        return not self.why_not()

    def why_not(self) -> str:
        answers = self.wizard.answers
        known = self._source()
        if answers.kind == _DO_NOT_MAIL:
            return ""
        if answers.origin == _BOUGHT:
            return _("These people did not agree to hear from you.")
        if not answers.origin:
            return _("Say first where they come from.")
        if known and known.origin != answers.origin:
            return _("Give the source another name.")
        return _("Correct the day first.") if self.details.wrong_day and not known else ""

    def next_words(self) -> str:
        return _("Next: the columns")

    def sentence(self) -> str:
        if self.wizard.answers.kind == _DO_NOT_MAIL:
            return _("No later list brings them back.")
        return _("This is kept with each of them, as proof.")

    def first(self) -> QWidget:
        answers = self.wizard.answers
        if answers.kind == _DO_NOT_MAIL:
            return self.details.name
        return self.origins.get(answers.origin, self.origins[_ORIGINS[0][0]])

    def _lay_out(self) -> None:
        self.column.addWidget(self._title)
        self.column.addSpacing(12)
        self.column.addWidget(self._choices)
        self.column.addSpacing(16)
        self.column.addWidget(self.stop)
        self.column.addWidget(self.details)
        self.column.addStretch(1)

    def _answer(self, name: str, value: str) -> None:
        self.wizard.answer(**{name: value})
        if name in ("origin", "source_name"):
            self._arrange()
        self.changed.emit()

    def _came(self, known: dict[str, KnownSource]) -> None:
        self._known = known
        self.details.name.offer(list(known))
        self._arrange()
        self.changed.emit()

    def _source(self) -> KnownSource | None:
        """The source of this name that the shop has already."""
        answers = self.wizard.answers
        name = answers.source_name or (answers.path.stem if answers.path else "")
        return self._known.get(name)

    def _arrange(self) -> None:
        """Show what is to be asked about this kind, this origin and this source."""
        answers, known = self.wizard.answers, self._source()
        name_only = answers.kind == _DO_NOT_MAIL
        bought = answers.origin == _BOUGHT and not name_only
        self._title.setText(
            _("What is this list called?") if name_only else _("Where do these people come from?")
        )
        self._choices.setVisible(not name_only)
        self.stop.setVisible(bought)
        self.details.setVisible(not bought)
        self.details.ask(
            name_only=name_only,
            protection=answers.origin != _COUNTER,
            known=known is not None,
            hint=self._hint(known),
        )
        if known and answers.origin and known.origin != answers.origin and not name_only:
            self.details.name_field.show_error(
                _("You have a source of this name that comes from elsewhere: write another name.")
            )
        else:
            self.details.name_field.clear_error()

    def _hint(self, known: KnownSource | None) -> str:
        if known is None:
            return _("You can pick people by it later.")
        if known.collected_on:
            return _(
                "You have had this source since {day}; what it says is kept.",
                day=days.shown(known.collected_on),
            )
        return _("You have this source already; what it says is kept.")

    def _today(self) -> str:
        desk = self.wizard.desk
        moment = datetime.fromtimestamp(desk.now(), UTC).astimezone(ZoneInfo(desk.facts.zone))
        return moment.date().isoformat()
