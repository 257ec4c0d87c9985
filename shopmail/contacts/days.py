"""Days and moments inside of a sentence, as the language in use writes them.

The window has its own way, with the system's knowledge of places (``ui/numbers``); this one is for the
sentences of the core, which the command line prints as well.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from shopmail.wording import language

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PATTERNS = {
    "en": "{day} {name} {year}",
    "cs": "{day}. {month}. {year}",
    "ru": "{day:02}.{month:02}.{year}",
}


def day_in_words(day: date) -> str:
    """``3 May 2025``, ``3. 5. 2025``, ``03.05.2025``."""
    pattern = _PATTERNS[language()]
    return pattern.format(day=day.day, month=day.month, name=_MONTHS[day.month - 1], year=day.year)


def moment_in_words(moment: int, zone: str) -> str:
    """A Unix second on the wall clock of the IANA zone ``zone``: ``3 May 2025 14:02``."""
    then = datetime.fromtimestamp(moment, ZoneInfo(zone))
    return f"{day_in_words(then.date())} {then:%H:%M}"
