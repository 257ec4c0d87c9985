"""Everything that people can be picked by: one line a rule."""

from msgspec import Struct
from sqlalchemy.orm import Session

from shopmail.contacts.fields import PROFILE, all_fields
from shopmail.segments.rules.agreement import AGREEMENT, BASIS, DOUBLE_OPT_IN, STANDING, WHY_NOT
from shopmail.segments.rules.birthdays import BIRTH_DATE
from shopmail.segments.rules.moments import ADDED, AGREED_AT
from shopmail.segments.rules.origins import IMPORTED_AS, ORIGIN, SOURCE
from shopmail.segments.rules.profile import EMAIL, EMAIL_DOMAIN, own_field, profile_field
from shopmail.segments.rules.reactions import CAMPAIGN, campaign_rule
from shopmail.segments.rules.rule import FAMILY_TITLES, Family, Kind, Rule
from shopmail.segments.rules.tags import TAG
from shopmail.wording import _

RULES: tuple[Rule, ...] = (
    EMAIL,
    EMAIL_DOMAIN,
    *(BIRTH_DATE if key == BIRTH_DATE.key else profile_field(key) for key in PROFILE),
    TAG,
    CAMPAIGN,
    STANDING,
    WHY_NOT,
    BASIS,
    DOUBLE_OPT_IN,
    AGREEMENT,
    AGREED_AT,
    ADDED,
    SOURCE,
    ORIGIN,
    IMPORTED_AS,
)
"""What every shop has. No own field may take one of these keys: each stands in ``contacts.fields.TAKEN``."""

Rules = dict[str, Rule]
"""Rules by key, in the order in which they are offered."""


def known(session: Session) -> Rules:
    """The rules of this shop, family by family: those of every shop, and one for each own field."""
    everywhere = (campaign_rule(session) if rule is CAMPAIGN else rule for rule in RULES)
    own = (own_field(field) for field in all_fields(session) if field.own)
    families = list(Family)
    ordered = sorted((*everywhere, *own), key=lambda rule: families.index(rule.family))
    return {rule.key: rule for rule in ordered}


class Described(Struct, frozen=True):
    """A rule for people who write definitions: ``value`` is the kind of the fact, ``ops`` what can be asked.

    ``takes`` is the kind of value of each operator, ``choices`` the codes of a closed list with their titles,
    ``names`` the numbers that can be asked for with their names. ``op_titles`` say the operators in words.
    """

    key: str
    title: str
    family: Family
    family_title: str
    value: Kind
    ops: tuple[str, ...]
    takes: dict[str, Kind]
    op_titles: dict[str, str]
    choices: dict[str, str]
    names: dict[int, str]
    hint: str


def described(session: Session) -> list[Described]:
    """The rules of this shop as they are listed, in the language in use."""
    return [_described(rule) for rule in known(session).values()]


def _described(rule: Rule) -> Described:
    return Described(
        key=rule.key,
        title=rule.heading,
        family=rule.family,
        family_title=_(FAMILY_TITLES[rule.family]),
        value=rule.kind,
        ops=tuple(op.name for op in rule.ops),
        takes={op.name: op.takes for op in rule.ops},
        op_titles={op.name: op.title for op in rule.ops},
        choices={code: _(title) for code, title in rule.choices.items()},
        names=dict(rule.names),
        hint=_(rule.hint) if rule.hint else "",
    )
