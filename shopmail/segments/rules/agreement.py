"""Whether and how somebody agreed, and whether they may be mailed: what ``consent.mailable`` says."""

from sqlalchemy import ColumnElement, SQLColumnExpression, String, false, func, or_, type_coerce

from shopmail.consent import mailable
from shopmail.consent.mailable import MEANINGS, Standing
from shopmail.model import Agreement, Contact
from shopmail.segments.rules.choices import CHOICE_OPS, choice_ops
from shopmail.segments.rules.rule import Circumstances, Family, Rule, choice_shown
from shopmail.wording import N_

NOTHING_AGAINST = "nothing"
"""The choice of ``why_not`` for people who can be mailed."""

_STANDINGS: dict[str, str] = {
    Standing.CAN_BE_MAILED.value: N_("can be mailed"),
    Standing.WAITING.value: N_("waiting for answer"),
    Standing.RESTING.value: N_("resting"),
    Standing.MUST_NOT.value: N_("must not be mailed"),
}
_WHY_NOT: dict[str, str] = {
    NOTHING_AGAINST: N_("nothing speaks against it"),
    **{code.value: meaning.words for code, meaning in MEANINGS.items()},
}
_BASES: dict[str, str] = {
    "consent-recorded": N_("consent recorded by you"),
    "consent-imported-proof": N_("consent with proof, imported"),
    "consent-imported": N_("consent imported without confirmation"),
    "consent-unproven": N_("consent without proof"),
    "existing-customer": N_("existing customer"),
    "none-yet": N_("none yet, asked"),
    "none": N_("none"),
    "do-not-mail": N_("do-not-mail"),
}
_DOUBLE_OPT_IN: dict[str, str] = {
    "confirmed": N_("confirmed"),
    "asked": N_("asked"),
    "not-asked": N_("not asked"),
    "not-needed": N_("not needed"),
}
_AGREEMENTS: dict[str, str] = {
    Agreement.RECORDED.value: N_("recorded by you"),
    Agreement.PROVEN.value: N_("imported with the date of the confirmation"),
    Agreement.IMPORTED.value: N_("imported without a confirmation"),
    Agreement.UNPROVEN.value: N_("confirmed, but nobody knows when"),
    Agreement.NONE.value: N_("none"),
}


def _stands(
    _word: SQLColumnExpression[str], wanted: tuple[str, ...], at: Circumstances
) -> ColumnElement[bool]:
    # Asked through the reasons, without making the word for each person: half the time.
    each = (mailable.has_standing(Standing(word), at.settings, at.now) for word in wanted)
    return func.coalesce(or_(*each), false())


STANDING = Rule(
    "standing",
    N_("Standing"),
    Family.AGREEMENT,
    choice_ops(_stands),
    lambda at: mailable.standing(at.settings, at.now),
    choice_shown(_STANDINGS),
    _STANDINGS,
)

WHY_NOT = Rule(
    "why_not",
    N_("Reason against mailing"),
    Family.AGREEMENT,
    CHOICE_OPS,
    lambda at: func.coalesce(mailable.why_not(at.settings, at.now), NOTHING_AGAINST),
    choice_shown(_WHY_NOT),
    _WHY_NOT,
)

BASIS = Rule(
    "basis",
    N_("Legal basis"),
    Family.AGREEMENT,
    CHOICE_OPS,
    lambda _at: mailable.basis(),
    choice_shown(_BASES),
    _BASES,
)

DOUBLE_OPT_IN = Rule(
    "double_opt_in",
    N_("Double opt-in"),
    Family.AGREEMENT,
    CHOICE_OPS,
    # The column's own type would refuse "not-needed", a word that is not kept but concluded.
    lambda _at: type_coerce(mailable.double_opt_in(), String),
    choice_shown(_DOUBLE_OPT_IN),
    _DOUBLE_OPT_IN,
    hint=N_("Whether the person confirmed the address; existing customers need no confirmation."),
)

AGREEMENT = Rule(
    "agreement",
    N_("Agreement"),
    Family.AGREEMENT,
    CHOICE_OPS,
    lambda _at: type_coerce(Contact.agreement, String),
    choice_shown(_AGREEMENTS),
    _AGREEMENTS,
    hint=N_("The strongest evidence that the person agreed."),
)
