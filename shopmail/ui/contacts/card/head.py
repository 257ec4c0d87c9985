"""The head of a card: who it is, and what can be done."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.contacts.card.person import Person
from shopmail.ui.contacts.card.wrapping import Wrapping
from shopmail.ui.widgets.buttons import Button, IconButton
from shopmail.ui.widgets.text import ElidedLabel
from shopmail.wording import _


class Head(QWidget):
    """``edit``, ``more`` (⋯) and ``close`` (×) are connected by the card."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Wrapping("", "strong")
        self._email = ElidedLabel("", "muted")
        self.edit = Button(_("Edit"), small=True)
        self.more = _More()
        self.close_card = IconButton("x", _("Close"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        for button in (self.edit, self.more, self.close_card):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        # An address has the whole width: it can't be wrapped, and is often longer than a name.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._email)

    def show_person(self, person: Person) -> None:
        """Name over address; the address alone where there is no name."""
        # An address that is too long for its line is broken before the @, where there is no blank.
        self._name.setText(person.name.replace("@", "\u200b@"))
        self._name.setAccessibleName(person.name)
        self._email.say(person.email)
        self._email.setVisible(person.name != person.email)

    def show_acts(self, *, possible: bool) -> None:
        """Whether there is somebody to act on, and no form open that has to be finished first."""
        self.edit.setVisible(possible)
        self.more.setVisible(possible)


class _More(Button):
    """⋯: a square, since there is no word in it."""

    def __init__(self) -> None:
        super().__init__("", icon="dots", small=True)
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(_("More"))
        self.setToolTip(_("More"))

    def sizeHint(self) -> QSize:
        return QSize(28, 28)
