"""Step 4 of the import, Columns: what each column of the file is, and what its status words mean."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.background import Job
from shopmail.ui.importing import column_choices, column_reading
from shopmail.ui.importing.column_choices import Choices, LineState
from shopmail.ui.importing.column_list import ColumnList
from shopmail.ui.importing.column_parts import ColumnParts
from shopmail.ui.importing.goals import Goals
from shopmail.ui.importing.step import Step
from shopmail.ui.importing.words_area import WordsArea
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.importing.columns import Mapping
    from shopmail.importing.status_words import ColumnWords
    from shopmail.importing.table_file import TableFile
    from shopmail.ui.importing.column_reading import Reading
    from shopmail.ui.importing.page import Wizard


class ColumnsStep(Step["Wizard"]):
    """The guess is shown at once; every answer is held against the file on a lane, and the words counted."""

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__(wizard)
        self._table: TableFile | None = None
        self._choices: Choices | None = None
        self._goals: Goals | None = None
        self._worded: tuple[tuple[str, str], ...] | None = None
        self._counting: Job | None = None
        self._asking, self._mapping = wizard.latest("reading"), wizard.latest("reading")
        # Nothing is written while columns are chosen, so a name need not wait for a long file to be read.
        self._naming = wizard.latest("writing")
        self.list = ColumnList()
        self.words = WordsArea()
        self.summary = label("", "muted")
        self._lay_out()
        self.list.retargeted.connect(self._retarget)
        self.list.named.connect(lambda header, title: self._name(header, title, None))
        self.list.ruled.connect(self._rule)
        self.list.copied.connect(self._copy)
        self.words.chosen.connect(self._translate)

    def enter(self) -> None:
        line, look = self.list.naming(), self.wizard.look
        if line:
            line.end_naming()
        if look is None:
            return
        table = look.table
        if self._choices is None:
            self.summary.setText(_("The columns are being looked at …"))
        read = self.wizard.desk.reading(lambda session, _settings: column_reading.read(session, table))
        self._asking.ask(read, lambda reading: self._show_reading(reading, table), self.wizard.refuse)

    def leave(self) -> None:
        # A name that was just written is still taken.
        for latest in (self._asking, self._mapping):
            latest.drop()
        if self._counting:
            self._drop_count()

    def ready(self) -> bool:
        if self._choices is None:
            return self.wizard.look is not None
        return self._choices.holds_addresses(self.wizard.answers)

    def why_not(self) -> str:
        return "" if self.ready() else _("Choose the column that holds the email addresses.")

    def next_words(self) -> str:
        rows = self.wizard.look.rows if self.wizard.look else 0
        return n_("Next: check {number} row", "Next: check {number} rows", rows, number=numbers.number(rows))

    def sentence(self) -> str:
        return column_reading.found(self.wizard.look) if self.wizard.look else ""

    def go_on(self, then: Callable[[], None]) -> None:
        line = self.list.naming()
        if line and line.name_input:
            self._name(line.header, line.name_input.text(), lambda: self.go_on(then))
        else:
            self.wizard.make_plan(then)

    def first(self) -> QWidget:
        return self.list.first_control()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        title = label(_("Which column is what?"), "strong")
        title.setFixedHeight(28)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.summary)
        self.column.addLayout(head)
        self.column.addSpacing(8)
        self.column.addWidget(ColumnParts(self.list, self.words), 1)

    # ---- what is read ----------------------------------------------------------------------------

    def _show_reading(self, reading: "Reading", table: "TableFile") -> None:
        if self._choices and self._choices.reading == reading and self._table is table:
            self._show()
            self._ask()
            return
        self._table = table
        self._naming.drop()
        self._choices = Choices(reading)
        self.wizard.answer(**self._choices.known(self.wizard.answers))
        # The one before stays until the step goes: a list that is still open may look at it.
        self._goals = Goals(reading.goals, self)
        self._drop_count()
        self.words.clear()
        self._goals.show_new(self.wizard.answers.titles)
        states = self._choices.states(self.wizard.answers)
        self.list.show_columns(reading.columns, states, self._goals)
        self._show_summary(states)
        self._ask()

    def _show(self) -> None:
        assert self._choices
        assert self._goals
        self._goals.show_new(self.wizard.answers.titles)
        states = self._choices.states(self.wizard.answers)
        self.list.show_states(states)
        self._show_summary(states)

    def _show_summary(self, states: Sequence[LineState]) -> None:
        self.summary.setText(_summary([state.how for state in states]))
        self.changed.emit()

    def _ask(self) -> None:
        """Hold the answers against the file."""
        answers, look = self.wizard.answers, self.wizard.look
        if look is None or not self.ready():
            self._mapping.drop()
            return
        table = look.table
        self._mapping.ask(
            lambda: column_reading.mapped(table, answers), self._show_mapping, self.wizard.refuse
        )

    def _show_mapping(self, mapping: "Mapping") -> None:
        assert self._choices
        self._choices.doubt((column.header, column.field) for column in mapping.columns if not column.sure)
        self._show()
        self._count(mapping)

    def _count(self, mapping: "Mapping") -> None:
        look = self.wizard.look
        worded = tuple(
            (column.header, column.field)
            for column in mapping.columns
            if column.field in column_choices.WORDED
        )
        if look is None or worded == self._worded:
            return
        self._drop_count()
        self._worded = worded
        self.words.wait_for(worded)
        if not worded:
            return
        table = look.table
        self._counting = self.wizard.desk.background.run_long(
            "counting",
            lambda progress, stopped: column_reading.words(table, mapping, progress, stopped),
            self._show_words,
            self.words.show_progress,
            self.wizard.refuse,
        )

    def _show_words(self, found: "tuple[ColumnWords, ...]") -> None:
        self._counting = None
        self.words.show_words(found, self.wizard.answers)

    def _drop_count(self) -> None:
        """Want no answer about the words; they are asked for anew when they are needed."""
        if self._counting:
            self._counting.drop()
        self._counting = self._worded = None

    # ---- what the owner does ---------------------------------------------------------------------

    def _retarget(self, header: str, field: str) -> None:
        assert self._choices
        self._change(self._choices.retargeted(self.wizard.answers, header, field))

    def _rule(self, header: str, rule: str) -> None:
        assert self._choices
        field = self._choices.field(self.wizard.answers, header)
        self._change(self._choices.ruled(self.wizard.answers, field, rule))

    def _name(self, header: str, title: str, then: Callable[[], None] | None) -> None:
        """Take ``title`` for a new field, if one can be called so; ``then`` goes on."""

        def named(key: str) -> None:
            assert self._choices
            self.list.bring(header).end_naming()
            self._change(self._choices.named(self.wizard.answers, header, key, title.strip()))
            if then:
                then()

        def refused(problem: Exception) -> None:
            if isinstance(problem, ShopmailError):
                self.list.bring(header).refuse_name(f"{problem.message} {problem.remedy}")
            else:
                self.wizard.refuse(problem)

        self._naming.ask(lambda: column_reading.own_key(title), named, refused)

    def _translate(self, header: str, word: str, status: str, usual: str) -> None:
        self.wizard.answer(**column_choices.with_word(self.wizard.answers, header, word, status, usual))

    def _change(self, changes: dict[str, object]) -> None:
        self.wizard.answer(**changes)
        self._show()
        self._ask()

    def _copy(self, lines: list[tuple[str, str, str]]) -> None:
        from PySide6.QtGui import QGuiApplication

        text = "\n".join("\t".join(" ".join(part.split()) for part in line) for line in lines)
        QGuiApplication.clipboard().setText(text)
        count = len(lines)
        self.wizard.desk.say(
            n_("{number} row copied.", "{number} rows copied.", count, number=numbers.number(count))
        )


def _summary(hows: list[str]) -> str:
    """``5 sure, 1 new, 1 to check``: what there is of each, in this order."""
    sure, new, check, out = (hows.count(how) for how in ("sure", "new", "check", "out"))
    out += hows.count("shut")
    counts = (
        n_("{count} sure", "{count} sure", sure) if sure else "",
        n_("{count} new", "{count} new", new) if new else "",
        n_("{count} to check", "{count} to check", check) if check else "",
        n_("{count} left out", "{count} left out", out) if out else "",
    )
    return ", ".join(filter(None, counts))
