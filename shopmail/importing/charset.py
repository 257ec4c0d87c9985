"""The encoding of a file: by its byte order mark, its NULs, or the reading that makes words of it."""

import codecs
from collections.abc import Iterable
from io import BufferedReader

import cchardet

BLOCK = 1 << 16
"""Bytes read at once: what is done to them in one go must not keep a window waiting."""
_MOST_WORDS = 5_000
_TRUSTED = 0.85
"""A share of letters in their place below which the general detector is asked."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_ALPHABETS: tuple[tuple[str, str], ...] = (
    # The first of equals wins: text of these letters alone is the same in all the Western and Central pages.
    ("cp1252", "äöüßÄÖÜ"),
    ("cp1250", "áäčďéěíňóöřšßťúůüýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"),
    ("cp1250", "áäčďéíĺľňóôŕšťúýžÁČĎÉÍĽŇÓŠŤÚÝŽ"),
    ("cp1250", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
    ("cp1250", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"),
    ("cp1250", "čćđšžČĆĐŠŽ"),
    ("cp1251", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"),
    ("cp1251", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"),
    ("cp1252", "àâæçéèêëîïôœùûüÀÂÇÉÈÊËÎÏÔŒÙÛ"),
    ("cp1252", "áéíñóúüãõçâêôàìòùÁÉÍÑÓÚÃÕÇ"),
    ("cp1252", "åäöæøéÅÄÖÆØ"),
    ("iso8859-2", "áäčďéěíňóöřšßťúůüýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"),
    ("iso8859-2", "áäčďéíĺľňóôŕšťúýžÁČĎÉÍĽŇÓŠŤÚÝŽ"),
    ("iso8859-2", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
    ("koi8-r", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"),
    ("cp866", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"),
    ("cp852", "áäčďéěíňóöřšßťúůüýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"),
)
_WORDS_APART = bytes(code if code >= 0x80 or chr(code).isalpha() else ord(" ") for code in range(256))
"""Blanks for what is in no word; translated and split, a block takes a sixth of what a pattern would."""
_AROUND_WORDS = "„“”‚‘’«»–—…\xa0"


def by_mark(start: bytes) -> str | None:
    """The encoding that the first bytes name by a byte order mark, or None."""
    return next((name for mark, name in _MARKS if start.startswith(mark)), None)


def by_nuls(start: bytes) -> str | None:
    """``utf-16-le`` or ``-be`` for UTF-16 without a mark, where half a plain letter is a NUL; else None."""
    start = start[: len(start) // 2 * 2]
    for name, nul_half, other_half in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        nuls = start[nul_half::2].count(0)
        if nuls * 8 >= len(start) and not start[other_half::2].count(0):
            text = start.decode(name, "replace")
            return name if "@" in text else None
    return None


def by_letters(file: BufferedReader) -> str:
    """The one-byte encoding in which the words of ``file``, which is no UTF-8, look most like words."""
    words = _words_with_high_bytes(file)
    best, share = max(
        ((name, _share(words, name, letters)) for name, letters in _ALPHABETS), key=lambda it: it[1]
    )
    if share >= _TRUSTED:
        return best
    return _general_guess(b" ".join(words)) or best


def is_broken_utf8(file: BufferedReader) -> bool:
    """Whether ``file`` is UTF-8 but for a few bytes: read as one-byte code, all accents would be garbled."""
    good = bad = 0
    for block in iter(lambda: file.read(BLOCK), b""):
        text = block.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        good += len(text) - len(text.encode("ascii", "ignore")) - wrong
        bad += wrong
    return good >= 2 * bad


def _words_with_high_bytes(file: BufferedReader) -> list[bytes]:
    words: dict[bytes, None] = {}
    for block in iter(lambda: file.read(BLOCK), b""):
        found = block.translate(_WORDS_APART).split()
        words.update(dict.fromkeys(word for word in found if not word.isascii()))
        if len(words) >= _MOST_WORDS:
            break
    return list(words)[:_MOST_WORDS]


def _share(words: Iterable[bytes], encoding: str, letters: str) -> float:
    """The share of accented letters that belong to the alphabet and stand in a word of sound case, -1 … 1."""
    known = frozenset(letters)
    cyrillic = "а" in known
    good = bad = 0
    for raw in words:
        word = raw.decode(encoding, "replace").strip(_AROUND_WORDS)
        marks = [mark for mark in word if not mark.isascii() and mark not in _AROUND_WORDS]
        right = sum(mark in known for mark in marks)
        of_one_script = not cyrillic or len(marks) == len(word)
        if of_one_script and (word.islower() or word.isupper() or word.istitle()):
            good += right
            bad += len(marks) - right
        else:
            bad += len(marks)
    return (good - bad) / (good + bad) if good + bad else 1.0


def _general_guess(sample: bytes) -> str | None:
    found = cchardet.detect(sample).get("encoding") or "utf-8"
    try:
        name = codecs.lookup(found).name
        sample.decode(name)
    except (LookupError, UnicodeError):
        return None
    # Unicode was ruled out before: without marks, NULs and valid UTF-8 it would be a wild guess.
    return None if name.startswith("utf") else name
