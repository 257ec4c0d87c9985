"""The lists that SendGrid keeps of people it can't or must not mail, and how a row of each is read."""

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from shopmail.delivery.answers import Answer, decoded
from shopmail.delivery.provider import FeedbackKind, FeedbackRow

PAGE = 500
"""Rows a page: SendGrid's most."""

Moment: TypeAlias = Annotated[int, Meta(ge=0, le=253_402_300_799)]
Email: TypeAlias = Annotated[str, Meta(min_length=1, max_length=1000)]


class _Row(Struct, frozen=True):
    """Spam reports and global unsubscribes have no more than this."""

    email: Email
    created: Moment


class _Invalid(_Row, frozen=True):
    reason: str


class _Bounce(_Invalid, frozen=True):
    status: str


class _Left(Struct, frozen=True):
    email: Email
    created_at: Moment
    group_id: int


PATHS = {
    FeedbackKind.BOUNCE: "suppression/bounces",
    FeedbackKind.BLOCK: "suppression/blocks",
    FeedbackKind.INVALID: "suppression/invalid_emails",
    FeedbackKind.SPAM_REPORT: "suppression/spam_reports",
    FeedbackKind.GLOBAL_UNSUBSCRIBE: "suppression/unsubscribes",
    FeedbackKind.GROUP_UNSUBSCRIBE: "asm/suppressions",
}
"""Below ``/v3``. All are paged and take a window of time but the last, which comes whole."""


def rows(kind: FeedbackKind, answer: Answer) -> list[FeedbackRow]:
    """The rows of one page, each checked. Raises ``DeliveryError`` for the whole page when one is amiss."""
    match kind:
        case FeedbackKind.BOUNCE | FeedbackKind.BLOCK:
            return [
                FeedbackRow(kind, row.email, row.created, reason=row.reason, status=row.status)
                for row in decoded(answer, list[_Bounce])
            ]
        case FeedbackKind.INVALID:
            return [
                FeedbackRow(kind, row.email, row.created, reason=row.reason)
                for row in decoded(answer, list[_Invalid])
            ]
        case FeedbackKind.SPAM_REPORT | FeedbackKind.GLOBAL_UNSUBSCRIBE:
            return [FeedbackRow(kind, row.email, row.created) for row in decoded(answer, list[_Row])]
        case FeedbackKind.GROUP_UNSUBSCRIBE:
            return [
                FeedbackRow(kind, row.email, row.created_at, group=row.group_id)
                for row in decoded(answer, list[_Left])
            ]
