"""What is typed into the search box, as a question to the full-text table.

A person is found when each word that was typed begins a word of theirs.
Case and accents do not matter (the table's tokenizer folds them). Whatever is typed is only ever words:
nothing of it is an operator of FTS5.
"""

import re
import unicodedata

from sqlalchemy import Select, bindparam, column, select, table, text

_MOST_WORDS, _LONGEST_WORD = 12, 64
_WORD = re.compile(r"[^\W_]+")
_LOOSE_ACCENT = re.compile(r"[\u0300-\u036f]")
_FOUND = table("contact_search", column("rowid"))


def expression(typed: str, *, whole: bool = False) -> str | None:
    """``jana novak`` becomes ``"jana"* AND "novak"*``; None if there is no word in it, which finds nobody.

    ``whole``: without the stars, so that only whole words are found. The words are cut as FTS5's unicode61
    cuts them, because the table knows no phrases (detail=none).
    """
    plain = _LOOSE_ACCENT.sub("", unicodedata.normalize("NFC", typed))
    words = [known for word in _WORD.findall(plain) if (known := _known(word))]
    if not words:
        return None
    star = "" if whole else "*"
    return " AND ".join(f'"{word}"{star}' for word in dict.fromkeys(words[:_MOST_WORDS]))


def hits(typed: str, *, whole: bool = False) -> Select[int]:
    """The ids of the people found; with ``whole``, of those among them who have the very words.

    Whole words are read as they are asked for. Of what words begin with, FTS5 first gathers everybody who
    has it, which over a million people takes 150 ms for a word that most of them have.
    """
    question = expression(typed, whole=whole)
    if question is None:
        return select(_FOUND.c.rowid).where(text("0"))
    match = text("contact_search MATCH :question").bindparams(bindparam("question", question))
    return select(_FOUND.c.rowid).where(match)


def _known(word: str) -> str:
    """The word up to the first letter that is younger than the tokenizer's tables (Unicode 6.1)."""
    for place, letter in enumerate(word[:_LONGEST_WORD]):
        if unicodedata.ucd_3_2_0.category(letter)[0] not in "LN":
            return word[:place]
    return word[:_LONGEST_WORD]
