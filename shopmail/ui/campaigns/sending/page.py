"""The page of one sending: where every mail is, how long it can be recalled, and how to go on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.background import Writes
from shopmail.ui.campaigns.outbox.reading import Opened
from shopmail.ui.campaigns.sending import moments, reading
from shopmail.ui.campaigns.sending.asking import AgainSheet, RecallSheet
from shopmail.ui.campaigns.sending.attention import Attention
from shopmail.ui.campaigns.sending.countdown import Countdown
from shopmail.ui.campaigns.sending.people_list import PeopleList
from shopmail.ui.campaigns.sending.reading import Shown
from shopmail.ui.campaigns.sending.state_words import sentence
from shopmail.ui.campaigns.sending.whereabouts import Whereabouts
from shopmail.ui.campaigns.sending.work import work_of
from shopmail.ui.contacts.card.scrolling import Scrolling
from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _, n_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings

_TICK, _SOON = 1_000, 300
"""Milliseconds between two looks at the clock; and from news of a hand-over to reading the numbers."""
_WIDE, _NARROW, _WIDE_FROM = 320, 264, 900
"""Widths of the list at the left, and the width of the page from which it has the larger one."""


class SendingPage(Page):
    """Opened with the campaign's number. Enter presses nothing here: all that it does concerns many."""

    TITLE = N_("Sending")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._id: int | None = None
        self.shown: Shown | None = None
        self._key: str | None = None
        """The place whose people the owner has asked for; None until then: where most of them are."""
        self._work = work_of(desk)
        self._reading, self._copying = self.latest("reading"), self.latest("reading")
        self._writes = Writes(desk.background, "writing")
        self.outbox = Button(_("Open the outbox"), "quiet", "mail")
        self.copy = Button(_("Copy of the mail"), "quiet", "eye")
        self.report = Button(_("Report"), "quiet", "chart-bar")
        self.duplicate = Button(_("Duplicate"), "quiet", "copy")
        self.recall = Button(_("Recall"), "primary", "arrow-back-up")
        self.attention, self.countdown = Attention(), Countdown()
        self.places, self.people = Whereabouts(), PeopleList(self)
        self.draft = Button(_("Open the draft"), "primary")
        not_sent = _("This campaign has not been sent")
        self.unsent = Empty("send", not_sent, _("It is a draft; nobody has been mailed."), self.draft)
        self._hint = label("", "muted", wrap=True)
        self._body = QWidget()
        self._tick, self._again = QTimer(self), QTimer(self)
        self._lay_out()
        self._connect()

    def go_to(self, place: str) -> None:
        self._id, self._key, self.shown = int(place), None, None
        self._body.hide()
        self.unsent.hide()
        self.refresh()

    def refresh(self) -> None:
        campaign_id, now = self._id, self.desk.now()
        if campaign_id is None:
            return

        def work(session: "Session", _settings: "Settings") -> Shown:
            return reading.shown(session, campaign_id, now)

        self._reading.ask(self.desk.reading(work), self._show, self._unread)

    def search_field(self) -> QWidget | None:
        return self.people.search

    def back(self) -> bool:
        self.desk.go("campaigns", "")
        return True

    def leave(self) -> None:
        super().leave()
        self._writes.drop()
        self._tick.stop()
        self._again.stop()
        self._work.changed.disconnect(self._worked)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(_WIDE if self.width() >= _WIDE_FROM else _NARROW)

    def _show(self, shown: Shown) -> None:
        if shown.id != self._id:
            return
        self.shown = shown
        is_draft = shown.state == "draft"
        self.head.show_title(shown.stand.name)
        self._show_state(shown)
        self._body.setVisible(not is_draft)
        if not is_draft:
            at = shown.stand.leaves_at
            held = moments.near(at, shown.now, self.desk.facts.zone) if at else ""
            self.places.show_counts(shown.places, held, rehearsed=shown.stand.rehearsed)
            self._list(_fullest(shown.places) if self._key is None else self._key)
        self._count_down()

    def _show_state(self, shown: Shown) -> None:
        stand, act = shown.stand, self._work.under_way(shown.id)
        self.head.show_state(sentence(shown, act, self.desk.now(), self.desk.facts.zone))
        self.unsent.setVisible(shown.state == "draft" and act is None)
        self.outbox.setVisible(stand.rehearsed)
        self.copy.setVisible(stand.recipients > 0 and not stand.rehearsed)
        self.duplicate.setVisible(act is None and (stand.rehearsed or shown.state == "recalled"))
        self.report.setVisible(shown.places["gone"] > 0 and act is None)
        hands_over = act is not None and act.kind in ("sending", "again")
        self.recall.setVisible(bool(stand.recallable) and (act is None or hands_over))
        number = numbers.number(stand.recallable)
        self.recall.setText(
            n_("Recall the {number} mail", "Recall all {number}", stand.recallable, number=number)
            if not stand.too_late
            else n_("Recall {number} mail", "Recall {number} mails", stand.recallable, number=number)
        )
        self._hint.setText(_hint(stand.rehearsed, is_busy=act is not None, is_kept=bool(stand.leaves_at)))
        self.attention.show_stand(shown, act, self._work.problem(shown.id))

    def _list(self, key: str) -> None:
        if self.shown:
            self.places.choose(key)
            self.people.show_people(self.shown, key)

    def _list_wanted(self, key: str) -> None:
        self._key = key
        self._list(key)

    def _count_down(self) -> None:
        if self.shown is None:
            return
        stand, now = self.shown.stand, self.desk.now()
        leaves, until = stand.leaves_at, stand.recall_until
        self.countdown.setVisible(leaves > now and not stand.rehearsed)
        if leaves > now:
            self.countdown.show_moment(stand.requested_at, leaves, until, now, self.desk.facts.zone)
        # What was read before a moment that matters came is not true any more.
        if any(self.shown.now < moment <= now for moment in (leaves, until)):
            self.refresh()

    def _worked(self, campaign_id: int) -> None:
        """Something is under way, further, or at its end: the words at once, the numbers soon."""
        if campaign_id == self._id and self.shown:
            self._show_state(self.shown)
            if not self._again.isActive():
                self._again.start()

    def _do(self, act: Callable[[int], object]) -> None:
        if self.shown:
            act(self.shown.id)
            self._show_state(self.shown)

    def _ask_again(self) -> None:
        if self.shown is None:
            return
        campaign_id, chosen = self.shown.id, self.shown.doubts.to_decide
        sheet = AgainSheet(len(chosen))
        sheet.wanted.connect(lambda: self._work.send_again(campaign_id, chosen))
        self.desk.open_sheet(sheet)

    def _ask_recall(self) -> None:
        if self.shown is None:
            return
        campaign_id, now, zone = self.shown.id, self.desk.now(), self.desk.facts.zone
        sheet = RecallSheet(self.shown.stand, now, zone)
        sheet.wanted.connect(lambda: self._work.recall(campaign_id))
        self.desk.open_sheet(sheet)

    def _show_copy(self, email: str) -> None:
        """The mail of this recipient, or of the first one."""
        shop, campaign_id = self.desk.shop, self._id
        if campaign_id is None:
            return

        def show(mail: Opened) -> None:
            from shopmail.ui.campaigns.sending.copy_sheet import CopySheet

            self.desk.open_sheet(CopySheet(mail))

        self._copying.ask(lambda: reading.copy(shop, campaign_id, email), show, self._not_shown)

    def _not_shown(self, problem: Exception) -> None:
        if isinstance(problem, ShopmailError):
            self.desk.say(problem.message, done=False)
        else:
            self.desk.background.unforeseen(problem)

    def _duplicate(self) -> None:
        """What was recalled or only rehearsed is sent as a copy, never itself."""
        shop, campaign_id = self.desk.shop, self._id
        assert campaign_id is not None

        def copy() -> int:
            from shopmail.campaigns import saving

            return saving.duplicate(shop, campaign_id)

        self._writes.do(copy, lambda made: self.desk.go("campaign", str(made)), self._not_shown)

    def _unread(self, problem: Exception) -> None:
        """A draft that was deleted elsewhere: there is no such campaign any more."""
        if isinstance(problem, ShopmailError):
            self._id = None
            self.desk.go("campaigns", "")
        self._not_shown(problem)

    def _connect(self) -> None:
        self._tick.setInterval(_TICK)
        self._tick.timeout.connect(self._count_down)
        self._again.setSingleShot(True)
        self._again.setInterval(_SOON)
        self._again.timeout.connect(self.refresh)
        self._work.changed.connect(self._worked)
        self.attention.pause_wanted.connect(lambda: self._do(self._work.pause))
        self.attention.resume_wanted.connect(lambda: self._do(self._work.resume))
        self.attention.settle_wanted.connect(lambda: self._do(self._work.settle))
        self.attention.read.connect(lambda: self._do(self._work.forget_problem))
        self.attention.again_wanted.connect(self._ask_again)
        self.recall.clicked.connect(self._ask_recall)
        self.copy.clicked.connect(lambda: self._show_copy(""))
        self.people.person_opened.connect(self._show_copy)
        self.outbox.clicked.connect(lambda: self.desk.go("outbox", ""))
        self.duplicate.clicked.connect(self._duplicate)
        self.report.clicked.connect(lambda: self.desk.go("reports", str(self._id)))
        self.draft.clicked.connect(lambda: self.desk.go("campaign", str(self._id)))
        self.places.chosen.connect(self._list_wanted)
        self.people.wanted.connect(self._list_wanted)

    def _lay_out(self) -> None:
        for button in (self.outbox, self.copy, self.duplicate, self.report, self.recall):
            self.head.add_action(button)
            button.hide()
        self.unsent.hide()
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(label(_("Where the mails are"), "strong"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.places)
        column.addWidget(self._hint)
        column.addStretch(1)
        left.addWidget(Scrolling(inside, 0), 1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._left)
        row.addWidget(self.people, 1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        body.addWidget(self.countdown)
        body.addLayout(row, 1)
        self._body.hide()
        self.column.addWidget(self.attention)
        self.column.addWidget(self.unsent)
        self.column.addWidget(self._body, 1)
        self.column.addStretch(0)


def _fullest(places: dict[str, int]) -> str:
    """Where most of the people are; the first of several."""
    return max(places, key=lambda key: places[key])


def _hint(rehearsed: bool, *, is_busy: bool, is_kept: bool) -> str:
    if is_busy:
        return _("Please leave shopmail open. If it is closed, nobody gets it twice: you go on later.")
    if is_kept and not rehearsed:
        return _(
            "You may close shopmail. SendGrid keeps the time; recalling needs shopmail and a connection."
        )
    return ""
