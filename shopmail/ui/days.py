"""A day as the owner writes it, and as it is kept: ISO."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale

from shopmail.wording import language

_ISO = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
_PATTERNS = {"en": "d MMM yyyy", "cs": "d. M. yyyy", "ru": "dd.MM.yyyy"}


def shown(iso: str) -> str:
    """The day in the owner's way; nothing where there is none."""
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return _locale().toString(QDate(day.year, day.month, day.day), _PATTERNS[language()])


def spelled(text: str) -> str:
    """``text`` with every ISO day in it written in the owner's way."""
    return _ISO.sub(lambda found: shown(found[0]) if _is_a_day(found[0]) else found[0], text)


def read(text: str) -> str | None:
    """ISO of the day that ``text`` names, in the owner’s way or another usual one; None for no day."""
    from shopmail.importing.dates import read_day

    # In British English the ninth month is "Sept", but hardly anybody writes it so.
    for locale in (_locale(), QLocale.c()):
        written = locale.toDate(text.strip(), _PATTERNS[language()])
        if written.isValid():
            return date(written.year(), written.month(), written.day()).isoformat()
    found = read_day(text.strip())
    return found.isoformat() if found else None


def _is_a_day(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _locale() -> QLocale:
    if language() == "en":
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(language())
