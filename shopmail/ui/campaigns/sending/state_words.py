"""The one sentence under a campaign's name on the page of its sending: where it stands."""

from shopmail.ui import numbers
from shopmail.ui.campaigns.sending import moments
from shopmail.ui.campaigns.sending.reading import Shown
from shopmail.ui.campaigns.sending.work import Kind, UnderWay
from shopmail.wording import N_, _

_ACTS: dict[Kind, str] = {
    "sending": N_("Being handed over. You may look at something else meanwhile."),
    "recalling": N_("Being taken back."),
    "settling": N_("shopmail is asking SendGrid what became of the mails."),
    "again": N_("Being mailed again."),
}


def sentence(shown: Shown, act: UnderWay | None, now: int, zone: str) -> str:
    """What the owner should know at ``now``."""
    if act is not None:
        return _(_ACTS[act.kind])
    if shown.state in ("draft", "sending", "stopped"):
        return {
            "draft": _("A draft. Nobody has been mailed."),
            "sending": _("Not all of it is handed over."),
            "stopped": _("Stopped. Not all of it is handed over."),
        }[shown.state]
    if shown.state == "recalled":
        return _("Recalled. Whoever stands under “Recalled” will not get it.")
    return _handed_over(shown, now, zone)


def _handed_over(shown: Shown, now: int, zone: str) -> str:
    stand = shown.stand
    asked = moments.near(stand.requested_at, now, zone)
    if stand.rehearsed:
        return _("Rehearsed at {time}. The mails lie in the outbox; nobody gets them.", time=asked)
    if stand.leaves_at > now and shown.places["gone"] == 0:
        if stand.recall_until > now:
            return _(
                "Handed to SendGrid at {time}. Nobody has it yet; you can still take it back.", time=asked
            )
        return _(
            "Handed to SendGrid at {time}. Nobody has it yet, but it can't be taken back any more.",
            time=asked,
        )
    if shown.places["recalled"]:
        return _("Recalled, but for {people} it was too late.", people=numbers.people(stand.too_late))
    left = moments.near(stand.last_leaves_at or stand.requested_at, now, zone)
    return _("Left at {time}. What comes back shows in the report.", time=left)
