"""The fields of a person as a form: those that hold something, and one more when it is wanted."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui import days
from shopmail.ui.contacts.card.person import NAME, FieldValue, Person
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.focus_ring import move_focus
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.menu import Act, menu_of
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import _

_DAY = "birth_date"
"""The field that holds a day: written in the owner's way, kept as ISO."""


class EditForm(QWidget):
    """What was typed is handed out by ``changes`` and ``new_fields``; whoever shows the form keeps it.

    It is made once: its lines stay, hidden, for the next person who needs them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.person: Person | None = None
        self.inputs: dict[str, TextInput] = {}
        """The lines of this person, by key."""
        self._fields: dict[str, Field] = {}
        self._own = [_NewField()]
        self._problem: Notice | None = None
        self.another = Button(_("Another field"), "quiet", "plus", small=True)
        menu_of(self.another, self._offered)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._own[0])
        self._column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def begin(self, person: Person) -> None:
        """Write on this person."""
        self.person = person
        self.inputs = {}
        self.clear_errors()
        for widget in (*self._fields.values(), *self._own):
            widget.hide()
        for new in self._own:
            new.clear()
        for field in person.fields:
            if field.value or field.key in NAME:
                self._add(field)

    def changes(self) -> dict[str, str]:
        """What is written otherwise than it was, by key."""
        before = {field.key: _written(field) for field in self.person.fields} if self.person else {}
        return {key: line.text() for key, line in self.inputs.items() if line.text() != before[key]}

    def new_fields(self) -> dict[str, str]:
        """Values by the title of a field that the shop does not have yet."""
        return {new.title.text(): new.value.text() for new in self._own if new.title.text().strip()}

    @property
    def is_touched(self) -> bool:
        """Whether leaving would lose something."""
        return bool(self.changes() or any(new.title.text() or new.value.text() for new in self._own))

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say below each of these fields what is wrong with it, and go to the first."""
        self.clear_errors()
        for key, sentence in errors.items():
            self._fields[key].show_error(sentence)
        if errors:
            _go_to(self.inputs[next(iter(errors))])

    def show_problem(self, problem: ShopmailError) -> None:
        """Say at the top what was refused as a whole."""
        self.clear_errors()
        self._problem = Notice("bad", problem.title, problem.message, problem.remedy)
        self._column.insertWidget(0, self._problem)

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        for field in self._fields.values():
            field.clear_error()
        if self._problem:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None

    def add_new_field(self) -> TextInput:
        """Two lines: what the shop's new field is called, and what it holds for this person."""
        new = next((new for new in self._own if new.isHidden()), None)
        if new is None:
            new = _NewField()
            self._own.append(new)
            self._column.insertWidget(self._column.indexOf(self.another), new)
        new.show()
        _go_to(new.title)
        return new.title

    def _offered(self) -> list[Act]:
        fields = self.person.fields if self.person else ()
        rest = [field for field in fields if field.key not in self.inputs]
        acts: list[Act] = [(field.title, partial(self._add, field, focus=True)) for field in rest]
        return [*acts, (_("A new field"), self.add_new_field)]

    def _add(self, field: FieldValue, *, focus: bool = False) -> None:
        shown = self._fields.get(field.key) or self._made(field)
        line = shown.control
        assert isinstance(line, TextInput)
        # As the last of those that are there, above a new one.
        self._column.insertWidget(self._column.indexOf(self._own[0]), shown)
        line.setText(_written(field))
        line.setCursorPosition(0)
        self.inputs[field.key] = line
        shown.show()
        if focus:
            _go_to(line)

    def _made(self, field: FieldValue) -> Field:
        hint = _("For example {day}", day=days.shown("1984-05-31")) if field.key == _DAY else ""
        self._fields[field.key] = Field(field.title, TextInput(small=True), hint)
        return self._fields[field.key]


def _written(field: FieldValue) -> str:
    """The value as it stands in its line."""
    return days.shown(field.value) if field.key == _DAY else field.value


class _NewField(QWidget):
    """The two lines of a field that the shop does not have yet."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.value = TextInput(small=True), TextInput(small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Field(_("Name of the new field"), self.title, _("For example: favourite flower")))
        column.addWidget(Field(_("What it holds"), self.value))

    def clear(self) -> None:
        """Nothing is written."""
        self.title.clear()
        self.value.clear()


def _go_to(line: TextInput) -> None:
    """Let it be written into, once it has its place in the form."""
    QTimer.singleShot(0, line, partial(move_focus, line, forward=True))
