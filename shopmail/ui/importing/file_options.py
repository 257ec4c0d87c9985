"""How a file is written, where shopmail's own guess is wrong: its letters, its separator, its heading."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import CheckBox, Choice
from shopmail.ui.widgets.text import plain_tooltip
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.importing.looking import Look
    from shopmail.ui.importing.answers import Answers

AS_FOUND = ""
"""The key of the choice that leaves it to shopmail."""


class FileOptions(Card):
    """``answered`` carries the name of an answer and what was chosen; None leaves it to shopmail."""

    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.encoding, self.delimiter = Choice(), Choice()
        self.heading = CheckBox(_("The first row is a heading"))
        for choice in (self.encoding, self.delimiter):
            choice.currentTextChanged.connect(lambda words, on=choice: on.setToolTip(plain_tooltip(words)))
        self.encoding.chosen.connect(lambda codec: self.answered.emit("encoding", codec or None))
        self.delimiter.chosen.connect(lambda mark: self.answered.emit("delimiter", mark or None))
        self.heading.clicked.connect(lambda on: self.answered.emit("has_header", on))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Field(_("How the letters are written"), self.encoding), 3)
        row.addWidget(Field(_("What stands between the columns"), self.delimiter), 2)
        self.column.addLayout(row)
        self.column.addSpacing(12)
        self.column.addWidget(self.heading)

    def show_answers(self, answers: "Answers") -> None:
        """What was chosen so far."""
        from shopmail.importing.looking import DELIMITERS, ENCODINGS

        as_found = (AS_FOUND, _("As shopmail finds it"))
        self.encoding.fill([as_found, *((key, _(words)) for key, words in ENCODINGS)])
        self.encoding.choose(answers.encoding or AS_FOUND)
        self.delimiter.fill([as_found, *((mark, _(words)) for mark, words in DELIMITERS)])
        self.delimiter.choose(answers.delimiter or AS_FOUND)
        self.heading.setChecked(answers.has_header is not False)

    def show_look(self, look: "Look") -> None:
        """What was found."""
        self.heading.setChecked(look.table.has_header)
