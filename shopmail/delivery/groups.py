"""SendGrid's unsubscribe groups: a mail names one, and its page to leave speaks of it."""

from msgspec import Struct

from shopmail.delivery.answers import decoded
from shopmail.delivery.api import Api
from shopmail.errors import DeliveryError, InputRefused
from shopmail.wording import _

RIGHT = "Unsubscribe Groups"
"""What SendGrid's key editor calls the right to ask and to make one."""

NAME = "Newsletter"
"""The group that is made where the account has none; recipients read it."""

LONGEST_NAME = 30
"""Characters that SendGrid takes."""

_DESCRIPTION = "News and offers of the shop"


class Group(Struct, frozen=True):
    """One, as ``GET /v3/asm/groups`` lists it."""

    id: int
    name: str
    is_default: bool = False


def all_groups(api: Api) -> tuple[Group, ...]:
    """Every group of the account. Raises ``RightMissing`` where the key may not ask."""
    return decoded(api.read("asm/groups", RIGHT), tuple[Group, ...])


def new_group(api: Api, name: str, *, is_default: bool = False) -> Group:
    """Make one; mails may name it a minute later (SendGrid's documentation).

    Raises ``InputRefused`` for a name that SendGrid would not take.
    """
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InputRefused(
            _("The group was not made"),
            _("Its name has to have 1 to {most} characters.", most=LONGEST_NAME),
            _("People read it on the page where they leave: “News of our shop”, for example."),
        )
    wanted = {"name": name, "description": _DESCRIPTION, "is_default": is_default}
    return decoded(api.once("asm/groups", 201, RIGHT, wanted), Group)


def group_for_mails(api: Api, wanted: int | None) -> int:
    """``wanted`` if the account has it, else the account's default group, else ours, else a new one."""
    groups = all_groups(api)
    if wanted is not None:
        return _existing(wanted, groups)
    for group in groups:
        if group.is_default:
            return group.id
    for group in groups:
        if group.name.casefold() == NAME.casefold():
            return group.id
    return new_group(api, NAME, is_default=True).id


def _existing(wanted: int, groups: tuple[Group, ...]) -> int:
    if wanted in {group.id for group in groups}:
        return wanted
    raise DeliveryError(
        _("There is no such unsubscribe group"),
        _("The SendGrid account has no unsubscribe group with the number {group}.", group=wanted),
        _("Choose another in the settings, or leave the setting empty for the account's default."),
    )
