"""The page of a draft: five tabs in any order, kept by itself, and the way to sending."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.campaigns.draft import reading, words
from shopmail.ui.campaigns.draft.book import KEYS, NEXT, Book
from shopmail.ui.campaigns.draft.name_line import NameLine
from shopmail.ui.campaigns.draft.reading import Read
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.widgets.buttons import Button, OnwardButton
from shopmail.ui.widgets.refusal import Refusal
from shopmail.wording import N_, _, n_

_KEPT = "campaign.open"
"""Where the desk keeps what is open while the window is made anew in another language."""
_FIRST = "mail"


class CampaignPage(Page):
    """``go_to``: ``12``, ``12/check``, ``new``, ``new?segment=7``. What is no draft is opened elsewhere."""

    TITLE = N_("Campaign")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.keeper: Keeper | None = None
        self.book: Book | None = None
        self._beginning, self._opening = self.latest("writing"), self.latest("reading")
        self._saved_at = 0
        self._was_asked = False
        """Whether somebody has said which campaign is wanted."""
        self._just_came = False
        """Whether the page has come in sight since it was read last."""
        self.refusal = Refusal(below=12)
        self.column.addWidget(self.refusal)
        self.name = NameLine()
        self.name.named.connect(self._rename)
        self.name.hide()
        self.head.put_title(self.name)
        self.test = Button(_("Send test to myself"), icon="send")
        self.test.clicked.connect(self._open_test)
        self.go_on = OnwardButton()
        self.go_on.clicked.connect(self._go_on)
        self.send = Button(_("Send"), "primary", "send")
        self.send.clicked.connect(self.open_send)
        for action in (self.test, self.go_on, self.send):
            action.hide()
            self.head.add_action(action)
        # Not at once: whoever opens the page is about to say which campaign is wanted.
        QTimer.singleShot(0, self, self._reopen)

    def go_to(self, place: str) -> None:
        self._was_asked = True
        name, _slash, tab = place.partition("/")
        if name.startswith("new"):
            self._begin(name.partition("?segment=")[2])
        elif self.keeper and str(self.keeper.campaign_id) == name:
            self._turn_to(tab or self._here())
        elif name.isdigit():
            self._open(int(name), tab)

    def refresh(self) -> None:
        """The file has changed, perhaps this draft too: another window or the command line writes as well."""
        if self.keeper is None or self.book is None:
            return
        campaign_id, mark, now = self.keeper.campaign_id, self.keeper.mark, self.desk.now()
        self._opening.ask(
            self.desk.reading(lambda session, _settings: reading.read(session, campaign_id, now)),
            partial(self._read_again, self.keeper, mark),
            self._gone,
        )
        self.book.enter(everything=self._just_came)
        self._just_came = False

    def search_field(self) -> QWidget | None:
        return self.book.tab.search_field() if self.book else None

    def undo(self) -> None:
        if self.book:
            self.book.tab.undo()

    def redo(self) -> None:
        if self.book:
            self.book.tab.redo()

    def back(self) -> bool:
        self.desk.go("campaigns", "")
        return True

    def leave(self) -> None:
        super().leave()
        self._close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._just_came = True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.keeper and self.book:
            self.name.take()
            self.book.leave()
            self.keeper.flush()

    # ---- opening and closing ----

    def _begin(self, segment: str) -> None:
        shop, segment_id = self.desk.shop, int(segment) if segment.isdigit() else None
        today = numbers.day(self.desk.now(), self.desk.now(), self.desk.facts.zone)
        name = _("Campaign of {day}", day=today)
        self._close()

        def begun(campaign_id: int) -> None:
            self.desk.changed()
            self._open(campaign_id, "")

        self._beginning.ask(lambda: reading.begin(shop, name, segment_id), begun, self._gone)

    def _open(self, campaign_id: int, tab: str) -> None:
        self._close()
        now = self.desk.now()
        work = self.desk.reading(lambda session, _settings: reading.read(session, campaign_id, now))
        self._opening.ask(work, partial(self._opened, tab), self._gone)

    def _reopen(self) -> None:
        place = self.desk.kept.get(_KEPT, "")
        if place and not self._was_asked and self.isVisible():
            self.go_to(place)

    def _opened(self, tab: str, read: Read) -> None:
        if read.page != "campaign":
            self._forward(read)
            return
        self.keeper = Keeper(self.desk, read.opened)
        self.keeper.changed.connect(self._follow)
        self.keeper.saved.connect(self._saved)
        self.keeper.failed.connect(self._not_saved)
        self.book = Book(self.desk, self.keeper)
        self.book.changed.connect(self._follow)
        self.book.turned.connect(self._turned)
        self.book.wanted.connect(self._go_elsewhere)
        self.column.addWidget(self.book, 1)
        self._saved_at = 0
        self.name.show()
        self.book.open(tab if tab in KEYS else _FIRST)
        for other in (self.book.to, self.book.from_whom):
            if other is not self.book.tab:
                other.enter()
        self._follow()

    def _read_again(self, keeper: Keeper, mark: int | None, read: Read) -> None:
        if keeper is not self.keeper:
            return
        if read.page != "campaign":
            self._forward(read)
        else:
            keeper.adopt(read.opened, mark)

    def _forward(self, read: Read) -> None:
        """It is no draft any more: go where it is sent, or was."""
        self._close()
        if self.isVisible():
            self.desk.go(read.page, str(read.opened.id))

    def _gone(self, problem: Exception) -> None:
        if not isinstance(problem, ShopmailError):
            self.desk.background.unforeseen(problem)
            return
        self._close()
        if self.isVisible():
            self.desk.go("campaigns", "")
            self.desk.say(problem.message, done=False)

    def _close(self) -> None:
        for asked in (self._beginning, self._opening):
            asked.drop()
        self.refusal.clear()
        if self.keeper and self.book:
            self.name.take()
            self.book.leave()
            # Whatever still has the keyboard lets go of it, and of what it holds, before the last keeping.
            self.book.hide()
            self.keeper.end()
            self.book.deleteLater()
        self.keeper = self.book = None
        for part in (self.name, self.test, self.go_on, self.send):
            part.hide()
        self.head.show_state("")

    # ---- going about ----

    def _here(self) -> str:
        return self.book.here if self.book else _FIRST

    def _turn_to(self, tab: str) -> None:
        """Open a tab and give the keyboard to what is first in it."""
        if self.book and tab in KEYS:
            self.book.open(tab)
            self.book.tab.first().setFocus()

    def _turned(self, tab: str) -> None:
        if self.keeper:
            self.desk.kept[_KEPT] = f"{self.keeper.campaign_id}/{tab}"

    def _go_elsewhere(self, place: str) -> None:
        if place in KEYS:
            self._turn_to(place)
            return
        page, _slash, inside = place.partition("/")
        assert self.keeper is not None
        self.keeper.flush(partial(self.desk.go, page, inside))

    def _go_on(self) -> None:
        if self.book:
            self._turn_to(self.book.next())

    # ---- keeping and sending ----

    def _rename(self, name: str) -> None:
        if self.keeper:
            self.keeper.change(name=name)

    def _saved(self, moment: int) -> None:
        self._saved_at = moment
        self.refusal.clear()
        self._follow()

    def _not_saved(self, problem: ShopmailError) -> None:
        again = Button(_("Try again"), small=True)
        again.clicked.connect(lambda: self.keeper.flush() if self.keeper else None)
        self.refusal.say(problem, again)
        self._follow()

    def _open_test(self) -> None:
        from shopmail.ui.campaigns.sending.test_sheet import TestSheet

        if self.keeper:
            self.desk.open_sheet(TestSheet(self.desk, self.keeper))

    def open_send(self) -> None:
        """Only what was checked as it stands, and kept as it was checked, comes to the last sheet."""
        if not self._can_send():
            return
        from shopmail.ui.campaigns.sending.sheet import SendSheet

        assert self.keeper is not None
        self.desk.open_sheet(SendSheet(self.desk, self.keeper.campaign_id))

    def _can_send(self) -> bool:
        return bool(self.keeper and self.keeper.is_kept and self.book and self.book.check.is_done())

    # ---- what the head says ----

    def _follow(self) -> None:
        keeper, book = self.keeper, self.book
        if keeper is None or book is None or not book.here:
            return
        self.name.show_name(keeper.written.name)
        checking = book.here == "check"
        self.test.show()
        self.send.setVisible(checking and not book.check.stops)
        self.go_on.setVisible(not self.send.isVisibleTo(self))
        people = book.to.mailable
        self.send.setText(_send_words(people) if people else _("Send"))
        self.send.setEnabled(self._can_send())
        self.go_on.setText(_(NEXT[book.next()]))
        # Enter never sends.
        self.primary = None if checking else self.go_on
        self.head.show_state(self._state(keeper, book))

    def _state(self, keeper: Keeper, book: Book) -> str:
        if self.refusal.notice:
            return words.not_kept()
        if book.here == "check" and book.check.found is not None:
            if book.check.stops:
                return words.stopped(book.check.stops)
            return words.ready(numbers.people(book.to.mailable), book.check.warnings)
        kept = words.kept(self._saved_at, self.desk.facts.zone) if keeper.is_kept else words.being_kept()
        return f"{kept} {words.done(book.done())}"


def _send_words(people: int) -> str:
    number = numbers.number(people)
    return n_("Send to {number} person", "Send to {number} people", people, number=number)
