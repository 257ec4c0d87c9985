"""The sheet that asks for a tag: one that is there, or a new one; or which one is to be taken off."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shopmail.errors import InputRefused
from shopmail.ui import numbers
from shopmail.ui.background import Latest
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.inputs import Choice, TextInput
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

_OFFERED = 24
"""Tags that are offered to be clicked; who has more of them writes the name."""


class TagSheet(Sheet):
    """``wanted`` carries the name of the tag that the chosen people are to get."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, people: int, known: Sequence[str]) -> None:
        how_many = n_("Tag {number} person", "Tag {number} people", people, number=numbers.number(people))
        super().__init__(how_many, _("A tag is a word of your own, by which you find these people again."))
        self._checking: Latest = desk.latest("reading", self)
        self.name = TextInput(_("New tag, or one of those below"))
        self.field = Field(_("Tag"), self.name)
        self.name.textEdited.connect(self.field.clear_error)
        self.body.addWidget(self.field)
        self.offered = [Button(name.replace("&", "&&"), small=True) for name in known[:_OFFERED]]
        if self.offered:
            self.body.addWidget(label(_("Tags that people have already"), "small"))
            self.body.addWidget(_flow(self.offered))
        self.body.addStretch(1)
        for button, name in zip(self.offered, known, strict=False):
            button.setAccessibleName(name)
            button.clicked.connect(lambda _on, name=name: self.name.setText(name))
        self.add_button(Button(_("Cancel"), "quiet")).clicked.connect(self.close_sheet)
        self.go = self.add_button(Button(how_many, "primary"))
        self.go.clicked.connect(self._check)

    def _check(self) -> None:
        self._checking.ask(partial(_checked, self.name.text()), self._checked, self._refused)

    def _checked(self, name: str) -> None:
        self.close_sheet()
        self.wanted.emit(name)

    def _refused(self, problem: Exception) -> None:
        if not isinstance(problem, InputRefused):
            raise problem
        self.field.show_error(problem.remedy)
        self.name.setFocus()


class UntagSheet(Sheet):
    """``wanted`` carries the name of the tag to be taken off; ``tags`` are names and how many have each."""

    wanted = Signal(str)

    def __init__(self, people: int, tags: Sequence[tuple[str, int]]) -> None:
        super().__init__(
            n_(
                "Take a tag off {number} person",
                "Take a tag off {number} people",
                people,
                number=numbers.number(people),
            )
        )
        self.tag = Choice()
        self._counts = dict(tags)
        self.tag.fill([(name, f"{name} ({numbers.number(count)})") for name, count in tags])
        self.tag.currentIndexChanged.connect(self._show_count)
        self.body.addWidget(Field(_("Tag"), self.tag, _("Beside it: how many of them have it.")))
        self.body.addStretch(1)
        self.add_button(Button(_("Cancel"), "quiet")).clicked.connect(self.close_sheet)
        self.go = self.add_button(Button("", "primary"))
        self.go.clicked.connect(self._go)
        self._show_count()

    def _show_count(self) -> None:
        count = self._counts.get(self.tag.key, 0)
        number = numbers.number(count)
        self.go.setText(
            n_("Take it off {number} person", "Take it off {number} people", count, number=number)
        )

    def _go(self) -> None:
        self.close_sheet()
        self.wanted.emit(self.tag.key)


def _checked(name: str) -> str:
    from shopmail.contacts.tagging import checked_name

    return checked_name(name)


def _flow(buttons: Sequence[Button]) -> QWidget:
    held = QWidget()
    row = Flow()
    held.setLayout(row)
    for button in buttons:
        row.addWidget(button)
    return held
