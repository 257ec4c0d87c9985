"""How long to wait when SendGrid asks for it, and how often a harmless call is repeated."""

from collections.abc import Callable
from typing import TypeVar

from shopmail.clock import Clock
from shopmail.errors import DeliveryError, OutcomeUnknown, TooMany
from shopmail.wording import _

Result = TypeVar("Result")

PAUSES = (1.0, 4.0)
"""Seconds between the tries of a harmless call."""

LONGEST_PAUSE = 15
"""Seconds; whoever is asked to wait longer is told so, and decides."""

USUAL_WAIT = 60
"""Seconds to wait when SendGrid asks for it without saying, or with nonsense for, how long."""

LONGEST_WAIT = 15 * 60
"""Seconds; no wait that SendGrid names is taken to be longer."""


def wait_named(reset: str | None, server_now: int) -> int:
    """Seconds to wait, from the answer's ``X-RateLimit-Reset``: a Unix second by SendGrid's clock."""
    if reset is None or not reset.isascii() or not reset.isdigit():
        return USUAL_WAIT
    wait = int(reset[:20]) - server_now
    if not 0 <= wait <= 24 * 3600:
        return USUAL_WAIT
    return max(1, min(wait, LONGEST_WAIT))


def repeated(call: Callable[[], Result], clock: Clock) -> Result:
    """The result of ``call``, which is harmless to repeat: a few tries where the answer was lost.

    Raises what ``call`` raises; an answer lost each time becomes a plain ``DeliveryError``, for
    ``OutcomeUnknown`` means that something may have been done that must not be done twice.
    """
    for pause in PAUSES:
        try:
            return call()
        except OutcomeUnknown:
            clock.sleep(pause)
        except TooMany as busy:
            wait = busy.retry_at - clock.now()
            if wait > LONGEST_PAUSE:
                raise
            clock.sleep(wait)
    try:
        return call()
    except OutcomeUnknown as lost:
        raise DeliveryError(
            lost.title, lost.message, lost.remedy or _("Try again in a few minutes.")
        ) from lost
