"""Words as they are compared: headers and status words without case, accents and punctuation."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ACCENT = re.compile(r"[\u0300-\u036f]+")
_SPELLINGS = (
    (re.compile(r"\be mail\b"), "email"),
    (re.compile(r"\bopt (in|out|ins|outs)\b"), r"opt\1"),
    (re.compile(r"\bopted (in|out)\b"), r"opted\1"),
    (re.compile(r"\bsign up\b"), "signup"),
    (re.compile(r"\bun subscribed?\b"), "unsubscribed"),
)


def fold(text: str) -> str:
    """The words of ``text`` in lower case, without accents, one blank between them.

    ``E-Mailová adresa``, ``e-mailova_adresa`` and ``[E-MAILOVÁ ADRESA]`` are the same; ``billFullName`` is
    three words; ``opt-in``, ``opt_in`` and ``optin`` are one.
    """
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text)).casefold()
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark)).replace("_", " ")
    folded = " ".join(_WORD.findall(bare))
    for pattern, spelling in _SPELLINGS:
        folded = pattern.sub(spelling, folded)
    return folded


def plain(text: str) -> str:
    """``text`` in lower case and without accents, for a search of any part of it."""
    if text.isascii():
        return text.lower()
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text).casefold())


def phrases(words: str) -> tuple[str, ...]:
    """The folded phrases of a list with commas, in its order, each once."""
    return tuple(dict.fromkeys(fold(phrase) for phrase in words.split(",")))
