"""The question before a form is left in which something was typed."""

from PySide6.QtCore import Signal

from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _


class LeavingSheet(Sheet):
    """``left``: the owner wants it lost. Esc, Enter and × go on writing."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(_("Leave without saving?"), width=480)
        unsaved = _("What you have changed for {name} is not saved yet.", name=name)
        self.body.addWidget(label(unsaved, wrap=True))
        leave = self.add_button(Button(_("Leave without saving")))
        leave.clicked.connect(self._leave)
        self.primary = self.add_button(Button(_("Go on writing"), "primary"))
        self.primary.clicked.connect(self.close_sheet)

    def _leave(self) -> None:
        self.close_sheet()
        self.left.emit()
