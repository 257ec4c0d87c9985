"""Recording that somebody agreed: the three fields of the testimony, and the sheet that asks for them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from shopmail.errors import InputRefused, ShopmailError
from shopmail.ui import days
from shopmail.ui.contacts.card.person import Person
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.contacts.agreeing import AgreedBy

_WITNESS = "agreement/by"


@dataclass(frozen=True)
class Testimony:
    """What the owner has written: the day, in what way the person agreed, and who records it."""

    day: str
    how: str
    by: str

    def read(self) -> "AgreedBy":
        """The same with the day as a date, on a lane; raises ``InputRefused`` for one that can't be read."""
        from shopmail.contacts.agreeing import AgreedBy

        day = days.read(self.day)
        if day is None:
            raise InputRefused(
                _("The agreement was not recorded"),
                _("“{text}” is not a date.", text=self.day),
                _("Write a day, such as {day}.", day=days.shown("2024-05-31")),
            )
        return AgreedBy(date.fromisoformat(day), self.how, self.by)


class AgreementFields(QWidget):
    """Day, way and witness; ``today`` is the ISO day to begin with."""

    def __init__(self, desk: Desk, today: str) -> None:
        super().__init__()
        self._desk = desk
        self.day = TextInput()
        self.day.setText(days.shown(today))
        self.how = TextInput(_("A signed paper, a call, a word at the counter"))
        self.by = TextInput()
        self.by.setText(desk.remembered.get(_WITNESS))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Field(_("Agreed on"), self.day, _("Today is filled in; put the day when it was.")))
        column.addWidget(Field(_("In what way"), self.how))
        column.addWidget(Field(_("Recorded by"), self.by, _("Your name, or who was told.")))

    def go_to_what_is_missing(self) -> None:
        """The first line that is empty, else the day."""
        empty = [line for line in (self.day, self.how, self.by) if not line.text().strip()]
        (empty or [self.day])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def testimony(self) -> Testimony:
        """What is written now; the witness is remembered for the next time."""
        self._desk.remembered.put(_WITNESS, self.by.text())
        return Testimony(self.day.text(), self.how.text(), self.by.text())


class AgreementSheet(Sheet):
    """``recorded`` carries the testimony when the owner wants it recorded; who does so closes the sheet."""

    recorded = Signal(object)

    def __init__(self, desk: Desk, person: Person, today: str) -> None:
        again, first = _("{name} agreed again", name=person.name), _("{name} agreed", name=person.name)
        super().__init__(again if person.has_agreed else first, person.headline, width=560)
        self.fields = AgreementFields(desk, today)
        self.body.addWidget(self.fields)
        self.body.addWidget(
            label(
                _(
                    "This is the proof that the person wants your mails: it is kept for good and printed "
                    "word for word where a proof is asked for. Write what really happened."
                ),
                "muted",
                wrap=True,
            )
        )
        self.body.addStretch(1)
        cancel = self.add_button(Button(_("Cancel"), "quiet"))
        cancel.clicked.connect(self.close_sheet)
        self.primary = self.add_button(Button(_("Record the agreement"), "primary"))
        self.primary.clicked.connect(lambda: self.recorded.emit(self.fields.testimony()))

    def refuse(self, problem: ShopmailError) -> None:
        """It can't be recorded like this: say why, and let it be corrected."""
        self.show_problem(problem)
        self.fields.go_to_what_is_missing()
