"""Sentences about a draft: how far it is, whether it is kept, what stands in the way of sending it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from shopmail.wording import _, n_

_COUNT = 5
"""To, From, Subject, Mail, Check."""


def kept(saved_at: int, zone: str) -> str:
    """When the draft was kept; ``saved_at`` 0: not since it was opened."""
    if not saved_at:
        return _("Draft.")
    return _("Draft, saved at {time}.", time=f"{datetime.fromtimestamp(saved_at, ZoneInfo(zone)):%H:%M}")


def being_kept() -> str:
    """A change is not kept yet."""
    return _("Draft, being saved …")


def not_kept() -> str:
    """Keeping it was refused."""
    return _("Draft, not saved.")


def done(count: int) -> str:
    """How many of the tabs are done."""
    return n_("{count} of {all} is done.", "{count} of {all} are done.", count, all=_COUNT)


def ready(people: str, warnings: int) -> str:
    """Nothing stops it; ``people`` as ``numbers.people`` writes them."""
    words = _("Ready to send to {people}.", people=people)
    if not warnings:
        return words
    more = n_("{count} thing to look at.", "{count} things to look at.", warnings)
    return f"{words} {more}"


def stopped(stops: int) -> str:
    """What keeps it from being sent."""
    return n_("{count} thing keeps it from being sent.", "{count} things keep it from being sent.", stops)
