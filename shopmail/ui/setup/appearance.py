"""Light, dark, or as the system has it: for this computer only, at once."""

from PySide6.QtWidgets import QWidget

from shopmail.ui.desk import Desk
from shopmail.ui.widgets.chips import Toggle
from shopmail.wording import _


def colours(desk: Desk) -> QWidget:
    """The choice of colours."""
    schemes = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
    choice = Toggle(schemes, desk.theme.choice, _("Colours"))
    choice.chosen.connect(desk.theme.choose)
    return choice
