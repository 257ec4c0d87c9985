"""The card of one person beside the list: seen, corrected, tagged, unsubscribed, agreed again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.contacts.card import reading
from shopmail.ui.contacts.card.acting import Acting
from shopmail.ui.contacts.card.agreement import AgreementSheet, Testimony
from shopmail.ui.contacts.card.form import EditForm
from shopmail.ui.contacts.card.head import Head
from shopmail.ui.contacts.card.leaving import LeavingSheet
from shopmail.ui.contacts.card.person import Person
from shopmail.ui.contacts.card.record import Record
from shopmail.ui.contacts.card.scrolling import Scrolling
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button, press_focused
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.menu import Act, menu_of
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import _

WIDTH = 368
_SIDE = 16
_INNER = WIDTH - 2 - 2 * _SIDE


class PersonCard(Card):
    """``closed``: the owner wants it away. ``changed``: it has written to the file."""

    closed = Signal()
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(margins=(0, _SIDE - 1, 0, 0))
        self._desk = desk
        self._reading = desk.latest("reading", self)
        self._acting = Acting(desk, self)
        self._acting.done.connect(self._written)
        self._id: int | None = None
        self.person: Person | None = None
        self._refused: Notice | None = None
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Card of one person"))
        self.head = Head()
        self.record = Record(_INNER)
        self._view = Scrolling(self.record, _SIDE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._form: EditForm | None = None
        self._form_view: Scrolling | None = None
        self._foot = QWidget()
        self.save = Button(_("Save"), "primary", small=True)
        self.cancel = Button(_("Cancel"), "quiet", small=True)
        self._lay_out()
        self._connect()

    @property
    def shown(self) -> int | None:
        """The id of the person whose card it is."""
        return self._id

    @property
    def form(self) -> EditForm | None:
        """The form, while it is open."""
        return self._form if self._stack.currentWidget() is not self._view else None

    def show_person(self, contact_id: int) -> None:
        """Show this person's card; a form in which something was typed is not left without asking."""
        if contact_id == self._id and self.form:
            return
        self._leave_form(partial(self._turn_to, contact_id))

    def refresh(self) -> None:
        """The file has changed: read the person anew. What is being written stays."""
        if self._id is not None:
            now, contact_id = self._desk.now(), self._id
            step = self._desk.reading(lambda s, settings: reading.person(s, settings, contact_id, now))
            self._reading.ask(step, self._show, self._failed)

    def back(self) -> bool:
        """Esc: one step back inside the card, and at last ``closed``."""
        if self.form:
            self._leave_form()
        elif not self.record.tags.end():
            self.closed.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        elif self.form and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not press_focused():
                self.save.click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 0, _SIDE - 6, 0)
        head.addWidget(self.head)
        self.column.addLayout(head)
        self.column.addSpacing(12)
        self.column.addWidget(self._stack, 1)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(_SIDE, 12, _SIDE, 12)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        self.column.addWidget(self._foot)
        self._foot.hide()
        self.head.show_acts(possible=False)
        self.record.hide()

    def _connect(self) -> None:
        self.head.edit.clicked.connect(self.edit)
        menu_of(self.head.more, self._acts)
        self.head.close_card.clicked.connect(lambda: self._leave_form(self.closed.emit))
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(lambda: self._leave_form())
        self.record.tags.wanted.connect(self._tag)
        self.record.tags.unwanted.connect(self._untag)
        self.record.note.written.connect(self._write_note)
        self.record.happened.line_reached.connect(self._follow)

    def _turn_to(self, contact_id: int) -> None:
        self._id = contact_id
        self.refresh()

    def _show(self, person: Person) -> None:
        self._clear_refusal()
        another = self.person is None or self.person.id != person.id
        if person == self.person:
            return
        self.person = person
        self.head.show_person(person)
        self.head.show_acts(possible=self.form is None)
        self.record.show_person(person, anew=another)
        self.record.show()
        if another:
            self._view.to_the_top()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, ShopmailError):
            self._desk.background.unforeseen(problem)
            return
        self._clear_refusal()
        self._refused = Notice("warn", problem.title, problem.message, problem.remedy)
        self.column.insertWidget(1, self._refused)
        self.person = None
        self.record.hide()
        self.head.show_acts(possible=False)

    def _clear_refusal(self) -> None:
        if self._refused:
            self._refused.hide()
            self._refused.deleteLater()
            self._refused = None

    def _written(self) -> None:
        self.refresh()
        self.changed.emit()

    def _acts(self) -> list[Act]:
        person = self.person
        if person is None:
            return []
        acts: list[Act] = [
            (_("Copy address"), partial(QGuiApplication.clipboard().setText, person.email)),
            (_("Add a tag"), self._begin_tag),
        ]
        if not person.has_left:
            acts.append((_("Must not be mailed"), partial(self._acting.unsubscribe, person)))
        again = _("Agreed again…") if person.has_agreed else _("Agreed…")
        return [*acts, (again, self.ask_for_agreement)]

    def _begin_tag(self) -> None:
        self._view.ensureWidgetVisible(self.record.tags)
        self.record.tags.begin()

    def _follow(self) -> None:
        """Scroll to the line of the history that the keyboard is on."""
        timeline = self.record.happened.timeline
        line = timeline.visualRect(timeline.currentIndex())
        middle = timeline.mapTo(self.record, line.center())
        self._view.ensureVisible(0, self.record.y() + middle.y(), 0, line.height() // 2 + _SIDE)

    def _tag(self, name: str) -> None:
        if self.person:
            tags = self.record.tags
            self._acting.tag(self.person, name, refuse=lambda no: tags.show_problem(name, no.message))

    def _untag(self, name: str) -> None:
        if self.person:
            self._acting.untag(self.person, name)

    def _write_note(self, note: str) -> None:
        if self.person:
            self._acting.write_note(self.person, note, wrong=self.record.show_note_error)

    def ask_for_agreement(self) -> None:
        """Open the sheet in which an agreement is recorded."""
        person = self.person
        if person is None:
            return
        sheet = AgreementSheet(self._desk, person, self._today())

        def record(testimony: Testimony) -> None:
            self._acting.agree(person, testimony, recorded=sheet.close_sheet, refuse=sheet.refuse)

        sheet.recorded.connect(record)
        self._desk.open_sheet(sheet)

    def _today(self) -> str:
        from datetime import datetime
        from zoneinfo import ZoneInfo

        return datetime.fromtimestamp(self._desk.now(), ZoneInfo(self._desk.facts.zone)).date().isoformat()

    def edit(self) -> None:
        """Turn the fields into a form."""
        if self.person is None or self.form:
            return
        if self._form is None or self._form_view is None:
            self._form = EditForm()
            self._form_view = Scrolling(self._form, _SIDE)
            self._stack.addWidget(self._form_view)
        self._form.begin(self.person)
        self._form_view.to_the_top()
        self._stack.setCurrentWidget(self._form_view)
        self._foot.show()
        self.head.show_acts(possible=False)
        next(iter(self._form.inputs.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        form = self.form
        if form is None or form.person is None:
            return
        if not form.is_touched:
            self._close_form()
            return
        self._acting.edit(
            form.person,
            form.changes(),
            form.new_fields(),
            saved=self._close_form,
            wrong=form.show_errors,
            refuse=form.show_problem,
        )

    def _leave_form(self, then: Callable[[], object] = lambda: None) -> None:
        """Leave the form, if there is one, and go on; ask before what was typed gets lost."""
        form = self.form
        if form is None or form.person is None or not form.is_touched:
            self._close_form()
            then()
            return

        def leave() -> None:
            self._close_form()
            then()

        sheet = LeavingSheet(form.person.name)
        sheet.left.connect(leave)
        self._desk.open_sheet(sheet)

    def _close_form(self) -> None:
        if self.form is None:
            return
        self._stack.setCurrentWidget(self._view)
        self._foot.hide()
        self.head.show_acts(possible=self.person is not None)
        self.head.edit.setFocus(Qt.FocusReason.OtherFocusReason)
