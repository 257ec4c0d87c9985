"""The step What: which kind of people the file holds, which decides what its rows can prove."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QButtonGroup, QWidget

from shopmail.ui.importing.choice_card import ChoiceCard
from shopmail.ui.importing.step import Step
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.ui.importing.page import Wizard


class _Kind(NamedTuple):
    """``key`` is a value of ``model.ImportKind``; the words are marked sentences."""

    key: str
    icon: str
    title: str
    meaning: str
    proof: str


_KINDS: tuple[_Kind, ...] = (
    _Kind(
        "signups",
        "forms",
        N_("Newsletter sign-ups"),
        N_("People who asked to hear from you: on a form, at the counter, in another program."),
        N_("The proof: when each of them agreed or confirmed, and what they were told."),
    ),
    _Kind(
        "customers",
        "shopping-cart",
        N_("Customers with orders"),
        N_("People who bought from you. They may hear about similar goods until they say no."),
        N_(
            "The proof: an order in the file, by its number, its date or how many there were."
            " Take out cancelled orders first."
        ),
    ),
    _Kind(
        "old-list",
        "history",
        N_("An old list"),
        N_("Addresses from years ago, and nobody knows for certain how they came together."),
        N_(
            "The proof: a dated confirmation. Whoever has none comes in, but is not mailed until it is there."
        ),
    ),
    _Kind(
        "do-not-mail",
        "user-x",
        N_("People who must not be mailed"),
        N_("They left or complained elsewhere, or their mail came back. No later list brings them back."),
        N_("No proof is needed: the address is enough."),
    ),
)


class WhatStep(Step["Wizard"]):
    """Four large choices, and why shopmail asks at all."""

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__(wizard)
        title = _("What are you bringing?")
        self.column.addWidget(label(title, "strong", wrap=True))
        self.column.addSpacing(12)
        self.cards: dict[str, ChoiceCard] = {}
        self._group = QButtonGroup(self)
        for kind in _KINDS:
            card = ChoiceCard(kind.icon, _(kind.title), _(kind.meaning), _(kind.proof))
            card.toggled.connect(lambda on, key=kind.key: self._chosen(key) if on else None)
            self._group.addButton(card)
            self.cards[kind.key] = card
            self.column.addWidget(card)
            self.column.addSpacing(8)
        self.column.addSpacing(8)
        self.column.addWidget(_why())
        self.column.addStretch(1)

    def enter(self) -> None:
        chosen = self.cards.get(self.wizard.answers.kind)
        if chosen:
            chosen.setChecked(True)

    def ready(self) -> bool:
        return bool(self.wizard.answers.kind)

    def why_not(self) -> str:
        return _("Choose one of the four first.")

    def next_words(self) -> str:
        return _("Next: the file")

    def sentence(self) -> str:
        return _("Nobody is mailed by an import.")

    def first(self) -> QWidget:
        return self.cards[self.wizard.answers.kind or _KINDS[0].key]

    def _chosen(self, kind: str) -> None:
        self.wizard.answer(kind=kind)
        self.changed.emit()


def _why() -> Notice:
    """Why it is asked (GDPR articles 6(1) and 7(1); the Czech Act 480/2004 Coll., § 7)."""
    return Notice(
        "quiet",
        _("Why do you ask?"),
        _(
            "The law lets you mail people who agreed to it, and your own customers about goods like those"
            " they bought, until they say no. You have to be able to prove it for each of them, so shopmail"
            " keeps the proof beside the name."
        ),
        _(
            "Where it says so: GDPR, articles 6 and 7; in Czechia also Act 480/2004 Coll., § 7."
            " This is no legal advice."
        ),
    )
