"""Lines one below the other, for the parts of a segment; an or-group is a box with such a list in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.segments.builder.draft import Group, Match, Part, Row, Sentence
from shopmail.ui.segments.builder.editors import Suggest
from shopmail.ui.segments.builder.fitting_choice import FittingChoice, RuleModel
from shopmail.ui.segments.builder.line import HERE, Line, halves
from shopmail.ui.segments.builder.row_line import RowLine
from shopmail.ui.segments.builder.sentence_line import SentenceLine
from shopmail.ui.segments.builder.vocabulary import Vocabulary
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.text import label
from shopmail.wording import _

BLINK = 0.02
"""Seconds in which lines are made in one go, however long the segment is."""
_SET_IN = 27
"""Pixels that the lines of a group begin right of its head."""


@dataclass(frozen=True)
class Showing:
    """What the lines are shown with; ``sentences`` are words and problem by number of the part."""

    words: Vocabulary
    rules: RuleModel
    match: Match = "all"
    sentences: Mapping[int, tuple[str, str]] = field(default_factory=dict)


class LineList(QWidget):
    """``changed`` carries a part as it is to be, ``wanted`` a number and an act, ``added`` a group's number.

    Lines are kept and used again: typing makes none.
    """

    changed = Signal(object)
    wanted = Signal(int, str)
    added = Signal(int)
    grown = Signal()
    """There are more lines than a moment ago."""

    def __init__(self, suggest: Suggest, *, nested: bool = False, excepts: bool = False) -> None:
        super().__init__()
        self._suggest = suggest
        self._sets_in = _SET_IN if nested else 0
        self._excepts = excepts
        self._kept: dict[tuple[type[Part], int], QWidget] = {}
        self._filled: dict[tuple[type[Part], int], tuple[Part, Showing]] = {}
        """What each of them shows."""
        self._shown: list[QWidget] = []
        self._wanted: tuple[Sequence[Part], Showing] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._go_on)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_parts(self, parts: Sequence[Part], showing: Showing) -> None:
        """Exactly these, in this order; where many are others, the last of them a moment later."""
        self._wanted = parts, showing
        self._arrange()

    def _arrange(self) -> None:
        """Bring lines up to date until the time is up; the others follow at the next turn."""
        assert self._wanted
        parts, showing = self._wanted
        until = perf_counter() + BLINK
        lines: list[QWidget] = []
        for part in parts:
            key = (type(part), part.id)
            if self._filled.get(key) != (part, showing):
                if lines and perf_counter() > until:
                    self._rest.start()
                    break
                self._fill(self._line_of(part, showing), part, showing)
                self._filled[key] = part, showing
            lines.append(self._kept[key])
        self._place(lines)

    def _place(self, lines: list[QWidget]) -> None:
        same = 0
        while same < min(len(lines), len(self._shown)) and lines[same] is self._shown[same]:
            same += 1
        for line in self._shown[same:]:
            self._column.removeWidget(line)
            line.setVisible(line in lines)
        for line in lines[same:]:
            self._column.addWidget(line)
            line.show()
        self._shown = lines

    def _go_on(self) -> None:
        self._arrange()
        self.grown.emit()

    def lines(self) -> Iterator[Line]:
        """Every line that is shown, in reading order: the head of a group before those in it."""
        for line in self._shown:
            if isinstance(line, GroupBox):
                yield line.head
                yield from line.list.lines()
            elif isinstance(line, Line):
                yield line

    def _line_of(self, part: Part, showing: Showing) -> QWidget:
        key = (type(part), part.id)
        if key not in self._kept:
            self._kept[key] = self._made(part, showing)
        return self._kept[key]

    def _made(self, part: Part, showing: Showing) -> QWidget:
        if isinstance(part, Group):
            box = GroupBox(part, self._suggest, showing, excepts=self._excepts)
            box.list.changed.connect(self.changed)
            box.head.changed.connect(self.changed)
            box.list.wanted.connect(self.wanted)
            box.head.wanted.connect(self.wanted)
            box.added.connect(self.added)
            box.list.grown.connect(self.grown)
            return box
        made: RowLine | SentenceLine
        if isinstance(part, Row):
            made = RowLine(part, self._suggest, sets_in=self._sets_in, is_except=self._excepts)
            made.changed.connect(self.changed)
        else:
            made = SentenceLine(part, sets_in=self._sets_in, is_except=self._excepts)
        made.wanted.connect(self.wanted)
        return made

    def _fill(self, line: QWidget, part: Part, showing: Showing) -> None:
        if isinstance(part, Row) and isinstance(line, RowLine):
            line.show_row(part, showing.words, showing.rules)
        elif isinstance(part, Sentence) and isinstance(line, SentenceLine):
            line.show_sentence(part, *showing.sentences.get(part.id, ("", "")))
        elif isinstance(part, Group) and isinstance(line, GroupBox):
            line.show_group(part, showing)


class GroupBox(QFrame):
    """A group on its own ground. ``added`` carries its number: one more row is wanted in it."""

    added = Signal(int)

    def __init__(self, group: Group, suggest: Suggest, showing: Showing, *, excepts: bool) -> None:
        super().__init__()
        self.setObjectName("orgroup")
        self.head = GroupHead(group, excepts=excepts)
        self.list = LineList(suggest, nested=True)
        self.add = Button("", "quiet", "plus", small=True)
        self.add.clicked.connect(lambda: self.added.emit(self.head.number))
        foot = QHBoxLayout()
        foot.setContentsMargins(_SET_IN + 7, 0, 11, 0)
        foot.addWidget(self.add)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 7)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list)
        column.addLayout(foot)
        self.show_group(group, showing)

    def show_group(self, group: Group, showing: Showing) -> None:
        """The group as it is now."""
        self.head.show_group(group, showing.match)
        self.list.show_parts(group.parts, showing)
        self.list.setEnabled(not group.off)
        self.add.setEnabled(not group.off)
        self.add.setText(_("Or") if group.match == "any" else _("And"))
        self.add.setAccessibleName(_("Condition in this group"))


class GroupHead(Line):
    """Says how many of the rows below it must hold; ``changed`` carries the group as it is wanted."""

    changed = Signal(object)

    def __init__(self, group: Group, *, excepts: bool) -> None:
        super().__init__(group.id)
        self._group, self._excepts = group, excepts
        self.icon.show_icon("minus" if excepts else "git-branch", "muted")
        self.how = FittingChoice()
        self.how.fill([("any", _("at least one")), ("all", _("all"))])
        self.how.chosen.connect(self._choose)
        self._before, self._after = label(""), label("")
        for part in (self._before, self.how, self._after):
            if part is not self.how:
                part.setFixedHeight(28)
            self.flow.addWidget(part)

    def show_group(self, group: Group, match: Match) -> None:
        """The group as it is, in a list of which ``match`` must hold."""
        self._group = group
        self.how.choose(group.match)
        before, after = halves(self._sentence(match))
        self._before.setText(before)
        self._after.setText(after)
        self.how.setEnabled(not group.off)
        self.how.setAccessibleName(_("How many of them must hold"))
        self.name(self._sentence(match).replace(HERE, self.how.currentText()))
        self.show_off(off=group.off)

    def _sentence(self, match: Match) -> str:
        if self._excepts:
            return _("except {how} of:", how=HERE)
        return _("and {how} of:", how=HERE) if match == "all" else _("or {how} of:", how=HERE)

    def _choose(self, key: str) -> None:
        match: Match = "any" if key == "any" else "all"
        if match != self._group.match:
            self.changed.emit(Group(self._group.id, match, self._group.parts, self._group.off))
