"""The question before the answers of an import are forgotten."""

from collections.abc import Callable

from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _


def leave_sheet(leave: Callable[[], None]) -> Sheet:
    """A sheet that calls ``leave`` if that is wanted; Esc stays."""
    sheet = Sheet(_("Leave this import?"))
    sheet.body.addWidget(
        label(_("What you have answered so far is forgotten. Your file stays as it is."), wrap=True)
    )

    def confirmed() -> None:
        sheet.close_sheet()
        leave()

    stay = sheet.add_button(Button(_("Go on importing")))
    stay.clicked.connect(sheet.close_sheet)
    go = sheet.add_button(Button(_("Leave the import"), "primary"))
    go.clicked.connect(confirmed)
    return sheet
