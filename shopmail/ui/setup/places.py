"""Countries as they call themselves, for a choice."""

from functools import cmp_to_key, lru_cache

from PySide6.QtCore import QCollator, QLocale

_ALPHABETS_END = 0x530
"""Latin, Greek and Cyrillic letters stand before; a font for the others can't be counted on."""
_NO_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "QO"}


def countries() -> list[tuple[str, str]]:
    """(ISO 3166 code, the country's own name), in the order of the owner's alphabet."""
    order = QCollator(QLocale())
    by_name = cmp_to_key(order.compare)
    return sorted(_names(), key=lambda country: by_name(country[1]))


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str], ...]:
    named = {QLocale.territoryToCode(territory): _own_name(territory) for territory in QLocale.Country}
    return tuple(
        (code, name)
        for code, name in named.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    )


def _own_name(territory: QLocale.Country) -> str:
    likely = QLocale(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, territory)
    name = likely.nativeTerritoryName()
    readable = bool(name) and all(ord(letter) < _ALPHABETS_END for letter in name)
    return name if readable else QLocale.territoryToString(territory)
