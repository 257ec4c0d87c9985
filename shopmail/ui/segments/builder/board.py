"""What lies on the page of a segment: the sentence and its words, the numbers and the people."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal

from shopmail.ui.segments.builder.asking import Asking
from shopmail.ui.segments.builder.changing import Changing
from shopmail.ui.segments.builder.draft import Row
from shopmail.ui.segments.builder.fitting_choice import RuleModel
from shopmail.ui.segments.builder.line_list import Showing
from shopmail.ui.segments.builder.nearly_part import NearlyPart
from shopmail.ui.segments.builder.person_part import PersonPart
from shopmail.ui.segments.builder.reading import Counted, Person, Said
from shopmail.ui.segments.builder.result_card import ResultCard
from shopmail.ui.segments.builder.sentence_card import SentenceCard
from shopmail.ui.segments.builder.two_columns import TwoColumns
from shopmail.ui.segments.builder.vocabulary import Vocabulary
from shopmail.ui.segments.builder.words_parts import PlainWords, Templates

_OF_DAYS = "days"


class Board(TwoColumns):
    """Shows what ``changing`` holds and ``asking`` answers; ``mailable`` carries how many can be, or None."""

    mailable = Signal(object)

    def __init__(self, changing: Changing, asking: Asking) -> None:
        super().__init__()
        self.sentence = SentenceCard(asking.suggest)
        self.result = ResultCard()
        self.plain = PlainWords()
        self.templates = Templates()
        self.person = PersonPart()
        self.near = NearlyPart()
        self.put(
            (self.sentence, self.plain, self.templates),
            (self.result, self.person, self.near),
            (self.result, self.sentence, self.plain, self.person, self.near, self.templates),
        )
        self._changing, self._asking = changing, asking
        self._rules: RuleModel | None = None
        self._said = Said("", {})
        self._connect()

    def learn(self, words: Vocabulary, templates: Sequence[tuple[str, str]]) -> None:
        """There may be other rules by now."""
        if self._rules is None or words != self._changing.words:
            before, self._rules = self._rules, RuleModel(words, self)
            if before:
                before.deleteLater()
        self.templates.offer(templates)

    def show_draft(self) -> None:
        """The draft as it is now."""
        draft = self._changing.draft
        if self._rules:
            showing = Showing(self._changing.words, self._rules, draft.match, self._said.sentences)
            self.sentence.show_draft(draft, showing)

    def narrowed(self, *, narrow: bool) -> None:
        self.result.spread(3 if narrow else 1)

    def look_at(self, person: Person | None) -> None:
        """Answer each condition for this person."""
        if person:
            self.person.show_person(person)
            self.ensureWidgetVisible(self.person.search)
        self._asking.look_at(person)

    def ask_for_value(self, number: int) -> None:
        """The row lacks its value: say so, and go there."""
        row = self.sentence.row(number)
        if row:
            row.ask_for_value()
            self.ensureWidgetVisible(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._rules:
            self._rules.tint()

    def _connect(self) -> None:
        card, changing, asking = self.sentence, self._changing, self._asking
        card.matched.connect(changing.match)
        card.changed.connect(changing.put)
        card.row_wanted.connect(lambda holder: self._edit(changing.add_row(holder)))
        card.group_wanted.connect(lambda: self._edit(changing.add_group()))
        changing.changed.connect(self.show_draft)
        asking.asks.connect(self.result.wait)
        asking.said.connect(self._show_said)
        asking.counted.connect(self._show_counted)
        asking.refused.connect(self._show_refused)
        asking.parts.connect(card.show_counts)
        asking.nearly.connect(self.near.show_nearly)
        asking.answered.connect(self.person.show_answer)
        asking.found.connect(self.person.show_found)
        self.person.asked.connect(asking.find)
        self.person.chosen.connect(self.look_at)
        self.near.chosen.connect(self.look_at)

    def _edit(self, number: int) -> None:
        row = self.sentence.row(number)
        if row:
            row.rule.setFocus()
            self.ensureWidgetVisible(row)

    def _show_said(self, said: Said) -> None:
        self._said = said
        rows = [part for part in self._changing.draft.all_parts() if isinstance(part, Row)]
        ops = [self._changing.words.op(row) for row in rows]
        self.plain.show_words(said.words, counts_days=any(op and op.takes == _OF_DAYS for op in ops))
        self.show_draft()

    def _show_counted(self, counted: Counted) -> None:
        self.result.show_counted(counted)
        self.person.show_sample(counted.sample)
        self.mailable.emit(counted.mailable)

    def _show_refused(self, sentence: str) -> None:
        self.result.show_problem(sentence)
        self.person.show_sample(())
        self.person.forget_answer()
        self.near.hide()
        self.mailable.emit(None)
