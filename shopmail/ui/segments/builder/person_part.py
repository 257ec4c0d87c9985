"""“Is this person in?”: a search for one person, and each condition answered for them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import days
from shopmail.ui.segments.builder.press_row import PressRow
from shopmail.ui.segments.builder.reading import Person
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.search import SearchField
from shopmail.ui.widgets.state_chip import StateChip
from shopmail.ui.widgets.states import State
from shopmail.ui.widgets.text import ElidedLabel, elided, label, restyle
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.segments.explaining import Explanation, Part

_IN = State("good", "circle-check", N_("In, can be mailed"))
_IN_BUT = State("warn", "alert-triangle", N_("In, but can't be mailed"))
_OUT = State("quiet", "minus", N_("Not in"))
_VALUE_AT_MOST = 120
_SET_IN = 24
_ANY_WIDTH = 16_777_215
"""QWIDGETSIZE_MAX, which PySide6 does not name."""


class PersonPart(QWidget):
    """``asked`` carries the words of a search, ``chosen`` the person to be looked at, None for nobody."""

    asked = Signal(str)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(_("Name or address"))
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(_ANY_WIDTH)
        self.search.setAccessibleName(_("Is this person in?"))
        self.search.asked.connect(self._asked)
        self.offered = Card(margins=(1, 5, 1, 5))
        self._hint = label("", "small")
        self._hint.setContentsMargins(15, 4, 15, 4)
        self.offered.column.addWidget(self._hint)
        self.people: list[PressRow] = []
        self._persons: Sequence[Person] = ()
        self._sample: Sequence[Person] = ()
        self._shown = ""
        """Who is looked at."""
        self.answer = AnswerCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Is this person in?"), "strong"))
        column.addWidget(self.search)
        column.addWidget(self.offered)
        column.addWidget(self.answer)
        self.offered.hide()
        self.answer.hide()

    def show_sample(self, people: Sequence[Person]) -> None:
        """People to be looked at while nobody is searched for."""
        self._sample = people
        if not self.search.text().strip() and self.answer.isHidden():
            self._offer_sample()

    def show_found(self, people: Sequence[Person]) -> None:
        """The people whom the search finds."""
        if self.search.text().strip():
            self._offer(people, "" if people else _("Nobody fits"))

    def show_person(self, person: Person) -> None:
        """This one is looked at; the answer comes later."""
        self._shown = person.title
        self.search.setText(person.title)
        self.offered.hide()

    def show_answer(self, person: Person, explanation: "Explanation") -> None:
        """Whether they are in, and why."""
        self.answer.show_answer(person, explanation)
        self.answer.show()
        self.offered.hide()

    def forget_answer(self) -> None:
        """Nothing can be answered."""
        self.answer.hide()

    def _asked(self, words: str) -> None:
        if words == self._shown:
            # The name of who was found is no new search.
            return
        self._shown = ""
        self.answer.hide()
        self.chosen.emit(None)
        if words:
            self.asked.emit(words)
        else:
            self._offer_sample()

    def _offer_sample(self) -> None:
        self._offer(self._sample, _("Some of those who match") if self._sample else "")

    def _offer(self, people: Sequence[Person], hint: str) -> None:
        self._persons = people
        while len(self.people) < len(people):
            row, number = PressRow(), len(self.people)
            row.pressed.connect(lambda number=number: self._choose(number))
            self.people.append(row)
            self.offered.column.addWidget(row)
        for row in self.people[len(people) :]:
            row.hide()
        for row, person in zip(self.people, people, strict=False):
            row.show_row("user", "muted", person.title, below=person.email if person.name else "")
            row.show()
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.offered.setVisible(bool(people or self.search.text().strip()))

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._persons[number])


class AnswerCard(Card):
    """Tick, cross or question mark for each condition, with what is known of the person."""

    def __init__(self) -> None:
        super().__init__(margins=(15, 11, 15, 11))
        self._name = ElidedLabel("", "strong")
        self.chip = StateChip(_OUT)
        self._why = label("", "small", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self.chip)
        self.column.setSpacing(8)
        self.column.addLayout(head)
        self.column.addWidget(self._why)
        self.lines: list[AnswerLine] = []

    def show_answer(self, person: Person, explanation: "Explanation") -> None:
        """The answer for this person."""
        self._name.say(person.title)
        self.chip.show_state(_OUT if not explanation.matches else _IN if explanation.mailable else _IN_BUT)
        self._why.setText(explanation.why_not_in_words)
        self._why.setVisible(bool(explanation.why_not_in_words))
        found = list(_flat(explanation.where))
        while len(self.lines) < len(found):
            line = AnswerLine()
            self.lines.append(line)
            self.column.addWidget(line)
        for line in self.lines[len(found) :]:
            line.hide()
        for line, (part, depth) in zip(self.lines, found, strict=False):
            line.show_part(part, depth)
            line.show()


class AnswerLine(QWidget):
    """One condition, or the head of a group."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("check", "good")
        self.words = label("", wrap=True)
        self.value = label("", "muted")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.value, 0, Qt.AlignmentFlag.AlignTop)

    def show_part(self, part: "Part", depth: int) -> None:
        """The part, ``depth`` groups deep."""
        icon, role, said = _mark(part)
        self._icon.show_icon(icon, role)
        self._row.setContentsMargins(depth * _SET_IN, 0, 0, 0)
        words, value = _words(part)
        self.words.setText(words)
        restyle(self.words, "dimmed", "true" if part.off else "false")
        self.value.setText(elided(self.value, value, _VALUE_AT_MOST))
        self.setAccessibleName(f"{said} {words} {value}".strip())


def _flat(where: "Part", depth: int = 0) -> Iterator[tuple["Part", int]]:
    """Every part to be shown with its depth; what lies in the "all" at the top stands alone."""
    if depth == 0 and where.kind == "all":
        for part in where.parts:
            yield from _flat(part)
        return
    yield where, depth
    inner = where.parts
    if where.kind == "not" and len(inner) == 1 and inner[0].kind == "rule":
        return
    for part in inner:
        yield from _flat(part, depth + 1)


def _mark(part: "Part") -> tuple[str, str, str]:
    """Icon, role, and the same in words for a screen reader."""
    if part.off:
        return "minus", "disabled", _("switched off:")
    if part.holds:
        return "check", "good", _("yes:")
    if not part.known:
        return "help-circle", "muted", _("not known:")
    return "x", "bad", _("no:")


def _words(part: "Part") -> tuple[str, str]:
    """What is asked, and what is known."""
    if part.kind == "rule":
        words, value = part.words, _value(part)
    elif part.kind == "not" and len(part.parts) == 1 and part.parts[0].kind == "rule":
        words, value = _("not: {what}", what=part.parts[0].words), _value(part.parts[0])
    else:
        held = sum(one.holds for one in part.parts)
        words = part.words
        value = "" if part.kind == "not" else _("{count} of {total}", count=held, total=len(part.parts))
    return words[:1].upper() + words[1:], value


def _value(rule: "Part") -> str:
    if rule.value is not None:
        return days.spelled(rule.value)
    return _("nothing there") if rule.known else _("isn't known")
