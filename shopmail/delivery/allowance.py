"""How many mails the account may still send."""

from msgspec import Struct

from shopmail.delivery.answers import decoded
from shopmail.delivery.api import Api

RIGHT = "User Account"
"""What SendGrid's key editor calls the right to ask."""


class Credits(Struct, frozen=True):
    """As ``GET /v3/user/credits`` tells them: mails left, and mails in all until ``next_reset``."""

    remain: int
    total: int
    next_reset: str | None = None
    """A day, ``YYYY-MM-DD``."""


def credits_of(api: Api) -> Credits:
    """Ask. Raises ``RightMissing`` where the key may not."""
    return decoded(api.read("user/credits", RIGHT), Credits)
