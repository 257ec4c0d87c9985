"""The sheet that adds one person by hand: address, name, town, tags, and what is known of an agreement."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.clock import local_day
from shopmail.errors import ShopmailError
from shopmail.ui.background import Writes
from shopmail.ui.contacts.card.agreement import AgreementFields
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field, strong_title
from shopmail.ui.widgets.inputs import Radio, TextInput
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class AddSheet(Sheet):
    """``added`` carries the number of the new person. The address is checked when its field is left."""

    added = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Add one person"))
        self._desk = desk
        self._checking = desk.latest("reading", self)
        self._adding = Writes(desk.background, "writing")
        self.closed.connect(self._adding.drop)
        self.email, self.first, self.last = TextInput(), TextInput(), TextInput()
        self.city, self.tags = TextInput(), TextInput()
        self.address = Field(_("Address"), self.email)
        self.not_yet = Radio(_("Not yet: nobody has agreed to anything"))
        self.agreed = Radio(_("Yes: the person agreed, and I can say when and how"))
        self.agreement = AgreementFields(desk, local_day(desk.now(), desk.facts.zone).isoformat())
        self.go = Button(_("Add the person"), "primary")
        self._fill()
        self.email.textEdited.connect(self.address.clear_error)
        self.email.installEventFilter(self)
        self.agreed.toggled.connect(self.agreement.setVisible)
        self.go.clicked.connect(self._add)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.email and event.type() == QEvent.Type.FocusOut and self.email.text().strip():
            self._check()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self.body.addWidget(self.address)
        self.body.addLayout(_beside(Field(_("First name"), self.first), Field(_("Last name"), self.last)))
        several = _("Several tags are separated by commas.")
        self.body.addLayout(_beside(Field(_("City"), self.city), Field(_("Tags"), self.tags, several)))
        self.body.addWidget(strong_title(_("May this person be mailed?")))
        self.body.addWidget(self.not_yet)
        self.body.addWidget(self.agreed)
        self.body.addWidget(self.agreement)
        self.agreement.hide()
        self.not_yet.setChecked(True)
        waits = _("Without an agreement nobody is mailed. You can record one later, on the person’s card.")
        self.body.addWidget(label(waits, "small", wrap=True))
        self.body.addStretch(1)
        self.add_button(Button(_("Cancel"), "quiet")).clicked.connect(self.close_sheet)
        self.primary = self.add_button(self.go)

    def _check(self) -> None:
        email = self.email.text()
        check = self._desk.reading(lambda session, _settings: _what_is_wrong(session, email))
        self._checking.ask(check, self._show_wrong)

    def _show_wrong(self, sentence: str) -> None:
        if sentence:
            self.address.show_error(sentence)
        else:
            self.address.clear_error()

    def _add(self) -> None:
        self.clear_problem()
        self.go.setEnabled(False)
        self._adding.do(self._work(), self._answered, self._failed)

    def _work(self) -> Callable[[], int | str]:
        """What is to be done on a lane: it answers with the new number, or with what is wrong."""
        email = self.email.text()
        values = {
            "first_name": self.first.text(),
            "last_name": self.last.text(),
            "city": self.city.text(),
        }
        tags = [name for name in self.tags.text().split(",") if name.strip()]
        testimony = self.agreement.testimony() if self.agreed.isChecked() else None
        desk = self._desk

        def add() -> int | str:
            from shopmail.contacts import editing

            wrong = desk.reading(lambda session, _settings: _what_is_wrong(session, email))()
            agreed = testimony.read() if testimony and not wrong else None
            return wrong or editing.add(desk.shop, email, values, tags, agreed)

        return add

    def _answered(self, answer: int | str) -> None:
        self.go.setEnabled(True)
        if isinstance(answer, str):
            self.address.show_error(answer)
            self.email.setFocus()
            return
        email = self.email.text().strip()
        self.close_sheet()
        self.added.emit(answer)
        self._desk.say(_("{email} is in the list now.", email=email))

    def _failed(self, problem: Exception) -> None:
        self.go.setEnabled(True)
        if not isinstance(problem, ShopmailError):
            raise problem
        self.show_problem(problem)


def _what_is_wrong(session: "Session", email: str) -> str:
    """A sentence if this is no address, or that of somebody in the list."""
    from shopmail.contacts import editing
    from shopmail.contacts.address import read

    found = read(email)
    if isinstance(found, str):
        return found
    if editing.find(session, found) is not None:
        return _("{email} is already in the list.", email=found.email)
    return ""


def _beside(*fields: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    for field in fields:
        row.addWidget(field, 1)
    return row
