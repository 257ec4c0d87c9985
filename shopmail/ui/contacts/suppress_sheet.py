"""The sheet before people are entered as those who must not be mailed: its plan, and the owner's reason."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from shopmail.ui import numbers
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.contacts.bulk import Plan


class SuppressSheet(Sheet):
    """``wanted`` carries the reason; Enter does nothing here, the act has to be clicked."""

    wanted = Signal(str)

    def __init__(self, plan: "Plan") -> None:
        super().__init__(_("Must not be mailed"))
        self.plan = label(_told(plan), wrap=True)
        self.body.addWidget(self.plan)
        self.reason = TextInput(_("For example: asked for it at the counter"))
        leave = Button(_("Cancel"), "quiet") if plan.new else Button(_("Close"))
        self.add_button(leave).clicked.connect(self.close_sheet)
        self.go = Button(
            n_(
                "Unsubscribe {number} person",
                "Unsubscribe {number} people",
                plan.new,
                number=numbers.number(plan.new),
            ),
            "grave",
        )
        if not plan.new:
            return
        self.body.addWidget(label(_("Nobody will mail them again, in any campaign."), "strong", wrap=True))
        self.body.addWidget(Field(_("Reason"), self.reason, _("It stays in the history of each of them.")))
        later = _("Only a fresh agreement changes that. A slip can be taken back within the hour.")
        self.body.addWidget(label(later, "small", wrap=True))
        self.body.addStretch(1)
        self.add_button(self.go).clicked.connect(self._go)

    def _go(self) -> None:
        self.close_sheet()
        self.wanted.emit(self.reason.text())


def _told(plan: "Plan") -> str:
    """What will happen to how many; the numbers add up."""
    already = numbers.number(plan.already)
    if not plan.new:
        return n_(
            "{number} person is chosen, and is unsubscribed already.",
            "{number} people are chosen, and all of them are unsubscribed already.",
            plan.people,
            number=already,
        )
    if not plan.already:
        return n_(
            "{number} person will be unsubscribed.",
            "{number} people will be unsubscribed.",
            plan.people,
            number=numbers.number(plan.people),
        )
    return _(
        "{people}: {new} will be unsubscribed, {already} already are.",
        people=numbers.people(plan.people),
        new=numbers.number(plan.new),
        already=already,
    )
