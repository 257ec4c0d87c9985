"""Moments of a sending on the shop's wall clock: the time alone where it is today."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from shopmail.ui import numbers
from shopmail.wording import language

_WEEKDAYS = {"en": "ddd d MMM", "cs": "ddd d. M.", "ru": "ddd d MMM"}


def clock_time(moment: int, zone: str) -> str:
    """``14:32``."""
    return f"{datetime.fromtimestamp(moment, ZoneInfo(zone)):%H:%M}"


def near(moment: int, now: int, zone: str) -> str:
    """``14:32`` if that is today, else with the day: ``7 Oct 14:32``."""
    then, today = (datetime.fromtimestamp(one, ZoneInfo(zone)).date() for one in (moment, now))
    return clock_time(moment, zone) if then == today else numbers.day_and_time(moment, now, zone)


def weekday(day: date) -> str:
    """``Wed 7 Oct``."""
    return QLocale(language()).toString(QDate(day.year, day.month, day.day), _WEEKDAYS[language()])
