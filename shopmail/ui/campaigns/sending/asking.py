"""The two questions before an act that can't be undone: taking a campaign back, and mailing again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from shopmail.ui import numbers
from shopmail.ui.campaigns.sending import moments
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.sending.people import Stand


class RecallSheet(Sheet):
    """``wanted``: take it back. Enter does nothing here, the act has to be clicked."""

    wanted = Signal()

    def __init__(self, stand: "Stand", now: int, zone: str) -> None:
        super().__init__(_("Take the campaign back?"), stand.name)
        people, too_late, until = stand.recallable, stand.too_late, stand.recall_until
        number = numbers.number(people)
        gets_not = n_(
            "{number} person will not get it.", "{number} people will not get it.", people, number=number
        )
        self.body.addWidget(label(gets_not, "strong", wrap=True))
        if too_late:
            late = n_(
                "For {number} person it is too late.",
                "For {number} people it is too late.",
                too_late,
                number=numbers.number(too_late),
            )
            self.body.addWidget(label(late, wrap=True))
        if until:
            time = moments.near(until, now, zone)
            self.body.addWidget(label(_("Recalling works until {time}.", time=time), "muted", wrap=True))
        after = _(
            "A recalled campaign is not sent any more. You can duplicate it, change the copy and send that."
        )
        self.body.addWidget(label(after, "muted", wrap=True))
        self.add_button(Button(_("Leave it as it is"))).clicked.connect(self.close_sheet)
        words = n_("Recall {number} mail", "Recall {number} mails", people, number=number)
        self.go = self.add_button(Button(words, "primary", "arrow-back-up"))
        self.go.clicked.connect(self._go)

    def _go(self) -> None:
        self.close_sheet()
        self.wanted.emit()


class AgainSheet(Sheet):
    """``wanted``: mail them once more. Leaving it is the default: it has the focus, and Esc does it too."""

    wanted = Signal()

    def __init__(self, people: int) -> None:
        super().__init__(_("Mail them again?"))
        number = numbers.number(people)
        told = n_(
            "SendGrid never answered whether it took the mail for {number} person.",
            "SendGrid never answered whether it took the mails for {number} people.",
            people,
            number=number,
        )
        self.body.addWidget(label(told, wrap=True))
        twice = _("Who has got it after all gets it twice then. That is why it is best to leave it.")
        self.body.addWidget(label(twice, "strong", wrap=True))
        once = _("It is done once only. Who said no meanwhile, or whose mail came back, is not mailed.")
        self.body.addWidget(label(once, "muted", wrap=True))
        self.leave = self.add_button(Button(_("Leave it")))
        self.leave.clicked.connect(self.close_sheet)
        words = n_("Mail {number} person again", "Mail {number} people again", people, number=number)
        self.go = self.add_button(Button(words, "grave"))
        self.go.clicked.connect(self._go)

    def _go(self) -> None:
        self.close_sheet()
        self.wanted.emit()
