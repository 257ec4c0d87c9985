"""An open group of Check: a filter where it is long, the first rows, and a line that shows more."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.copying import Copying
from shopmail.ui.importing.group_rows import Asked, GroupModel, GroupTable
from shopmail.ui.importing.groups import Group, cells_of
from shopmail.ui.importing.plan_facts import PlanFacts
from shopmail.ui.paged import Answer
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import hairline
from shopmail.ui.widgets.cells import Cell
from shopmail.ui.widgets.search import SearchField
from shopmail.ui.widgets.table import ROW_HEIGHT
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.importing.plan import Plan
    from shopmail.ui.importing.page import Wizard

FIRST = 5
"""Rows that an opened group shows."""
MORE = 1_000
"""Rows that are shown in addition at a press; further ones are better looked for by the filter."""
_LONG = 20
"""Rows from which on there is a filter."""


class GroupBody(QWidget):
    """``came``: the first rows are there; ``corrected`` carries a ``Correction``, ``copied`` a number."""

    corrected = Signal(object)
    copied = Signal(int)
    came = Signal()

    def __init__(self, wizard: "Wizard", plan: "Plan", group: Group, facts: PlanFacts) -> None:
        super().__init__()
        self._wizard = wizard
        self._plan = plan
        self._group = group
        self._facts = facts
        self._asked = Asked(shown=FIRST)
        self._reading = wizard.desk.latest("reading", self)
        self._counting = wizard.desk.latest("counting", self)
        self._copying = Copying(wizard.desk.latest("counting", self))
        self.model = GroupModel(group, facts, self._fetch)
        self.model.corrected.connect(self.corrected)
        self.model.modelReset.connect(self.came, Qt.ConnectionType.SingleShotConnection)
        self.table = GroupTable(self.model, group, facts)
        self.table.copy_wanted.connect(self._copy)
        self.filter = SearchField(_("Name, address or line"))
        self.filter.asked.connect(self._search)
        self.more = Button("", "quiet", small=True)
        self.more.clicked.connect(self._show_more)
        self.save = Button(_("Save these rows…"), "quiet", small=True)
        self.save.setAccessibleName(_("Save these rows: {group}", group=group.name))
        self._unfound = label(_("No row fits; try fewer letters."), "muted")
        self._lay_out()
        self._ask(self._asked)

    def refresh(self, facts: PlanFacts) -> None:
        """Something was corrected: read the rows anew."""
        self._facts = facts
        self.model.refresh()
        self._count()
        self._show_filter()

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        self.model.ask(asked)
        self._count()

    def _search(self, words: str) -> None:
        self._ask(Asked(words, FIRST))

    def _show_more(self) -> None:
        first_new = self._asked.shown
        self._ask(Asked(self._asked.search, first_new + MORE))
        # The button may go away; who pressed it by key is to go on from there.
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fetch(self, asked: Asked, offset: int, limit: int, answer: Answer) -> None:
        wanted = min(limit, asked.shown - offset)

        def failed(problem: Exception) -> None:
            answer(None)
            self._wizard.refuse(problem)

        self._reading.ask(lambda: self._cells(asked.search, offset, wanted), answer, failed)

    def _cells(self, search: str, offset: int, limit: int) -> list[tuple[Cell, ...]]:
        from shopmail.model import Verdict

        rows = self._plan.rows(Verdict(self._group.verdict), search, offset, limit)
        return [cells_of(self._group, self._facts, row) for row in rows]

    def _count(self) -> None:
        asked = self._asked

        def found() -> int:
            from shopmail.model import Verdict

            return self._plan.found(Verdict(self._group.verdict), asked.search)

        self._counting.ask(found, lambda rows: self._show_found(asked, rows), self._wizard.refuse)

    def _show_found(self, asked: Asked, found: int) -> None:
        self.model.show_count(asked, min(found, asked.shown))
        left = found - asked.shown
        step = min(left, MORE)
        words = n_("Show {number} more", "Show {number} more", max(step, 0), number=numbers.number(step))
        self.more.setText(words)
        self.more.setVisible(left > 0)
        self._unfound_line.setVisible(not found)

    def _show_filter(self) -> None:
        self._tools.setVisible(self._facts.counts[self._group.verdict] > _LONG or bool(self._asked.search))

    def _copy(self) -> None:
        blocks, asked = self.table.selected_rows(), self._asked
        if blocks:
            self._copying.copy(
                lambda: [row for top, end in blocks for row in self._cells(asked.search, top, end - top + 1)],
                self.copied.emit,
            )

    def _lay_out(self) -> None:
        self._tools = _line(self.filter, height=52)
        self._unfound_line = _line(self._unfound)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._tools, self.table, self._unfound_line, hairline(), self._foot(), hairline()):
            column.addWidget(part)
        self._unfound_line.hide()
        self.more.hide()
        self._show_filter()

    def _foot(self) -> QWidget:
        # The word of the first button stands below the names, the other's ends where the numbers do.
        foot = _line(self.more, left=63, right=7)
        row = foot.layout()
        assert row is not None
        row.addWidget(self.save)
        return foot


def _line(inside: QWidget, *, left: int = 72, right: int = 16, height: int = ROW_HEIGHT) -> QWidget:
    line = QWidget()
    line.setFixedHeight(height)
    row = QHBoxLayout(line)
    row.setContentsMargins(left, 0, right, 0)
    row.addWidget(inside)
    row.addStretch(1)
    return line
