"""The one function that says who may be mailed; every list of recipients passes through it.

It reads the contact's columns (the sum of the ledger, see ``basis``), the do-not-mail ledger, and the
shop's rules, and answers with the first reason that speaks against a person, or with none.
"""

from enum import StrEnum

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, case, exists, false, func, null, or_, select, true
from sqlalchemy.orm import Session

from shopmail.model import Agreement, Contact, DoubleOptIn, Reason, Source, Suppression
from shopmail.settings import Settings
from shopmail.wording import N_

_SECONDS_A_MONTH = 30.44 * 86_400


class Standing(StrEnum):
    """Whether a person can be mailed, in one of four words."""

    CAN_BE_MAILED = "can-be-mailed"
    WAITING = "waiting"
    RESTING = "resting"
    MUST_NOT = "must-not-be-mailed"


class WhyNot(StrEnum):
    """The reason that speaks against a person; in the order in which they are looked for."""

    COMPLAINED = "complained"
    LEFT = "left"
    CAME_BACK = "came-back"
    QUARANTINED = "quarantined"
    SAID_NO = "said-no"
    TOO_OLD = "too-old"
    WAITING_FOR_ANSWER = "waiting-for-answer"
    NOT_CONFIRMED = "not-confirmed"
    NO_PROOF_OF_WHEN = "no-proof-of-when"
    NO_BASIS = "no-basis"


class _Meaning(Struct, frozen=True):
    standing: Standing
    words: str
    sentence: str


MEANINGS: dict[WhyNot, _Meaning] = {
    WhyNot.COMPLAINED: _Meaning(
        Standing.MUST_NOT, N_("complained"), N_("This person reported a mail as spam and must not be mailed.")
    ),
    WhyNot.LEFT: _Meaning(Standing.MUST_NOT, N_("left"), N_("This person said no and must not be mailed.")),
    WhyNot.CAME_BACK: _Meaning(
        Standing.MUST_NOT, N_("came back"), N_("Mail to this address came back: it does not work.")
    ),
    WhyNot.QUARANTINED: _Meaning(
        Standing.RESTING, N_("set aside"), N_("This person is set aside until you release them.")
    ),
    WhyNot.SAID_NO: _Meaning(
        Standing.MUST_NOT, N_("said no to marketing"), N_("An imported file says no to marketing.")
    ),
    WhyNot.TOO_OLD: _Meaning(
        Standing.RESTING, N_("too old"), N_("The confirmation from an old list is past your age limit.")
    ),
    WhyNot.WAITING_FOR_ANSWER: _Meaning(
        Standing.WAITING, N_("waiting for answer"), N_("The person was asked and has not confirmed yet.")
    ),
    WhyNot.NOT_CONFIRMED: _Meaning(
        Standing.WAITING,
        N_("not confirmed"),
        N_("The person signed up but did not confirm, and you require a confirmation."),
    ),
    WhyNot.NO_PROOF_OF_WHEN: _Meaning(
        Standing.WAITING,
        N_("no proof of when"),
        N_("The file says confirmed, but not when: that proves nothing."),
    ),
    WhyNot.NO_BASIS: _Meaning(
        Standing.WAITING,
        N_("no basis"),
        N_("Nothing shows that this person agreed or ever bought something."),
    ),
}
"""Standing, a few words for a list, and a sentence for the person's card; looked up with ``_`` when shown."""


class Judgement(Struct, frozen=True):
    """What is known of one person's right to be left alone, as codes."""

    why_not: WhyNot | None
    basis: str
    double_opt_in: str

    @property
    def mailable(self) -> bool:
        """Whether nothing speaks against mailing this person."""
        return self.why_not is None

    @property
    def standing(self) -> Standing:
        """The same in one of four words."""
        return Standing.CAN_BE_MAILED if self.why_not is None else MEANINGS[self.why_not].standing


