"""What a row of feedback means for the person, and for the mail that it answers."""

from msgspec import Struct

from shopmail.delivery.provider import FeedbackKind, FeedbackRow
from shopmail.model import DeliveryState, Reason, Way


class Consequence(Struct, frozen=True):
    """``reason`` None: the person stays on the list. ``state``: what is known of the mail now."""

    reason: Reason | None
    way: Way | None
    state: DeliveryState


_BY_KIND: dict[FeedbackKind, Consequence] = {
    FeedbackKind.BOUNCE: Consequence(Reason.CAME_BACK, Way.BOUNCE, DeliveryState.BOUNCED),
    FeedbackKind.INVALID: Consequence(Reason.CAME_BACK, Way.INVALID, DeliveryState.BOUNCED),
    # A block is about one mail or the sender's reputation, never about the person.
    FeedbackKind.BLOCK: Consequence(None, None, DeliveryState.BOUNCED),
    FeedbackKind.SPAM_REPORT: Consequence(Reason.COMPLAINED, Way.SPAM_REPORT, DeliveryState.COMPLAINED),
    # Whoever leaves has the mail in hand; a group is left for the whole shop (contract 81).
    FeedbackKind.GLOBAL_UNSUBSCRIBE: Consequence(Reason.LEFT, Way.LINK, DeliveryState.DELIVERED),
    FeedbackKind.GROUP_UNSUBSCRIBE: Consequence(Reason.LEFT, Way.LINK, DeliveryState.DELIVERED),
}

_TEMPORARY = "4."
"""Enhanced status codes (RFC 3463 section 2) of class 4: transient, a full mailbox say."""

_POLICY = "5.7."
"""RFC 3463 section 3.8: refused for policy, that is for content or sender, not for the address."""


def consequence(row: FeedbackRow) -> Consequence:
    """What follows from ``row``; a bounce that says nothing of the address is as good as a block."""
    if row.kind is FeedbackKind.BOUNCE and row.status.startswith((_TEMPORARY, _POLICY)):
        return _BY_KIND[FeedbackKind.BLOCK]
    return _BY_KIND[row.kind]
