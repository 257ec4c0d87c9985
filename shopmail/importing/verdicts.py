"""What a row says of consent, given what kind of list it stands in: the table of who becomes mailable.

================ ===================================== =========================================
kind             the row says                          evidence
================ ===================================== =========================================
any              left, came back, complained           do-not-mail
do-not-mail      anything else                         do-not-mail: left
any              an explicit no to marketing           declined
signups          confirmed, with a date / without one  confirmed / confirmed, but no proof of when
signups          subscribed, or nothing / pending      signed up / asked
signups          a word that nobody knows              none: it could be a no
customers        an order                              ordered
old-list         confirmed, with a date                confirmed
customers, old   anything else                         none
================ ===================================== =========================================
"""

from msgspec import Struct

from shopmail.importing.evidence import Evidence
from shopmail.importing.statuses import Status
from shopmail.model import Act, ImportKind, Reason

_REFUSALS: dict[Status, Reason] = {
    Status.UNSUBSCRIBED: Reason.LEFT,
    Status.BOUNCED: Reason.CAME_BACK,
    Status.COMPLAINED: Reason.COMPLAINED,
}


class Said(Struct, frozen=True):
    """A row's evidence as it goes into the ledger; ``what`` None: the row proves nothing."""

    what: Act | Reason | None
    at: int | None = None
    text: str = ""


_NOTHING = Said(None)


def said(kind: ImportKind, evidence: Evidence) -> Said:
    """What a row of a list of this kind proves."""
    refusal = _REFUSALS.get(evidence.status) if evidence.status else None
    if refusal:
        return Said(refusal, evidence.left_at, evidence.left_text)
    if kind is ImportKind.DO_NOT_MAIL:
        return Said(Reason.LEFT, evidence.left_at, evidence.left_text)
    if evidence.said_no:
        return Said(Act.DECLINED)
    return _BY_KIND[kind](evidence)


def _from_signups(evidence: Evidence) -> Said:
    if evidence.status is Status.CONFIRMED:
        return _confirmed(evidence) or Said(Act.CONFIRMED_UNDATED, text=evidence.confirmed_text)
    if evidence.status is Status.PENDING:
        return Said(Act.ASKED, evidence.signed_up_at, evidence.signed_up_text)
    if evidence.status is None and evidence.status_word:
        return _NOTHING
    return Said(Act.SIGNED_UP, evidence.signed_up_at, evidence.signed_up_text)


def _from_customers(evidence: Evidence) -> Said:
    return Said(Act.ORDERED, evidence.order_at, evidence.order_text) if evidence.has_order else _NOTHING


def _from_old_list(evidence: Evidence) -> Said:
    return (_confirmed(evidence) if evidence.status is Status.CONFIRMED else None) or _NOTHING


def _confirmed(evidence: Evidence) -> Said | None:
    if evidence.confirmed_at is None:
        return None
    return Said(Act.CONFIRMED, evidence.confirmed_at, evidence.confirmed_text)


_BY_KIND = {
    ImportKind.SIGNUPS: _from_signups,
    ImportKind.CUSTOMERS: _from_customers,
    ImportKind.OLD_LIST: _from_old_list,
}
