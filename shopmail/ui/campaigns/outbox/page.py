"""The rehearsal outbox: the mails that would have left, each to be opened and looked at."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.campaigns.outbox import reading
from shopmail.ui.campaigns.outbox.mail import MailCard
from shopmail.ui.campaigns.outbox.reading import Listed, Listing, Opened
from shopmail.ui.copying import Copying
from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.cells import Cell, Column, Rows
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.search import SearchField
from shopmail.ui.widgets.table import Table
from shopmail.wording import N_, _, n_

COLUMNS = (
    Column(N_("To"), 58, least=144, stays=True),
    Column(N_("Subject"), 42, least=120, stays=True),
    Column(N_("When"), 0, numbers=True, least=128),
)
_LEAST, _SHARE = 320, 0.46
"""Width of the list in pixels at least, and its share of the page."""


class OutboxPage(Page):
    """The newest mail stands open at first; arrows go through the list, Esc leads to the campaigns."""

    TITLE = N_("Rehearsal outbox")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._listing, self._opening = self.latest("files"), self.latest("files")
        self._copying = Copying(self.latest("counting"))
        self._box = reading.Box(desk.shop)
        self._open: Path | None = None
        self._search = ""
        self.search = SearchField(_("Address or subject"))
        self.search.asked.connect(self._searched)
        self.model: Rows[Listed] = Rows(COLUMNS, self._cells)
        self.table = Table(self.model, _("Mails"))
        self.table.be_crowded(True)
        self.table.copy_wanted.connect(self._copy)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._reach(now.row()))
        self._list_card = self.table.in_card()
        self.mail = MailCard()
        self.in_program = Button(_("Open in mail program"), "quiet", "external-link")
        self.in_program.clicked.connect(self._open_in_program)
        self.in_program.setVisible(False)
        self.head.add_action(self.in_program)
        self.head.add_action(self.mail.toggle)
        self.nothing = Empty(
            "mail",
            _("No rehearsed mails"),
            _("While SendGrid is not set up, mails land here instead of leaving. Nobody gets them."),
        )
        self.unfound = Empty("search", _("No mail fits"), _("Try fewer letters, or another way to write it."))
        self._lay_out()

    def refresh(self) -> None:
        self._listing.ask(partial(self._box.listing, self._search), self._listed)

    def search_field(self) -> QWidget | None:
        return self.search

    def back(self) -> bool:
        self.desk.go("campaigns", "")
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(max(_LEAST, round(self.width() * _SHARE)))

    def _listed(self, found: Listing) -> None:
        self.model.show(found.mails)
        self._body.setVisible(found.held > 0)
        self.nothing.setVisible(found.held == 0)
        self.unfound.setVisible(found.held > 0 and not found.mails)
        self._list_card.setVisible(bool(found.mails))
        self.head.show_state(_state(found.held))
        paths = [one.path for one in found.mails]
        if self._open not in paths:
            self._turn_to(paths[0] if paths else None)

    def _reach(self, row: int) -> None:
        if 0 <= row < len(self.model.records):
            self._turn_to(self.model.records[row].path)

    def _turn_to(self, path: Path | None) -> None:
        self._open = path
        self.in_program.setVisible(path is not None)
        self.mail.setVisible(path is not None)
        self.mail.toggle.setVisible(path is not None)
        if path is not None:
            shop = self.desk.shop
            self._opening.ask(partial(reading.opened, shop, path), self._show, self._gone)

    def _show(self, mail: Opened) -> None:
        when = numbers.day_and_time(mail.at, self.desk.now(), self.desk.facts.zone) if mail.at else ""
        self.mail.show_mail(mail, when)

    def _gone(self, problem: Exception) -> None:
        if isinstance(problem, ShopmailError):
            self.desk.say(f"{problem.message} {problem.remedy}".strip(), done=False)
            self.mail.hide()
            self.refresh()
        else:
            self.desk.background.unforeseen(problem)

    def _searched(self, words: str) -> None:
        self._search = words
        self.refresh()

    def _copy(self) -> None:
        chosen = [self.model.cells_of(row) for row in self.table.chosen()]
        if chosen:
            self._copying.copy(lambda: chosen, self._copied)

    def _copied(self, count: int) -> None:
        words = n_("{number} row copied.", "{number} rows copied.", count, number=numbers.number(count))
        self.desk.say(words)

    def _open_in_program(self) -> None:
        if self._open:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._open)))

    def _cells(self, one: Listed) -> tuple[Cell, ...]:
        when = numbers.day_and_time(one.at, self.desk.now(), self.desk.facts.zone)
        return Cell(one.to), Cell(one.subject, muted=True), Cell(when)

    def _lay_out(self) -> None:
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._list_card, 1)
        column.addWidget(self.unfound)
        column.addStretch(0)
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left)
        row.addWidget(self.mail, 1)
        row.addStretch(0)
        self.column.addWidget(self._body, 1)
        self.column.addWidget(self.nothing)
        self.column.addStretch(0)
        for part in (self._body, self.mail, self.mail.toggle, self.nothing, self.unfound):
            part.hide()


def _state(held: int) -> str:
    if held > reading.MOST:
        return _(
            "Nobody gets these mails. The newest {most} of {held} are listed.",
            most=numbers.number(reading.MOST),
            held=numbers.number(held),
        )
    if not held:
        return ""
    return n_(
        "{number} mail. Nobody gets it.",
        "{number} mails. Nobody gets them.",
        held,
        number=numbers.number(held),
    )
