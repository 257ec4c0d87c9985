"""The words of sending: where a mail is, and why somebody was left out, each with icon and colour."""

from dataclasses import dataclass

from shopmail.ui.widgets.states import State
from shopmail.wording import N_, _

PLACES: dict[str, State] = {
    "waiting": State("quiet", "clock", N_("Still waiting")),
    "handing-over": State("quiet", "send", N_("Being handed over")),
    "at-post": State("quiet", "cloud", N_("At SendGrid")),
    "gone": State("good", "mail", N_("On the way or arrived")),
    "arrived": State("good", "circle-check", N_("Arrived")),
    "came-back": State("bad", "corner-down-left", N_("Came back")),
    "complained": State("bad", "alert-triangle", N_("Complained")),
    "dropped": State("bad", "circle-x", N_("Not sent by SendGrid")),
    "refused": State("bad", "circle-x", N_("Refused by SendGrid")),
    "held": State("warn", "ban", N_("Left out since then")),
    "unknown": State("quiet", "help-circle", N_("Not known")),
    "recalled": State("quiet", "arrow-back-up", N_("Recalled")),
}
"""By the value of ``sending.people.Place``, in the order in which a mail passes them."""

ALWAYS = ("waiting", "handing-over", "at-post", "gone", "came-back", "refused", "unknown", "recalled")
"""Places that are listed even when nobody is there; the others only then."""

_REHEARSED = {"at-post": N_("In the outbox, waiting"), "gone": N_("In the outbox")}


def place_words(place: str, *, rehearsed: bool) -> str:
    """A place in a few words; a rehearsed mail is at no post office."""
    instead = _REHEARSED.get(place) if rehearsed else None
    return _(instead or PLACES[place].words)


@dataclass(frozen=True)
class Reason:
    """Why some are left out: a title, a sentence that says what it means, and how it looks."""

    role: str
    icon: str
    title: str
    sentence: str

    @property
    def state(self) -> State:
        """The same as a state of a table's cell."""
        return State(self.role, self.icon, self.title)


REASONS: dict[str, Reason] = {
    "complained": Reason(
        "bad",
        "alert-triangle",
        N_("Complained"),
        N_("They reported a mail as spam; no campaign reaches them"),
    ),
    "left": Reason("bad", "logout", N_("Left"), N_("They said no; no campaign reaches them")),
    "came-back": Reason(
        "bad", "corner-down-left", N_("Came back"), N_("The mailbox did not take earlier mails")
    ),
    "quarantined": Reason("quiet", "moon", N_("Set aside"), N_("You set them aside until you release them")),
    "said-no": Reason("bad", "ban", N_("Said no"), N_("An imported file says no to marketing")),
    "too-old": Reason("quiet", "moon", N_("Too old"), N_("Their confirmation is past your age limit")),
    "waiting-for-answer": Reason(
        "warn", "clock", N_("Waiting for answer"), N_("They were asked and have not answered yet")
    ),
    "not-confirmed": Reason("warn", "clock", N_("Not confirmed"), N_("They can be mailed once they confirm")),
    "no-proof-of-when": Reason(
        "warn", "clock", N_("No proof of when"), N_("The file says confirmed, but not when")
    ),
    "no-basis": Reason(
        "warn", "clock", N_("No basis"), N_("Nothing shows that they agreed or ever bought something")
    ),
}
"""By the value of ``consent.mailable.WhyNot``."""
