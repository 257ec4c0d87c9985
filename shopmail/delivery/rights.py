"""What an API key may do, feature by feature, told from SendGrid's list of its scopes.

The spellings are those that ``GET /v3/scopes`` answers (SendGrid's "API Key Permissions" page).
"""

from msgspec import Struct

from shopmail.wording import N_

Needs = tuple[tuple[str, ...], ...]


class Feature(Struct, frozen=True):
    """Something of shopmail that needs rights. ``words`` is a marked sentence."""

    key: str
    words: str
    right: str
    """What SendGrid's key editor calls the group of rights."""
    needs: Needs
    """Of each group one scope is enough."""

    def is_in(self, scopes: frozenset[str]) -> bool:
        """Whether a key with these scopes can do it."""
        return all(scopes.intersection(group) for group in self.needs)


def _each(*scopes: str) -> Needs:
    return tuple((scope,) for scope in scopes)


CREDITS = Feature(
    "credits", N_("See how many mails are left this month"), "User Account", _each("user.credits.read")
)
"""Nothing else waits for it: without it, only the number is not shown."""

FEATURES: tuple[Feature, ...] = (
    Feature("send", N_("Send mails"), "Mail Send", _each("mail.send")),
    Feature(
        "recall",
        N_("Hold mails back for half an hour, and recall them"),
        "Scheduled Sends",
        _each(
            "mail.batch.create",
            "user.scheduled_sends.create",
            "user.scheduled_sends.read",
            "user.scheduled_sends.update",
        ),
    ),
    Feature(
        "leave",
        N_("Let people leave, and hear who left"),
        "Unsubscribe Groups",
        _each("asm.groups.read", "asm.groups.create", "asm.groups.suppressions.read"),
    ),
    Feature(
        "returned",
        N_("Hear which mails came back, and who complained"),
        "Suppressions",
        tuple(
            (f"suppression.{name}.read",)
            for name in ("bounces", "blocks", "invalid_emails", "spam_reports", "unsubscribes")
        ),
    ),
    Feature(
        "senders",
        N_("See which sender addresses are verified"),
        "Sender Authentication",
        # A scope of their own for single senders is documented nowhere; keys that read them carry this one.
        (("whitelabel.read",), ("sender_verification_eligible", "verified_senders.read")),
    ),
    CREDITS,
)
"""Everything that needs the key, in the order in which the owner meets it."""


def missing(scopes: frozenset[str]) -> tuple[Feature, ...]:
    """The features that a key with these scopes can't do."""
    return tuple(feature for feature in FEATURES if not feature.is_in(scopes))
