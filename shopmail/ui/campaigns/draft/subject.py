"""The tab Subject: the subject and the words behind it, with fields, and how a phone shows them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.campaigns.draft import reading
from shopmail.ui.campaigns.draft.inbox import Inbox
from shopmail.ui.campaigns.draft.scrolled import Scrolled
from shopmail.ui.campaigns.draft.tab import Tab
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.campaigns.reading import filled_in
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _, n_

if TYPE_CHECKING:
    from shopmail.ui.campaigns.mail.field_text import FieldText

SHOWN = 45
"""Characters of a subject that phones show: from 33 (Gmail) to 55 or so, by the width of its letters."""


class SubjectTab(Tab):
    """Two lines of text with fields in them."""

    TITLE = N_("Subject")

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        from shopmail.ui.campaigns.mail.field_text import FieldText

        super().__init__(desk, keeper)
        self._titles_of = self.latest("reading")
        self._senders_of = self.latest("reading")
        self._titles: dict[str, str] = {}
        self._sender = ""
        self.subject = FieldText((), one_line=True, rich=False, own_undo=True)
        self.preview = FieldText((), one_line=True, rich=False, own_undo=True)
        self.subject_field = Field(_("Subject"), self.subject)
        below = _(
            "Many mail programs show it behind the subject. Leave it empty for the beginning of the mail."
        )
        self.preview_field = Field(_("Preview text"), self.preview, below)
        self.inbox = Inbox()
        self._lay_out()
        self.subject.edited.connect(lambda: self.keeper.change(subject=self.subject.source()))
        self.preview.edited.connect(lambda: self.keeper.change(preview_text=self.preview.source()))
        self.keeper.changed.connect(self._follow)
        self._show_written()

    def enter(self) -> None:
        shop = self.desk.shop
        self._titles_of.ask(
            self.desk.reading(lambda session, _settings: reading.field_titles(session)), self._show_titles
        )
        self._senders_of.ask(lambda: reading.sender_name(shop), self._show_sender)

    def is_done(self) -> bool:
        return bool(self.keeper.written.subject.strip())

    def first(self) -> QWidget:
        return self.subject

    def _lay_out(self) -> None:
        card = Card()
        card.column.setSpacing(16)
        for field, text in ((self.subject_field, self.subject), (self.preview_field, self.preview)):
            card.column.addLayout(_with_insert(field, text))
        scrolled = Scrolled(_("Subject"))
        self.column.addWidget(scrolled)
        scrolled.column.addWidget(card)
        scrolled.column.addWidget(self.inbox, 0, Qt.AlignmentFlag.AlignLeft)

    def _follow(self) -> None:
        self._show_written()
        self.changed.emit()

    def _show_written(self) -> None:
        written = self.keeper.written
        for text, source in ((self.subject, written.subject), (self.preview, written.preview_text)):
            if text.source() != source:
                text.set_source(source)
        subject = filled_in(written.subject, self._titles)
        self.inbox.show_mail(
            self._own_sender() or self._sender, subject, filled_in(written.preview_text, self._titles)
        )
        self.subject_field.show_hint(advice(len(subject)))

    def _own_sender(self) -> str:
        if not self.keeper.written.sender:
            return ""
        name, email = reading.parts_of(self.keeper.written.sender)
        return name or email

    def _show_titles(self, titles: tuple[tuple[str, str], ...]) -> None:
        if dict(titles) != self._titles:
            self._titles = dict(titles)
            for text in (self.subject, self.preview):
                text.set_fields(titles)
            self._show_written()

    def _show_sender(self, sender: str) -> None:
        self._sender = sender
        self._show_written()


def advice(length: int) -> str:
    """What to say of a subject of so many characters."""
    if not length:
        return _("Say what is in the mail, as you would say it over the counter.")
    if length <= SHOWN:
        return n_(
            "{count} character; phones show all of it.", "{count} characters; phones show all of it.", length
        )
    return n_(
        "{count} character; phones show about the first {shown}. Put what matters first.",
        "{count} characters; phones show about the first {shown}. Put what matters first.",
        length,
        shown=SHOWN,
    )


def _with_insert(field: Field, text: "FieldText") -> QHBoxLayout:
    insert = Button(_("Insert field"), icon="plus")
    insert.setAccessibleName(f"{_('Insert field')}: {text.accessibleName()}")
    insert.clicked.connect(partial(_insert, text))
    beside = QVBoxLayout()
    beside.setSpacing(4)
    # As high as the title over the text, whatever type the system has.
    beside.addWidget(label(" ", "small"))
    beside.addWidget(insert)
    beside.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(field, 1)
    row.addLayout(beside)
    return row


def _insert(text: "FieldText", _on: bool = False) -> None:
    text.insert_field()
