"""Why a mail did not arrive, in seven plain reasons; the server's own words stand beside them."""

import re
from enum import StrEnum

from shopmail.delivery.provider import FeedbackKind
from shopmail.wording import N_


class Cause(StrEnum):
    """The likely cause of a mail that came back."""

    NO_MAILBOX = "no-mailbox"
    MAILBOX_FULL = "mailbox-full"
    NO_DOMAIN = "no-domain"
    REFUSED_AS_SPAM = "refused-as-spam"
    SERVER_NOT_ANSWERING = "server-not-answering"
    NOT_TRIED = "not-tried"
    UNKNOWN = "unknown"


WORDS: dict[Cause, str] = {
    Cause.NO_MAILBOX: N_("mailbox does not exist"),
    Cause.MAILBOX_FULL: N_("mailbox full"),
    Cause.NO_DOMAIN: N_("domain does not exist"),
    Cause.REFUSED_AS_SPAM: N_("refused as spam"),
    Cause.SERVER_NOT_ANSWERING: N_("server not answering"),
    Cause.NOT_TRIED: N_("not tried by SendGrid"),
    Cause.UNKNOWN: N_("not known"),
}
"""For the owner; looked up with ``_`` when shown."""

# Enhanced status codes of RFC 3463 section 3; the class (4 or 5) does not change what they are about.
_BY_CODE: tuple[tuple[str, Cause], ...] = (
    (r"[45]\.1\.(2|8|10)$", Cause.NO_DOMAIN),
    (r"[45]\.1\.", Cause.NO_MAILBOX),
    (r"[45]\.2\.2$", Cause.MAILBOX_FULL),
    (r"[45]\.2\.", Cause.NO_MAILBOX),
    (r"[45]\.4\.", Cause.SERVER_NOT_ANSWERING),
    (r"[45]\.7\.", Cause.REFUSED_AS_SPAM),
)

# Servers that send no code still use these words.
_BY_WORDS: tuple[tuple[str, Cause], ...] = (
    (r"\bno mx\b|domain (name )?not found|host (or domain )?not found|nxdomain", Cause.NO_DOMAIN),
    (r"user unknown|unknown (user|recipient)|no such (user|mailbox)|does not exist", Cause.NO_MAILBOX),
    (r"mailbox (is )?full|over ?quota|quota exceeded", Cause.MAILBOX_FULL),
    (r"\bspam\b|blacklist|blocklist|reputation|policy", Cause.REFUSED_AS_SPAM),
    (r"timed? ?out|connection refused|unable to connect|not responding", Cause.SERVER_NOT_ANSWERING),
)


def cause_of(kind: str, status: str, reason: str) -> Cause:
    """The likely cause, from SendGrid's list, the status code (RFC 3463) and the server's words."""
    for pattern, cause in _BY_CODE:
        if re.match(pattern, status):
            return cause
    for pattern, cause in _BY_WORDS:
        if re.search(pattern, reason, re.IGNORECASE):
            return cause
    return Cause.NOT_TRIED if kind == FeedbackKind.INVALID else Cause.UNKNOWN
