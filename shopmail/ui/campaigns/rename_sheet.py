"""The sheet that asks for the name of a campaign."""

from PySide6.QtCore import Signal

from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.sheet import Sheet
from shopmail.wording import _


class RenameSheet(Sheet):
    """``named`` carries the new name; whoever opened the sheet closes it when that is kept."""

    named = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(_("Rename the campaign"), width=480)
        self.name = TextInput()
        self.name.setText(name)
        self.name.selectAll()
        self.body.addWidget(Field(_("Name"), self.name, _("Only you see it.")))
        cancel = self.add_button(Button(_("Cancel"), "quiet"))
        cancel.clicked.connect(self.close_sheet)
        self.primary = self.add_button(Button(_("Rename"), "primary"))
        self.primary.clicked.connect(lambda: self.named.emit(self.name.text()))
