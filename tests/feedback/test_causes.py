"""Why a mail did not arrive: the code first, then the server's words, else not known."""

import pytest

from shopmail.delivery.provider import FeedbackKind
from shopmail.feedback.causes import WORDS, Cause, cause_of


@pytest.mark.parametrize(
    ("kind", "status", "reason", "cause"),
    [
        ("bounce", "5.1.1", "", Cause.NO_MAILBOX),
        ("bounce", "5.1.2", "user unknown", Cause.NO_DOMAIN),
        ("bounce", "5.1.8", "", Cause.NO_DOMAIN),
        ("bounce", "5.1.10", "", Cause.NO_DOMAIN),
        ("bounce", "5.1.6", "", Cause.NO_MAILBOX),
        ("bounce", "4.2.2", "", Cause.MAILBOX_FULL),
        ("bounce", "5.2.2", "550 spam", Cause.MAILBOX_FULL),
        ("bounce", "5.2.1", "", Cause.NO_MAILBOX),
        ("block", "4.4.1", "", Cause.SERVER_NOT_ANSWERING),
        ("block", "5.7.1", "", Cause.REFUSED_AS_SPAM),
        ("bounce", "5.0.0", "550 No such user here", Cause.NO_MAILBOX),
        ("bounce", "", "550 User unknown", Cause.NO_MAILBOX),
        ("bounce", "", "552 Mailbox is full", Cause.MAILBOX_FULL),
        ("bounce", "", "account is over quota", Cause.MAILBOX_FULL),
        ("bounce", "", "unable to get mx info: no MX for example.net", Cause.NO_DOMAIN),
        ("block", "", "blocked by the XYZ blocklist", Cause.REFUSED_AS_SPAM),
        ("block", "", "Connection timed out", Cause.SERVER_NOT_ANSWERING),
        ("invalid", "", "Mail domain mentioned in email address is unknown", Cause.NOT_TRIED),
        ("invalid", "", "", Cause.NOT_TRIED),
        ("bounce", "5.5.0", "550 Requested action not taken", Cause.UNKNOWN),
        ("bounce", "", "", Cause.UNKNOWN),
        ("bounce", "nonsense", "<b>5.1.1</b>", Cause.UNKNOWN),
    ],
)
def test_the_table(kind: str, status: str, reason: str, cause: Cause) -> None:
    assert cause_of(FeedbackKind(kind), status, reason) is cause


def test_every_cause_has_words() -> None:
    assert set(WORDS) == set(Cause)
