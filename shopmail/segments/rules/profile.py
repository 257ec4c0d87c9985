"""Who somebody is: the fields of the profile, the owner's own fields, the address."""

from sqlalchemy import SQLColumnExpression, String, cast, func

from shopmail.contacts.fields import PROFILE, Field
from shopmail.model import Contact
from shopmail.segments.rules.rule import Circumstances, Family, Rule
from shopmail.segments.rules.texts import TEXT_OPS
from shopmail.wording import N_

HINT = N_(
    "Upper and lower case are the same; accents count. “Is not” and “does not contain” find people "
    "without a value too; add “is not empty” to leave them out."
)


def profile_field(key: str) -> Rule:
    """The rule for a text field that every shop has."""
    return Rule(key, PROFILE[key], Family.WHO, TEXT_OPS, lambda _at: getattr(Contact, key), hint=HINT)


def own_field(field: Field) -> Rule:
    """The rule for a field that the owner has added."""

    def subject(_at: Circumstances) -> SQLColumnExpression[str]:
        # An own field's key is made of a-z, 0-9 and _ (contacts.fields), so it needs no quoting in the path.
        return func.coalesce(cast(func.json_extract(Contact.own, f"$.{field.key}"), String), "")

    return Rule(field.key, field.title, Family.WHO, TEXT_OPS, subject, hint=HINT, own=True)


EMAIL = Rule("email", N_("E-mail address"), Family.WHO, TEXT_OPS, lambda _at: Contact.email, hint=HINT)

EMAIL_DOMAIN = Rule(
    "email_domain",
    N_("Domain of the address"),
    Family.WHO,
    TEXT_OPS,
    lambda _at: func.substr(Contact.email_key, func.instr(Contact.email_key, "@") + 1),
    hint=HINT,
)
"""What stands after the @; a name before it can't hold one (``contacts.address``)."""
