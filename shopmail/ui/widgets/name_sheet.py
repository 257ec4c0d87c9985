"""The sheet that asks what something is called: a segment, a campaign."""

from PySide6.QtCore import Signal

from shopmail.errors import ShopmailError
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.sheet import Sheet
from shopmail.wording import _


class NameSheet(Sheet):
    """``wanted`` carries the name; the sheet stays until the name is kept, or ``refuse`` says why not."""

    wanted = Signal(str)

    def __init__(self, title: str, name: str, verb: str, hint: str, example: str = "") -> None:
        """``verb`` is the word of the button, ``hint`` stands below the name, ``example`` in it."""
        super().__init__(title, width=480)
        self.name = TextInput(example)
        self.name.setText(name)
        self.name.selectAll()
        self.field = Field(_("Name"), self.name, hint)
        self.name.textEdited.connect(self.field.clear_error)
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.add_button(Button(_("Cancel"), "quiet")).clicked.connect(self.close_sheet)
        self.primary = self.add_button(Button(verb, "primary"))
        self.primary.clicked.connect(lambda: self.wanted.emit(self.name.text()))

    def refuse(self, problem: ShopmailError) -> None:
        """It can't be called so."""
        self.field.show_error(" ".join(filter(None, (problem.message, problem.remedy))))
        self.name.setFocus()
