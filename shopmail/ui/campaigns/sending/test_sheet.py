"""A test of the draft to oneself: the campaign's own mail, as one of the people would get it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from shopmail.errors import InputRefused, OutcomeUnknown, ShopmailError
from shopmail.ui.background import Job
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.desk import Desk
from shopmail.ui.setup.online import Waiting
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.sheet import Sheet
from shopmail.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.campaigns.saving import Written
    from shopmail.sending.test_mail import Tested
    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop


@dataclass(frozen=True)
class Ready:
    """Where a test goes at first, as whom the mail is written, and whether it really leaves."""

    to: str
    somebody: str
    has_key: bool


class TestSheet(Sheet):
    """What is written is kept first, then sent; Enter does not send, and the sheet says what came of it."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(
            _("Send test to myself"), _("It goes to your own addresses only, and counts in no report.")
        )
        self._desk, self._keeper = desk, keeper
        self._job: Job | None = None
        self._is_asked = False
        self.notice: Notice | None = None
        self.to = TextInput(_("for example {email}", email="you@example.com"))
        self.somebody = TextInput(_("nobody: every field is empty"))
        several = _("An address of your own; several are parted by commas.")
        self.to_field = Field(_("To"), self.to, several)
        as_whom = _("The mail is written as this person would get it; an address from your contacts.")
        self.as_field = Field(_("As if written to"), self.somebody, as_whom)
        self.waiting = Waiting()
        self.waiting.stopped.connect(self._wait_no_longer)
        for part in (self.to_field, self.as_field, self.waiting):
            self.body.addWidget(part)
        self.cancel = self.add_button(Button(_("Close")))
        self.cancel.clicked.connect(self.close_sheet)
        self.send = self.add_button(Button(_("Send the test mail"), "primary", "send"))
        self.send.clicked.connect(self._send)
        for field in (self.to, self.somebody):
            field.textEdited.connect(self._typed)
        self.closed.connect(self._leave)
        keeper.failed.connect(self._not_kept)
        self._follow()
        self._read()

    def _read(self) -> None:
        shop, written, now = self._desk.shop, self._keeper.written, self._desk.now()

        def work(session: "Session", settings: "Settings") -> Ready:
            return _ready(session, settings, shop, written, now)

        self._desk.latest("reading", self).ask(self._desk.reading(work), self._show_ready, self._unread)

    def _unread(self, problem: Exception) -> None:
        """A segment that is gone, for example: the draft can be tested all the same."""
        if isinstance(problem, ShopmailError):
            self.show_problem(problem)
        else:
            self._desk.background.unforeseen(problem)

    def _show_ready(self, ready: Ready) -> None:
        self.to.setText(self.to.text() or ready.to)
        self.somebody.setText(self.somebody.text() or ready.somebody)
        if not ready.has_key:
            self._say(
                "quiet",
                _("SendGrid is not set up yet"),
                _(
                    "The mail goes to the rehearsal outbox, where you can open and look at it. Nobody gets"
                    " it."
                ),
            )
        self._follow()

    def _typed(self) -> None:
        self.to_field.clear_error()
        self.clear_problem()
        self._follow()

    def _follow(self) -> None:
        self.send.setEnabled(not self._is_asked and bool(self.to.text().strip()))

    def _send(self) -> None:
        if self._is_asked:
            return
        self._is_asked = True
        self.clear_problem()
        self.to_field.clear_error()
        self._say("")
        self._follow()
        self.waiting.begin(_("Handing the mail over …"))
        self._keeper.flush(self._hand_over)

    def _hand_over(self) -> None:
        if not self._is_asked:
            return
        shop, campaign_id = self._desk.shop, self._keeper.campaign_id
        to = tuple(part.strip() for part in self.to.text().split(",") if part.strip())
        as_whom = self.somebody.text().strip() or None

        def work() -> "tuple[Tested, ...]":
            return _sent(shop, campaign_id, to, as_whom)

        self._job = self._desk.background.run("sending", work, self._show_sent, self._not_sent)

    def _show_sent(self, tested: "tuple[Tested, ...]") -> None:
        self._end()
        self.cancel.setText(_("Done"))
        file = tested[0].file
        if file is None:
            self._say(
                "good",
                _("Handed over to SendGrid"),
                _(
                    "Look into the mailbox of {email}: it should be there in a few minutes. If it is not,"
                    " look among the spam.",
                    email=", ".join(one.to for one in tested),
                ),
            )
        else:
            step = Button(_("Open it"), small=True)
            step.clicked.connect(lambda: _open(file))
            self._say(
                "good",
                _("The mail lies in the rehearsal outbox"),
                _("Open it in your mail program to see what your customers will see."),
                step=step,
            )
        self._desk.changed()

    def _not_sent(self, problem: Exception) -> None:
        self._end()
        if isinstance(problem, OutcomeUnknown):
            look = _("The mail may be on its way: look into your mailbox before you try again.")
            self._say("warn", problem.title, problem.message, look)
        elif type(problem) is InputRefused:
            self.to_field.show_error(f"{problem.message} {problem.remedy}".strip())
            self.to.setFocus()
        elif isinstance(problem, ShopmailError):
            self.show_problem(problem)
        else:
            self._desk.background.unforeseen(problem)

    def _not_kept(self, problem: ShopmailError) -> None:
        """What is to be sent could not be kept, so nothing is."""
        if self._is_asked and self._job is None:
            self._end()
            self.show_problem(problem)

    def _wait_no_longer(self) -> None:
        self._leave()
        self._end()
        self._say(
            "warn",
            _("shopmail waits no longer"),
            _("The mail may be on its way: look into your mailbox before you try again."),
        )

    def _end(self) -> None:
        self._job, self._is_asked = None, False
        self.waiting.hide()
        self._follow()

    def _leave(self) -> None:
        self._is_asked = False
        if self._job:
            self._job.drop()

    def _say(self, state: str, title: str = "", *sentences: str, step: Button | None = None) -> None:
        if self.notice:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None
        if state:
            self.notice = Notice(state, title, *sentences, step=step)
            self.body.addWidget(self.notice)


def _ready(session: "Session", settings: "Settings", shop: "Shop", written: "Written", now: int) -> Ready:
    from shopmail import keychain
    from shopmail.campaigns.previewing import somebody

    first = somebody(session, written, settings, now)
    has_key = keychain.place_of(shop.id) is not None
    return Ready(settings.sender.email, first.email if first else "", has_key)


def _sent(shop: "Shop", campaign_id: int, to: tuple[str, ...], as_whom: str | None) -> "tuple[Tested, ...]":
    from shopmail.sending.post_office import post_office
    from shopmail.sending.test_mail import send_campaign_test

    return send_campaign_test(shop, post_office(shop), campaign_id, to, as_whom)


def _open(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
