"""The value of a condition: an editor for each kind of value, so that a new rule needs none of its own."""

import re
from collections.abc import Callable

from PySide6.QtCore import QLocale, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from shopmail.ui import days
from shopmail.ui.segments.builder.draft import Row, Value
from shopmail.ui.segments.builder.fitting_choice import FittingChoice
from shopmail.ui.segments.builder.vocabulary import Vocabulary
from shopmail.ui.widgets.inputs import EnterLine, mark_as_wrong
from shopmail.wording import _, language, n_

Suggest = Callable[[str, str, Callable[[tuple[str, ...]], None]], None]
"""Asks for values of a rule (its key) that go on from what is typed; they come later."""

PAUSE = 120
"""Milliseconds without a key after which values are suggested."""
_MOST_DAYS = 36_500
"""As ``segments.rules.values`` has it."""


class Editor(QWidget):
    """``written`` carries the value by each key, None while it is none; ``problem`` says what to write."""

    written = Signal(object)

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self.problem = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(control)
        self.setFocusProxy(control)

    def show_row(self, row: Row, words: Vocabulary) -> None:
        """The value of ``row``; what is being written stays as it is written."""
        raise NotImplementedError

    def name(self, words: str) -> None:
        """What a screen reader calls it."""
        self.control.setAccessibleName(words)


class LineEditor(Editor):
    """A value that is written. ``_read`` gives it, or None; ``_shown`` writes it out."""

    WIDTH = 120

    def __init__(self, hint: str = "") -> None:
        self.line = EnterLine(hint, small=True)
        self.line.setFixedWidth(self.WIDTH)
        super().__init__(self.line)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._finished)

    def show_row(self, row: Row, _words: Vocabulary) -> None:
        if self._read(self.line.text()) == row.value and (row.value is None or self.line.isModified()):
            return
        self.line.setText("" if row.value is None else self._shown(row.value))
        self._tell("")

    def _typed(self, text: str) -> None:
        value = self._read(text)
        if value is not None or not text.strip():
            self._tell("")
        self.written.emit(value)

    def _finished(self) -> None:
        text = self.line.text()
        value = self._read(text)
        if value is not None:
            self.line.setText(self._shown(value))
        before = self.problem
        self._tell("" if value is not None or not text.strip() else self._advice())
        if self.problem != before:
            self.written.emit(value)

    def _tell(self, problem: str) -> None:
        self.problem = problem
        mark_as_wrong(self.line, wrong=bool(problem))

    def _read(self, text: str) -> Value:
        raise NotImplementedError

    def _shown(self, value: Value) -> str:
        return str(value)

    def _advice(self) -> str:
        return ""


class TextEditor(LineEditor):
    """A text, with values that people have offered while one types."""

    WIDTH = 160

    def __init__(self, suggest: Suggest) -> None:
        super().__init__()
        self._suggest, self._rule = suggest, ""
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # What comes fits already, accents or not.
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._picked)
        self.line.setCompleter(self._completer)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self.line.textEdited.connect(lambda _text: self._timer.start())

    def show_row(self, row: Row, words: Vocabulary) -> None:
        self._rule = row.rule
        self.line.setMaxLength(words.longest_text)
        super().show_row(row, words)

    def offer(self, typed: str, values: tuple[str, ...]) -> None:
        """Values for what was typed, unless something else has been typed since."""
        if typed == self.line.text() and self.line.hasFocus() and values not in ((), (typed,)):
            self._names.setStringList(list(values))
            self._completer.complete()

    def _ask(self) -> None:
        typed = self.line.text()
        if typed.strip():
            self._suggest(self._rule, typed.strip(), lambda values: self.offer(typed, values))

    def _picked(self, text: str) -> None:
        self.line.setText(text)
        self.written.emit(self._read(text))

    def _read(self, text: str) -> Value:
        return " ".join(text.split()) or None


class DateEditor(LineEditor):
    """A day as the owner writes it."""

    def _read(self, text: str) -> Value:
        return days.read(text) if text.strip() else None

    def _shown(self, value: Value) -> str:
        return days.shown(str(value))

    def _advice(self) -> str:
        return _("Write a day, such as {day}.", day=days.shown("2026-05-31"))


class DaysEditor(LineEditor):
    """So many days: the number is written, the word comes by itself."""

    WIDTH = 88

    def _read(self, text: str) -> Value:
        found = re.search(r"\d+", text)
        number = int(found[0]) if found and len(found[0]) < 9 else -1
        return number if 0 <= number <= _MOST_DAYS else None

    def _shown(self, value: Value) -> str:
        return n_("{count} day", "{count} days", int(str(value)))

    def _advice(self) -> str:
        return _("Write a number of days, for example 180.")


class ChoiceEditor(Editor):
    """One of several: what stands to choice follows the row."""

    def __init__(self) -> None:
        self.choice = FittingChoice()
        super().__init__(self.choice)
        self.choice.chosen.connect(lambda key: self.written.emit(self._value(key)))
        self._offered: list[tuple[str, str]] = []

    def show_row(self, row: Row, words: Vocabulary) -> None:
        offered = self._choices(row, words)
        if offered != self._offered:
            self._offered = offered
            self.choice.fill(offered)
        self.choice.choose("" if row.value is None else str(row.value))

    def _choices(self, row: Row, words: Vocabulary) -> list[tuple[str, str]]:
        rule = words.rule(row.rule)
        return list(rule.choices) if rule else []

    def _value(self, key: str) -> Value:
        return key


class MonthEditor(ChoiceEditor):
    """One of the twelve months."""

    def _choices(self, _row: Row, _words: Vocabulary) -> list[tuple[str, str]]:
        locale = QLocale(language())
        return [(str(number), locale.standaloneMonthName(number)) for number in range(1, 13)]

    def _value(self, key: str) -> Value:
        return int(key)


class CampaignEditor(ChoiceEditor):
    """One of the campaigns that were sent, by name."""

    def _choices(self, row: Row, words: Vocabulary) -> list[tuple[str, str]]:
        rule = words.rule(row.rule)
        offered = [(str(number), name) for number, name in rule.names] if rule else []
        if row.value is None and not offered:
            return [("", _("No campaign was sent yet"))]
        if row.value is not None and str(row.value) not in dict(offered):
            offered.append((str(row.value), _("Campaign {number}", number=row.value)))
        return offered

    def _value(self, key: str) -> Value:
        return int(key) if key else None
