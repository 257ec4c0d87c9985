"""What stands over the numbers while something wants attention: a refusal, a stop, lost answers."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.ui.campaigns.sending.reading import Doubts

Act = Callable[[], object]


def refusal(problem: ShopmailError, close: Act) -> Notice:
    """The last act was refused, and there is nothing to go on with."""
    return Notice("bad", problem.title, problem.message, problem.remedy, step=_step(_("Close"), close))


def interrupted(problem: ShopmailError, waiting: int, resume: Act) -> Notice:
    """Handing over was refused half-way: what happened, what is kept, and how to go on."""
    told = (problem.message, problem.remedy, _kept(waiting))
    return Notice("bad", problem.title, *told, step=_step(_("Go on"), resume))


def stopped(because: str, waiting: int, resume: Act) -> Notice:
    """Handing over has ended before its end, and can go on."""
    because = because or _("shopmail was closed, or another shopmail is sending it.")
    title = _("Not all is handed over")
    return Notice("warn", title, because, _kept(waiting), step=_step(_("Go on"), resume))


def doubt(doubts: "Doubts", settle: Act, ask_again: Act) -> Notice:
    """Of some nobody can tell. Doing nothing is right as soon as nothing can be found out any more."""
    title = n_(
        "Of {number} person nobody can tell whether the mail reaches them",
        "Of {number} people nobody can tell whether the mail reaches them",
        doubts.people,
        number=numbers.number(doubts.people),
    )
    lost = _("SendGrid's answer was lost. shopmail does not repeat it by guess: nobody gets a mail twice.")
    if doubts.to_settle:
        now = _("SendGrid can still throw the mails away in time; then they are handed over anew, once.")
        return Notice("warn", title, lost, now, step=_step(_("Find out now"), settle))
    if doubts.to_decide:
        leave = _("You can leave it like this: there is nothing to do.")
        return Notice("quiet", title, lost, leave, step=_step(_("Mail them again …"), ask_again))
    if doubts.waiting:
        wait = _(
            "Up to a quarter of an hour after its time it can still turn out that a mail has left."
            " Look again then."
        )
        return Notice("quiet", title, lost, wait)
    over = _("They were mailed again once, at your wish; it stays like this.")
    return Notice("quiet", title, lost, over)


def _kept(waiting: int) -> str:
    if not waiting:
        return _("Nobody gets it twice when you go on.")
    return n_(
        "{number} person is still waiting; nobody gets it twice when you go on.",
        "{number} people are still waiting; nobody gets it twice when you go on.",
        waiting,
        number=numbers.number(waiting),
    )


def _step(words: str, act: Act) -> QPushButton:
    button = Button(words, small=True)
    button.clicked.connect(act)
    return button
