"""The seam to whoever carries the mail: what sending and feedback need of a post office, and no more."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from shopmail.delivery.message import Bundle


class FeedbackKind(StrEnum):
    """The lists that SendGrid keeps of people a mail did not reach, or who said no."""

    BOUNCE = "bounce"
    BLOCK = "block"
    INVALID = "invalid"
    SPAM_REPORT = "spam-report"
    GLOBAL_UNSUBSCRIBE = "global-unsubscribe"
    GROUP_UNSUBSCRIBE = "group-unsubscribe"


class FeedbackRow(Struct, frozen=True):
    """One line of such a list. ``at`` is the Unix second at which SendGrid entered it."""

    kind: FeedbackKind
    email: str
    at: int
    reason: str = ""
    """The receiving server's own words; plain text, never to be shown as anything else."""
    status: str = ""
    """An enhanced status code (RFC 3463) such as ``5.1.1``, or empty."""
    group: int | None = None


class Provider(Protocol):
    """A post office. Every method raises a ``DeliveryError`` when it can't do what it says."""

    name: str
    """``sendgrid`` or ``rehearsal``."""
    can_recall: bool
    """Whether a batch can be cancelled before its time."""
    connections: int
    """How many threads may hand over at once."""

    def now(self) -> int:
        """Unix seconds by the provider's own clock: ``send_at`` is measured by it."""

    def leave_group(self, wanted: int | None) -> int:
        """The unsubscribe group to use: ``wanted`` if given, else the default, made when there is none."""

    def new_batch(self) -> str:
        """A fresh batch id. Harmless to repeat."""

    def hand_over(self, bundle: Bundle) -> str:
        """Hand one bundle over; the provider's message id.

        Raises ``OutcomeUnknown`` when it can't be told whether it was accepted; any other error means
        that it was not. ``TooMany.retry_at`` is by this computer's clock.
        """

    def cancel(self, batch_id: str) -> None:
        """Cancel all mails of a batch that have not left yet, and confirm it. Harmless to repeat."""

    def is_cancelled(self, batch_id: str) -> bool:
        """Whether the batch stands as cancelled; asked when a process may have died before noting it."""

    def feedback(self, kind: FeedbackKind, since: int, until: int) -> Iterator[list[FeedbackRow]]:
        """The rows entered from ``since`` to ``until`` (inclusive), a page at a time."""
