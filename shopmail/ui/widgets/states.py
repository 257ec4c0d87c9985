"""States of people, mails and campaigns: an icon, a word and a colour, never colour alone."""

from dataclasses import dataclass

from shopmail.wording import N_


@dataclass(frozen=True)
class State:
    """``role`` is good, warn, bad or quiet; ``words`` is looked up in the catalogue where it is shown."""

    role: str
    icon: str
    words: str


STANDINGS: dict[str, State] = {
    "can-be-mailed": State("good", "circle-check", N_("Can be mailed")),
    "waiting": State("warn", "clock", N_("Waiting for answer")),
    "resting": State("quiet", "moon", N_("Resting")),
    "must-not-be-mailed": State("bad", "ban", N_("Must not be mailed")),
}
"""The four words for whether somebody may be mailed, by the value of ``consent.mailable.Standing``."""

_REASONS: dict[str, State] = {
    "left": State("bad", "logout", N_("Left")),
    "came-back": State("bad", "corner-down-left", N_("Came back")),
    "complained": State("bad", "alert-triangle", N_("Complained")),
    "said-no": State("bad", "ban", N_("Said no")),
}


CAMPAIGN_STATES: dict[str, State] = {
    "draft": State("quiet", "pencil", N_("Draft")),
    "sending": State("quiet", "send", N_("Being sent")),
    "stopped": State("warn", "alert-triangle", N_("Stopped")),
    "handed-over": State("good", "circle-check", N_("Sent")),
    "recalled": State("quiet", "arrow-back-up", N_("Recalled")),
}
"""By the value of ``model.CampaignState``."""

REHEARSED = State("quiet", "mail", N_("Rehearsed"))
"""Instead of "sent", where the mails went to the rehearsal outbox and to nobody."""


def standing_state(standing: str, why_not: str) -> State:
    """The state of one person: of those who must not be mailed, the reason tells more than the standing."""
    return _REASONS.get(why_not, STANDINGS[standing])
