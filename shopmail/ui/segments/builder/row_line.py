"""The line of one condition: rule, operator, and the editor that the operator's kind of value asks for."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.ui.segments.builder.draft import Row, Value
from shopmail.ui.segments.builder.editors import Editor, Suggest
from shopmail.ui.segments.builder.fitting_choice import FittingChoice, RuleChoice, RuleModel
from shopmail.ui.segments.builder.kinds import EDITORS
from shopmail.ui.segments.builder.line import Line
from shopmail.ui.segments.builder.vocabulary import RuleWords, Vocabulary
from shopmail.ui.widgets.inputs import mark_as_wrong
from shopmail.ui.widgets.text import label, plain_tooltip
from shopmail.wording import _


class RowLine(Line):
    """``changed`` carries the row as the owner wants it now. Editors are made when they are first needed."""

    changed = Signal(object)

    def __init__(self, row: Row, suggest: Suggest, *, sets_in: int = 0, is_except: bool = False) -> None:
        # Before the line says that nothing is wrong with it.
        self.editor: Editor | None = None
        """The one that is shown; None where the operator takes no value."""
        super().__init__(row.id, sets_in=sets_in)
        self._row, self._suggest = row, suggest
        self._words = Vocabulary()
        self._is_except = is_except
        self._editors: dict[str, Editor] = {}
        self.rule, self.op = RuleChoice(), FittingChoice()
        self.rule.chosen.connect(self._choose_rule)
        self.op.chosen.connect(self._choose_op)
        if is_except:
            excepted = label(_("except"), "muted")
            excepted.setFixedHeight(28)
            self.flow.addWidget(excepted)
        # Hidden editors take no room in a row, as they would in the flow.
        self._place = QWidget()
        row_of_one = QHBoxLayout(self._place)
        row_of_one.setContentsMargins(0, 0, 0, 0)
        for part in (self.rule, self.op, self._place):
            self.flow.addWidget(part)

    def show_row(self, row: Row, words: Vocabulary, rules: RuleModel) -> None:
        """The row as it is now."""
        self._row, self._words = row, words
        rule, op = words.rule(row.rule), words.op(row)
        assert rule is not None
        assert op is not None
        self.icon.show_icon("minus" if self._is_except else rule.icon, "muted")
        self.rule.offer(rules)
        self.rule.choose(row.rule)
        if rule.hint:
            self.rule.setToolTip(plain_tooltip(rule.hint))
        self.op.fill([(one.name, one.words) for one in rule.ops])
        self.op.choose(row.op)
        self._show_editor(op.takes)
        if not words.is_complete(row):
            self.show_count(None)
        self._name(rule)
        self.show_off(off=row.off)
        self.show_problem(self.editor.problem if self.editor else "")

    def show_problem(self, sentence: str) -> None:
        super().show_problem(sentence)
        if self.editor:
            mark_as_wrong(self.editor.control, wrong=bool(sentence))

    def show_off(self, *, off: bool) -> None:
        super().show_off(off=off)
        for number in range(self.flow.count()):
            item = self.flow.itemAt(number)
            part = item.widget() if item else None
            if part:
                part.setEnabled(not off)

    def ask_for_value(self) -> None:
        """Say that a value is missing, and put the keyboard there."""
        self.show_problem(_("Write what is to be looked for, or remove the condition."))
        if self.editor:
            self.editor.setFocus()

    def _show_editor(self, kind: str) -> None:
        if kind in EDITORS and kind not in self._editors:
            made = self._editors[kind] = EDITORS[kind](self._suggest)
            made.written.connect(self._write)
            place = self._place.layout()
            assert place is not None
            place.addWidget(made)
        for other, editor in self._editors.items():
            editor.setVisible(other == kind)
        self.editor = self._editors.get(kind)
        self._place.setVisible(self.editor is not None)
        if self.editor:
            self.editor.show_row(self._row, self._words)

    def _name(self, rule: RuleWords) -> None:
        self.name(rule.title)
        self.rule.setAccessibleName(_("What to look at"))
        self.op.setAccessibleName(_("{rule}: how to compare", rule=rule.title))
        if self.editor:
            self.editor.name(_("{rule}: value", rule=rule.title))

    def _choose_rule(self, key: str) -> None:
        self._change(self._words.with_rule(self._row, key))

    def _choose_op(self, name: str) -> None:
        self._change(self._words.with_op(self._row, name))

    def _write(self, value: Value) -> None:
        self.show_problem(self.editor.problem if self.editor else "")
        self._change(replace(self._row, value=value))

    def _change(self, row: Row) -> None:
        if row != self._row:
            self.changed.emit(row)
