"""The words and icons of a card, by the codes of the core; sentences are looked up with ``_`` when shown."""

from shopmail.ui.contacts.card.person import Group
from shopmail.wording import N_, _

_CAN_BE_MAILED: dict[str, str] = {
    "consent-recorded": N_("Can be mailed: agreed, recorded by hand"),
    "consent-imported-proof": N_("Can be mailed: agreed, confirmed"),
    "consent-imported": N_("Can be mailed: signed up, no confirmation needed"),
    "existing-customer": N_("Can be mailed: has bought from you"),
}
"""By the basis."""

_CAN_NOT: dict[str, str] = {
    "quarantined": N_("Resting: set aside until you release them"),
    "too-old": N_("Resting: the confirmation is past your age limit"),
    "said-no": N_("Must not be mailed: said no to marketing"),
    "waiting-for-answer": N_("Waiting for answer: asked, not confirmed yet"),
    "not-confirmed": N_("Waiting for answer: signed up, not confirmed"),
    "no-proof-of-when": N_("Waiting for answer: confirmed, but nobody knows when"),
    "no-basis": N_("Waiting for answer: nothing shows that they agreed"),
}
"""By the reason that speaks against mailing, where that is not the do-not-mail ledger's."""

_REFUSED: dict[tuple[str, str], str] = {
    ("left", "link"): N_("Must not be mailed: left on {day} by the link in a mail"),
    ("left", "by-hand"): N_("Must not be mailed: entered by hand on {day}"),
    ("left", "import"): N_("Must not be mailed: left on {day}, says an imported file"),
    ("left", ""): N_("Must not be mailed: left on {day}"),
    ("came-back", "import"): N_("Must not be mailed: mail came back on {day}, says an imported file"),
    ("came-back", "invalid"): N_("Must not be mailed: the address has been invalid since {day}"),
    ("came-back", ""): N_("Must not be mailed: mail came back on {day}"),
    ("complained", ""): N_("Must not be mailed: reported a mail as spam on {day}"),
}
"""By the ledger's reason and way; the empty way stands for all that have no sentence of their own."""

SAID: dict[str, str] = {
    "signed-up": N_("Signed up"),
    "asked": N_("Asked"),
    "confirmed": N_("Confirmed"),
    "confirmed-undated": N_("Confirmed"),
    "ordered": N_("Bought"),
    "declined": N_("Said no"),
    "agreed-again": N_("Agreed"),
}
"""What a line of the proof is headed, by the ledger's act."""

_ICONS: dict[str, tuple[str, str]] = {
    "added": ("user-plus", "muted"),
    "import": ("file-import", "muted"),
    "consent": ("flag", "muted"),
    "consent asked": ("mail", "muted"),
    "consent confirmed": ("circle-check", "good"),
    "consent confirmed-undated": ("help-circle", "muted"),
    "consent ordered": ("shopping-cart", "muted"),
    "consent declined": ("ban", "bad"),
    "consent agreed-again": ("circle-check", "good"),
    "do-not-mail": ("ban", "bad"),
    "do-not-mail left": ("logout", "bad"),
    "do-not-mail came-back": ("corner-down-left", "bad"),
    "do-not-mail complained": ("alert-triangle", "bad"),
    "lifted": ("arrow-back-up", "muted"),
    "delivery": ("mail", "muted"),
    "event": ("cloud", "muted"),
}
"""Icon and its colour by kind, or by kind and what exactly it was."""

_GROUPS: dict[str, Group] = {
    "added": "imports",
    "import": "imports",
    "consent": "agreement",
    "consent ordered": "orders",
    "do-not-mail": "agreement",
    "lifted": "agreement",
    "delivery": "mails",
    "event": "mails",
}


def headline_of_standing(basis: str, why_not: str) -> str:
    """The standing with its reason, for whoever is not on the do-not-mail ledger."""
    return _(_CAN_NOT[why_not] if why_not else _CAN_BE_MAILED[basis])


def headline_of_refusal(reason: str, way: str, day: str) -> str:
    """The same for whoever is."""
    return _(_REFUSED.get((reason, way)) or _REFUSED[reason, ""], day=day)


def icon_of(kind: str, what: str) -> tuple[str, str]:
    """Icon and colour of something that happened."""
    return _ICONS.get(f"{kind} {what}") or _ICONS[kind]


def group_of(kind: str, what: str) -> Group:
    """Under which choice of the filter it is found."""
    return _GROUPS.get(f"{kind} {what}") or _GROUPS[kind]
