"""The last sheet before a campaign is sent: what, from whom, to whom, to whom not, and when."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.campaigns.sending import moments, reading
from shopmail.ui.campaigns.sending.when import WhenChoice, leaving
from shopmail.ui.campaigns.sending.who_gets_it import WhoGetsIt
from shopmail.ui.campaigns.sending.work import work_of
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import hairline
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.sending.planning import SendPlan

TYPED_ABOVE = 500
"""With more people than this, their number has to be typed."""
_TICK = 5_000
"""Milliseconds between two looks at the clock."""
_TITLE_WIDTH = 160
"""As far as the sentences of ``WhoGetsIt`` are from the left: icon, gap, title, gap."""


class SendSheet(Sheet):
    """It sends, so nothing in it is pressed by Enter; however often the button is pressed, it sends once.

    The hand-over goes on by itself when the sheet is closed, and is followed on the page "sending".
    """

    def __init__(self, desk: Desk, campaign_id: int) -> None:
        super().__init__(_("Send the campaign?"))
        self.body.setSpacing(12)
        self._desk = desk
        self._plan: SendPlan | None = None
        self._is_sent = False
        self._counting = desk.latest("counting", self)
        self._waiting = label(_("Counting who gets it …"), "muted", wrap=True)
        self.body.addWidget(self._waiting)
        self.cancel = self.add_button(Button(_("Back to the draft")))
        self.cancel.clicked.connect(self.close_sheet)
        self.send = self.add_button(Button(_("Send"), "primary", "send"))
        self.send.clicked.connect(self._send)
        self.send.setEnabled(False)
        self.when: WhenChoice | None = None
        self.typed: TextInput | None = None
        self._field: Field | None = None
        self._until, self._arrow = label("", wrap=True), IconLabel("arrow-back-up", "good", 20)
        self._recall = self._recall_line()
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK)
        self._clock.timeout.connect(self._follow)
        shop = desk.shop
        self._counting.ask(lambda: reading.plan(shop, campaign_id), self._show, self._refused)

    def _show(self, plan: "SendPlan") -> None:
        self._plan = plan
        self._waiting.hide()
        rehearsed = plan.provider == "rehearsal"
        self._title(plan, rehearsed=rehearsed)
        self.body.addLayout(_facts(plan))
        if plan.state.value != "draft":
            gone = _("“{name}” has been sent already; nobody gets it a second time.", name=plan.name)
            self.body.addWidget(Notice("warn", gone))
            return
        self.body.addWidget(hairline())
        who = WhoGetsIt(
            plan.audience,
            plan.matches,
            [(code.value, people) for code, people in plan.left_out.items()],
            plan.mailable,
        )
        who.names_wanted.connect(self._open_names)
        self.body.addWidget(who)
        if rehearsed:
            self.body.addLayout(_rehearsal())
        if not plan.mailable:
            self.body.addWidget(
                Notice("bad", _("None of them can be mailed"), _("Choose another segment for this campaign."))
            )
            return
        self.body.addWidget(hairline())
        self._add_when()
        self._add_number(plan.mailable)
        self._clock.start()
        self._follow()
        # The keyboard begins far from the button that sends.
        who.lines[0].setFocus()

    def _title(self, plan: "SendPlan", *, rehearsed: bool) -> None:
        number, count = numbers.number(plan.mailable), plan.mailable
        if rehearsed:
            words = n_("Rehearse with {number} person", "Rehearse with {number} people", count, number=number)
        else:
            words = n_("Send to {number} person", "Send to {number} people", count, number=number)
        self.send.setText(words)
        self.setAccessibleName(words)

    def _add_when(self) -> None:
        self.when = WhenChoice(self._desk.facts.zone, self._desk.now())
        self.when.changed.connect(self._follow)
        part = QVBoxLayout()
        part.setSpacing(8)
        part.addWidget(label(_("When"), "strong"))
        part.addWidget(self.when)
        self.body.addLayout(part)

    def _add_number(self, people: int) -> None:
        if people <= TYPED_ABOVE:
            return
        self.typed = TextInput(str(people))
        self.typed.textEdited.connect(self._follow)
        self._field = Field(
            _("How many people get it?"),
            self.typed,
            _(
                "So that so many mails never leave by mistake, write {number} here.",
                number=numbers.number(people),
            ),
        )
        self.body.addWidget(self._field)

    def _recall_line(self) -> QWidget:
        """Until when it can be recalled, or why it can't be sent: over the foot, always in sight."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(23, 8, 23, 0)
        row.setSpacing(8)
        row.addWidget(self._arrow)
        row.addWidget(self._until, 1)
        line.hide()
        column = self.card.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, line)
        return line

    def _follow(self) -> None:
        """What is chosen has changed, or time has gone on."""
        if self.when is None or self._plan is None:
            return
        now, zone = self._desk.now(), self._desk.facts.zone
        self.when.show_now(now)
        found = leaving(self.when.choice(), zone, now)
        self.when.show_problem(found.problem)
        missing = found.problem or self._missing_number()
        self._recall.show()
        self._arrow.show_icon("alert-triangle" if missing else "arrow-back-up", "warn" if missing else "good")
        self._until.setText(missing or _until_words(found.recall_until, now, zone))
        self.send.setEnabled(not self._is_sent and not missing)

    def _missing_number(self) -> str:
        """What is still to be done before it can be sent; empty for nothing."""
        if self.typed is None or self._plan is None:
            return ""
        typed = "".join(sign for sign in self.typed.text() if sign.isdigit())
        if typed == str(self._plan.mailable):
            return ""
        return _("Write how many people get it: {number}.", number=numbers.number(self._plan.mailable))

    def _send(self) -> None:
        if self._is_sent or self._plan is None or self.when is None:
            return
        self._is_sent = True
        self.send.setEnabled(False)
        desk, plan, when = self._desk, self._plan, self.when.choice()
        self.close_sheet()
        work_of(desk).send(plan, when)
        desk.go("sending", str(plan.campaign_id))

    def _open_names(self, which: str, title: str) -> None:
        """The names in a sheet over this one, which stays as it is; it goes when this one does."""
        from shopmail.ui.segments.people_sheet import PeopleSheet

        window = self.parentWidget()
        if self._plan is None or window is None or self._page is None:
            return
        names = PeopleSheet(self._desk, title, self._plan.definition, which)
        self.closed.connect(names.close_sheet)
        names.open_over(window, self._page)

    def _refused(self, problem: Exception) -> None:
        self._waiting.hide()
        if isinstance(problem, ShopmailError):
            self.show_problem(problem)
        else:
            self._desk.background.unforeseen(problem)


def _facts(plan: "SendPlan") -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(0)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, _TITLE_WIDTH)
    grid.setColumnStretch(1, 1)
    sender = f"{plan.sender_name}, {plan.sender_email}" if plan.sender_name else plan.sender_email
    subject = reading.subject_words(plan.subject)
    for row, (title, words, voice) in enumerate(
        ((_("Campaign"), plan.name, "body"), (_("Subject"), subject, "strong"), (_("From"), sender, "body"))
    ):
        grid.addWidget(label(title, "muted"), row, 0)
        grid.addWidget(label(words, "strong" if voice == "strong" else "body", wrap=True), row, 1)
    return grid


def _rehearsal() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(IconLabel("info-circle", "quiet", 20))
    words = _("SendGrid is not set up yet: the mails go to the rehearsal outbox, and nobody gets them.")
    row.addWidget(label(words, wrap=True), 1)
    return row


def _until_words(until: int, now: int, zone: str) -> str:
    if not until:
        return _("It leaves at once. It can't be recalled.")
    return _("Can be recalled until {time}.", time=moments.near(until, now, zone))
