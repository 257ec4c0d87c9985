"""The order of people and towns, as bytes that the shop file compares: Czech letters, Cyrillic after Latin.

The letters of ČSN 97 6030 count as letters of their own: č after c, ch after h, ř after r, š after s,
ž after z. Other accents only decide between words that are otherwise the same. Case never matters.
Cyrillic comes after Latin, ё right after е. Any other script follows, in the order of Unicode.
"""

import unicodedata
from functools import lru_cache

_LATIN = (*"abcčdefgh", "ch", *"ijklmnopqrřsštuvwxyzž")
_CYRILLIC = "абвгґѓдђеёєжзѕиіїйјкќлљмнњопрстћуўфхцчџшщъыьэюя"
_SPELT = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
"""Letters that Unicode does not take apart."""

# What ends a word or a level is lower than any letter, so that a word comes before its longer sisters.
_LEVEL_END, _WORD_END, _NOTHING = b"\x00", b"\x01", b"\xff"
_BLANK, _MARK, _DIGIT, _FIRST_LATIN, _FIRST_CYRILLIC, _OTHER = 0x02, 0x03, 0x10, 0x20, 0x50, 0xF0

_WEIGHT: dict[str, int] = (
    {digit: _DIGIT + n for n, digit in enumerate("0123456789")}
    | {letter: _FIRST_LATIN + n for n, letter in enumerate(_LATIN)}
    | {letter: _FIRST_CYRILLIC + n for n, letter in enumerate(_CYRILLIC)}
)
_CH = 0x80
"""Stands for "ch" while a plain word is looked up byte by byte."""
_PLAIN = bytes(
    _WEIGHT["ch"]
    if code == _CH
    else _WEIGHT.get(chr(code).lower(), _BLANK if chr(code).isspace() or chr(code) == "-" else _MARK)
    for code in range(256)
)
_BARE, _FIRST_ACCENT = 1, 2
_LONGEST = 64
"""Characters of a word that decide; no two names agree that far."""


def name_order(last: str, first: str, email_key: str) -> bytes:
    """The key of a person: last name, first name, address; people without any name come after the others."""
    if not last and not first:
        return _NOTHING + email_key.encode()
    letters, accents = _levels(last or first)
    if last and first:
        more_letters, more_accents = _levels(first)
        letters, accents = letters + _WORD_END + more_letters, accents + _LEVEL_END + more_accents
    return b"".join((letters, _WORD_END, _LEVEL_END, accents, _LEVEL_END, email_key.encode()))


def city_order(city: str) -> bytes:
    """The key of a town; none comes after all."""
    return words_order(city) if city else _NOTHING


def words_order(words: str) -> bytes:
    """The key of any name, such as that of a segment."""
    letters, accents = _levels(words)
    return letters + _WORD_END + _LEVEL_END + accents


@lru_cache(maxsize=1 << 16)
def _levels(word: str) -> tuple[bytes, bytes]:
    """What decides first, the letters, and what decides between equals, the accents (empty: none)."""
    word = word[:_LONGEST].strip()
    if word.isascii():
        return word.lower().encode().replace(b"ch", b"\x80").translate(_PLAIN), b""
    letters, accents = bytearray(), bytearray()
    for letter in _letters(unicodedata.normalize("NFC", word.lower())):
        weight, accent = _weigh(letter)
        letters += weight
        accents.append(accent)
    return bytes(letters), bytes(accents) if any(accent != _BARE for accent in accents) else b""


def _letters(word: str) -> list[str]:
    """The letters of a word, "ch" being one."""
    found: list[str] = []
    for mark in word:
        if mark == "h" and found and found[-1] == "c":
            found[-1] = "ch"
        else:
            found += _SPELT.get(mark, mark)
    return found


@lru_cache(maxsize=1 << 12)
def _weigh(letter: str) -> tuple[bytes, int]:
    """The weight of one letter, and that of its accent."""
    if letter in _WEIGHT:
        return bytes((_WEIGHT[letter],)), _BARE
    base, *marks = tuple(unicodedata.normalize("NFD", letter))
    if base in _WEIGHT:
        return bytes((_WEIGHT[base],)), _FIRST_ACCENT + sum(map(ord, marks)) % 250
    if unicodedata.combining(base):
        return b"", _BARE
    if base.isalpha():
        return bytes((_OTHER,)) + ord(base).to_bytes(3, "big"), _BARE
    return bytes((_BLANK if base.isspace() or base == "-" else _MARK,)), _BARE
