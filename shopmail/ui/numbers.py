"""Numbers, shares and moments as the owner's language writes them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from shopmail.wording import _, language, n_

_DAYS = {"en": ("d MMM", "d MMM yyyy"), "cs": ("d. M.", "d. M. yyyy"), "ru": ("d MMM", "d MMM yyyy")}
"""A day of this year, and of another."""


def number(count: int) -> str:
    """``1,846``, ``1 846``."""
    return _locale().toString(count)


def people(count: int) -> str:
    """``1,846 people``."""
    return n_("{number} person", "{number} people", count, number=number(count))


def share(part: int, whole: int) -> str:
    """``96.8 %``; nothing where there is no whole."""
    if not whole:
        return ""
    return f"{_locale().toString(100 * part / whole, 'f', 1)} %"


def day(moment: int, now: int, zone: str) -> str:
    """The day of ``moment`` on the shop's wall clock, with its year unless that is the year of ``now``."""
    then, today = _wall(moment, zone), _wall(now, zone)
    this_year, other_year = _DAYS[language()]
    pattern = this_year if then.year == today.year else other_year
    return _locale().toString(_qdate(then.date()), pattern)


def day_and_time(moment: int, now: int, zone: str) -> str:
    """The same, and the time of day."""
    return f"{day(moment, now, zone)} {_wall(moment, zone):%H:%M}"


def ago(moment: int, now: int) -> str:
    """How long ago ``moment`` was, in the largest unit that fits."""
    minutes = max(0, now - moment) // 60
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return n_("{count} min ago", "{count} min ago", minutes)
    if minutes < 48 * 60:
        return n_("{count} hour ago", "{count} hours ago", minutes // 60)
    return n_("{count} day ago", "{count} days ago", minutes // (24 * 60))


def _wall(moment: int, zone: str) -> datetime:
    return datetime.fromtimestamp(moment, ZoneInfo(zone))


def _qdate(day_of: date) -> QDate:
    return QDate(day_of.year, day_of.month, day_of.day)


def _locale() -> QLocale:
    if language() == "en":
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(language())
