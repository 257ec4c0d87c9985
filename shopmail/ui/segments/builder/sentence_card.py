"""The card at the left: who is meant, as a sentence of conditions, or-groups and exceptions."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from shopmail.ui.segments.builder.draft import EXCEPT, TOP, Draft
from shopmail.ui.segments.builder.editors import Suggest
from shopmail.ui.segments.builder.fitting_choice import FittingChoice
from shopmail.ui.segments.builder.line import HERE, Line, halves
from shopmail.ui.segments.builder.line_list import LineList, Showing
from shopmail.ui.segments.builder.row_line import RowLine
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.text import label
from shopmail.wording import _


class SentenceCard(Card):
    """``matched`` carries "all" or "any", ``row_wanted`` where one more is to stand; see ``LineList``."""

    matched = Signal(str)
    changed = Signal(object)
    wanted = Signal(int, str)
    row_wanted = Signal(int)
    group_wanted = Signal()

    def __init__(self, suggest: Suggest) -> None:
        super().__init__(margins=(4, 13, 4, 13))
        self.how = FittingChoice()
        self.how.fill([("all", _("all")), ("any", _("at least one"))])
        self.how.setAccessibleName(_("How many of the conditions must hold"))
        self.how.chosen.connect(self.matched)
        self.parts = LineList(suggest)
        self.excepts = LineList(suggest, excepts=True)
        self.condition = Button(_("Condition"), "quiet", "plus", small=True)
        self.group = Button(_("“Or” group"), "quiet", "plus", small=True)
        self.exception = Button(_("Except"), "quiet", "plus", small=True)
        self._counts: Mapping[int, int | None] = {}
        self._lay_out()
        for lines in (self.parts, self.excepts):
            lines.changed.connect(self.changed)
            lines.wanted.connect(self.wanted)
            lines.added.connect(self.row_wanted)
            lines.grown.connect(lambda: self.show_counts(self._counts))
        self.condition.clicked.connect(lambda: self.row_wanted.emit(TOP))
        self.exception.clicked.connect(lambda: self.row_wanted.emit(EXCEPT))
        self.group.clicked.connect(self.group_wanted)

    def show_draft(self, draft: Draft, showing: Showing) -> None:
        """The draft as it is now."""
        self.how.choose(draft.match)
        self.parts.show_parts(draft.parts, showing)
        self.excepts.show_parts(draft.excepts, showing)
        self.parts.setVisible(bool(draft.parts))
        self.excepts.setVisible(bool(draft.excepts))

    def lines(self) -> Iterator[Line]:
        """Every line in reading order."""
        yield from self.parts.lines()
        yield from self.excepts.lines()

    def line(self, number: int) -> Line | None:
        """The line of the part of that number."""
        return next((line for line in self.lines() if line.number == number), None)

    def row(self, number: int) -> RowLine | None:
        """The same where it is a condition."""
        line = self.line(number)
        return line if isinstance(line, RowLine) else None

    def show_counts(self, counts: Mapping[int, int | None]) -> None:
        """People by number of the part; None while they are counted. Other lines have no number."""
        self._counts = counts
        for line in self.lines():
            if line.number in counts and counts[line.number] is None:
                line.wait_for_count()
            else:
                line.show_count(counts.get(line.number))

    def _lay_out(self) -> None:
        before, after = halves(_("Everyone who matches {how} of:", how=HERE))
        head = Flow()
        for part in (label(before), self.how, label(after)):
            if part is not self.how:
                part.setFixedHeight(28)
            head.addWidget(part)
        self.column.addLayout(_indented(head, 12))
        self.column.addSpacing(6)
        self.column.addWidget(self.parts)
        self.column.addWidget(self.excepts)
        self.column.addSpacing(6)
        foot = Flow()
        for button in (self.condition, self.group, self.exception):
            foot.addWidget(button)
        self.column.addLayout(_indented(foot, 4))


def _indented(flow: Flow, by: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(by, 0, by, 0)
    row.addLayout(flow, 1)
    return row
