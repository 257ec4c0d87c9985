"""The line of one column: its name, three values, an arrow, where it goes, how sure that is, what it does."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QToolTip, QWidget

from shopmail.ui import theme
from shopmail.ui.importing import column_spans
from shopmail.ui.importing.column_choices import LineState
from shopmail.ui.importing.column_reading import FileColumn
from shopmail.ui.importing.column_spans import CONTROL, FIXED_RULES, LINE, RULES, Spans
from shopmail.ui.importing.goals import NEW_FIELD, Goals
from shopmail.ui.importing.name_input import NameInput
from shopmail.ui.importing.target_choice import TargetChoice
from shopmail.ui.widgets import icons
from shopmail.ui.widgets.inputs import Choice, mark_as_wrong
from shopmail.ui.widgets.text import label, plain_tooltip, restyle
from shopmail.wording import N_, _

_HOW: dict[str, tuple[str, str, str]] = {
    "sure": ("circle-check", "good", column_spans.SURE),
    "check": ("alert-triangle", "warn", column_spans.CHECK),
    "new": ("plus", "muted", column_spans.NEW),
    "out": ("minus", "muted", column_spans.OUT),
    "shut": ("lock", "muted", column_spans.OUT),
}
"""Icon, role and words of how sure it is."""
_WHY: dict[str, str] = {
    "check": N_("shopmail is not certain. Choose what the column holds; the same again is an answer, too."),
    "shut": N_("It holds secrets of another program, or shopmail's own remarks."),
}
_ICON = 16
_INSIDE = 11
"""Pixels from the border of a choice to its words."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ColumnLine(QFrame):
    """``retargeted`` carries header and field, ``named`` header and a title, ``ruled`` header and rule.

    All three are the owner's own doing. ``resized``: the line is higher or lower now. A line that went out of
    sight is used again for another column. It paints its words itself: a label each would make it three times
    as slow.
    """

    retargeted = Signal(str, str)
    named = Signal(str, str)
    ruled = Signal(str, str)
    resized = Signal()

    def __init__(self, goals: Goals, parent: QWidget) -> None:
        super().__init__(parent)
        self._goals = goals
        self._column = FileColumn("", (), "", sure=True, shut=False)
        self._state = LineState("", "sure", "")
        self._spans: Spans | None = None
        self.target = TargetChoice(goals)
        self.target.chosen.connect(self._chosen)
        self.target.setParent(self)
        self.rule: Choice | None = None
        """What the column does where both have a value; made where it can be chosen."""
        self.name_input: NameInput | None = None
        self._error: QLabel | None = None
        self.wanted_height = LINE
        """In pixels; more than usual while an error stands in it."""

    @property
    def header(self) -> str:
        """The column's name."""
        return self._column.header

    @property
    def state(self) -> LineState:
        """What is shown."""
        return self._state

    @property
    def error(self) -> str:
        """Why a new field can't be called so; empty while nothing is wrong."""
        return self._error.text() if self._error else ""

    @property
    def is_held(self) -> bool:
        """Whether the keyboard is in it, or a name is being written: it can't become another column's."""
        focused = self.window().focusWidget()
        return self.name_input is not None or (focused is not None and self.isAncestorOf(focused))

    def offer(self, goals: Goals) -> None:
        """Other goals to choose from, for the columns of another file."""
        self._goals = goals
        self.target.setModel(goals)

    def show_column(self, column: FileColumn, state: LineState) -> None:
        """Be the line of ``column``."""
        self._column = column
        self.target.setAccessibleName(_("{column}: goes to", column=column.header))
        if self.rule:
            self._name_rule(self.rule)
        self.show_state(state)

    def show_state(self, state: LineState) -> None:
        """Where the column goes now."""
        self._state = state
        self.target.choose(state.field)
        self.target.setToolTip(plain_tooltip(self.target.currentText()))
        self.target.setVisible(state.how != "shut" and self.name_input is None)
        if state.rule in RULES:
            self.rule = self.rule or self._made_rule()
            self.rule.choose(state.rule)
            self.rule.setToolTip(plain_tooltip(self.rule.currentText()))
        if self.rule:
            self.rule.setVisible(state.rule in RULES)
        restyle(self, "ground", "warn" if state.how == "check" else "")
        self.setAccessibleName(_("Column {column}: {how}", column=self.header, how=self._how()))
        self.setAccessibleDescription(self._values())
        self._place()
        self.update()

    def place(self, spans: Spans) -> None:
        """Stand as the header stands."""
        self._spans = spans
        self._place()
        self.update()

    def ask_name(self, title: str) -> None:
        """A line to write the name of a new field into, in place of the choice."""
        if self.name_input:
            return
        made = self.name_input = NameInput(title)
        made.setParent(self)
        made.setAccessibleName(_("{column}: name of the new field", column=self.header))
        made.entered.connect(lambda words: self.named.emit(self.header, words))
        made.given_up.connect(self._give_up)
        self._place()
        made.show()
        made.selectAll()
        made.setFocus(Qt.FocusReason.OtherFocusReason)
        self.target.hide()

    def refuse_name(self, sentence: str) -> None:
        """Say why the new field can't be called so."""
        if self.name_input:
            mark_as_wrong(self.name_input, wrong=True)
            self.name_input.setAccessibleDescription(sentence)
            self._show_error(sentence)

    def end_naming(self) -> None:
        """The choice again."""
        made, self.name_input = self.name_input, None
        if made is None:
            return
        # Losing the focus is no answer any more.
        made.blockSignals(True)
        had_focus = self.window().focusWidget() is made
        self.target.show()
        if had_focus:
            self.target.setFocus(Qt.FocusReason.OtherFocusReason)
        made.hide()
        made.deleteLater()
        self._show_error("")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tooltip(self._told_at(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        spans = self._spans
        if spans is None:
            return
        painter = QPainter(self)
        if not self.property("corners"):
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        self._write(painter, spans.name, self.header, "text", theme.sized(self.font(), 14, strong=True))
        self._write(painter, spans.values, self._values(), "muted")
        self._draw(painter, spans.arrow, "arrow-right", "muted")
        icon, role, words = _HOW[self._state.how]
        self._draw(painter, spans.sure, icon, role)
        if spans.words:
            left, wide = spans.sure
            self._write(painter, (left + _ICON + 6, wide - _ICON - 6), _(words), role)
        if self._state.how == "shut":
            # Below the words of the choices, not below their borders.
            left, wide = spans.target
            self._write(painter, (left + _INSIDE, wide - _INSIDE), _(column_spans.SHUT), "muted")
        self._write(painter, spans.rule, self._fixed(), "muted")

    def _write(
        self,
        painter: QPainter,
        part: tuple[int, int],
        words: str,
        role: str,
        font: QFont | None = None,
    ) -> None:
        painter.setFont(font or self.font())
        painter.setPen(theme.colour(role))
        line = " ".join(words.split())
        fitting = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, part[1])
        painter.drawText(QRect(part[0], 0, part[1], LINE - 2), _MIDDLE, fitting)

    def _draw(self, painter: QPainter, part: tuple[int, int], icon: str, role: str) -> None:
        icons.paint(painter, icon, theme.colour(role), part[0], (LINE - 1 - _ICON) // 2, _ICON)

    def _values(self) -> str:
        return " · ".join(self._column.samples) or _("(empty)")

    def _how(self) -> str:
        return _(_HOW[self._state.how][2])

    def _fixed(self) -> str:
        if self._state.lost_to:
            return _("Taken by “{column}”", column=self._state.lost_to)
        return _(FIXED_RULES[self._state.rule]) if self._state.rule in FIXED_RULES else ""

    def _told_at(self, point: QPoint) -> str:
        """The whole words of the part that is pointed at."""
        spans = self._spans
        if spans is None:
            return ""
        why = _(_WHY[self._state.how]) if self._state.how in _WHY else ""
        parts = (
            (spans.name, self.header),
            (spans.values, "\n".join(self._column.samples) or _("(empty)")),
            (spans.sure, "\n".join(filter(None, (self._how(), why)))),
            (spans.target, why),
            (spans.rule, self._fixed()),
        )
        return next((words for (left, wide), words in parts if left <= point.x() < left + wide), "")

    def _made_rule(self) -> Choice:
        made = Choice(small=True)
        made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setProperty("plain", True)
        made.fill((key, _(words)) for key, words in RULES.items())
        made.chosen.connect(lambda rule: self.ruled.emit(self.header, rule))
        made.setParent(self)
        self._name_rule(made)
        return made

    def _name_rule(self, rule: Choice) -> None:
        rule.setAccessibleName(_("{column}: when both have a value", column=self.header))

    def _chosen(self, field: str) -> None:
        if field == NEW_FIELD:
            is_new = self._state.how == "new"
            self.ask_name(self._goals.title_of(self._state.field) if is_new else self.header)
        else:
            self.retargeted.emit(self.header, field)

    def _give_up(self) -> None:
        self.target.choose(self._state.field)
        self.end_naming()

    def _show_error(self, sentence: str) -> None:
        if self._error is None and sentence:
            self._error = label("", "small", wrap=True)
            self._error.setProperty("state", "bad")
            self._error.setParent(self)
        if self._error:
            self._error.setText(sentence)
            self._error.setVisible(bool(sentence))
        self._place()

    def _place(self) -> None:
        spans = self._spans
        if spans is None:
            return
        top = (LINE - 1 - CONTROL) // 2
        for control in (self.target, self.name_input):
            if control:
                control.setGeometry(spans.target[0], top, spans.target[1], CONTROL)
        if self.rule:
            # Its words stand under those of the header; the border, which shows no colour, is left of them.
            self.rule.setGeometry(spans.rule[0] - _INSIDE, top, spans.rule[1] + _INSIDE, CONTROL)
        below = 0
        if self._error and self.error:
            left, right = spans.target[0], spans.rule[0] + spans.rule[1]
            high = self._error.heightForWidth(right - left)
            self._error.setGeometry(left, LINE - 3, right - left, high)
            below = high + 8
        if self.wanted_height != LINE + below:
            self.wanted_height = LINE + below
            self.resized.emit()