def why_not(settings: Settings, now: int) -> ColumnElement[str | None]:
    """SQL over ``Contact``: a ``WhyNot`` code, or NULL for somebody who may be mailed.

    ``now`` (Unix seconds) only matters for the age limit of old lists.
    """
    oldest = now - int(settings.consent.age_limit_months * _SECONDS_A_MONTH)
    proven = Contact.agreement.in_((Agreement.PROVEN, Agreement.RECORDED))
    too_old = and_(Contact.old_list, func.coalesce(Contact.agreed_at, 0) < oldest)
    existing_customer = and_(Contact.customer, ~Contact.declined)
    return case(
        (
            _suppressed(),
            case(
                (_suppressed(Reason.COMPLAINED), WhyNot.COMPLAINED.value),
                (_suppressed(Reason.LEFT), WhyNot.LEFT.value),
                else_=WhyNot.CAME_BACK.value,
            ),
        ),
        (Contact.quarantined, WhyNot.QUARANTINED.value),
        (and_(proven, ~too_old), null()),
        (Contact.declined, WhyNot.SAID_NO.value),
        (existing_customer, null()),
        (proven, WhyNot.TOO_OLD.value),
        (Contact.double_opt_in == DoubleOptIn.ASKED, WhyNot.WAITING_FOR_ANSWER.value),
        (and_(Contact.agreement == Agreement.IMPORTED, _confirmation_waived(settings)), null()),
        (Contact.agreement == Agreement.IMPORTED, WhyNot.NOT_CONFIRMED.value),
        (Contact.agreement == Agreement.UNPROVEN, WhyNot.NO_PROOF_OF_WHEN.value),
        else_=WhyNot.NO_BASIS.value,
    )


def is_mailable(settings: Settings, now: int) -> ColumnElement[bool]:
    """SQL over ``Contact``: whether nothing speaks against mailing."""
    return why_not(settings, now).is_(None)


def standing(settings: Settings, now: int) -> ColumnElement[str]:
    """SQL over ``Contact``: the ``Standing`` in one word."""
    reason = why_not(settings, now)
    return func.coalesce(
        case({code.value: meaning.standing.value for code, meaning in MEANINGS.items()}, value=reason),
        Standing.CAN_BE_MAILED.value,
    )


def has_standing(wanted: Standing, settings: Settings, now: int) -> ColumnElement[bool]:
    """SQL over ``Contact``: whether this is the person's standing."""
    reason = why_not(settings, now)
    if wanted is Standing.CAN_BE_MAILED:
        return reason.is_(None)
    return reason.in_([code.value for code, meaning in MEANINGS.items() if meaning.standing is wanted])


def basis() -> ColumnElement[str]:
    """SQL over ``Contact``: the legal basis as a word."""
    return case(
        (_suppressed(), "do-not-mail"),
        (Contact.agreement == Agreement.RECORDED, "consent-recorded"),
        (Contact.agreement == Agreement.PROVEN, "consent-imported-proof"),
        (Contact.declined, "none"),
        (Contact.customer, "existing-customer"),
        (Contact.double_opt_in == DoubleOptIn.ASKED, "none-yet"),
        (Contact.agreement == Agreement.IMPORTED, "consent-imported"),
        (Contact.agreement == Agreement.UNPROVEN, "consent-unproven"),
        else_="none",
    )


def double_opt_in() -> ColumnElement[str]:
    """SQL over ``Contact``: how far the confirmation has come; existing customers need none."""
    not_needed = and_(basis() == "existing-customer", Contact.double_opt_in == DoubleOptIn.NOT_ASKED)
    return case((not_needed, "not-needed"), else_=Contact.double_opt_in)


def judge(session: Session, contact_id: int, settings: Settings, now: int) -> Judgement:
    """The judgement on one person."""
    row = session.execute(
        select(why_not(settings, now), basis(), double_opt_in()).where(Contact.id == contact_id)
    ).one()
    return Judgement(WhyNot(row[0]) if row[0] else None, row[1], row[2])


def _suppressed(reason: Reason | None = None) -> ColumnElement[bool]:
    query = exists().where(Suppression.address_hash == Contact.address_hash, Suppression.lifted_at.is_(None))
    return (query.where(Suppression.reason == reason) if reason else query).correlate(Contact)


def _confirmation_waived(settings: Settings) -> ColumnElement[bool]:
    """Double opt-in is not required: by the rule of the agreement's source, else by the shop's."""
    of_source = (
        select(Source.double_opt_in)
        .where(Source.id == Contact.agreed_source_id)
        .correlate(Contact)
        .scalar_subquery()
    )
    shop = true() if settings.consent.double_opt_in == "not-required" else false()
    return or_(of_source == "not-required", and_(of_source.is_(None), shop))
