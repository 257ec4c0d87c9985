"""What all people of a group share of a mail, and where each person's pieces belong into it."""

import re
import secrets
import string
from collections.abc import Iterator

from msgspec import Struct

from shopmail.campaigns.personalization import Form


class Hole(Struct, frozen=True):
    """Where the value of output ``number`` belongs, written in ``form``."""

    number: int
    form: Form


Fragment = tuple[str | Hole, ...]
"""A stretch of the mail: literal text and holes in turn."""


class Slot(Struct, frozen=True):
    """Which value a key stands for: the ``index``-th of step ``step`` of a run, written in ``form``."""

    key: str
    step: int
    index: int
    form: Form


class Skeleton(Struct, frozen=True):
    """The mail of a group, with a key at each place that differs from person to person."""

    html: str
    text: str
    slots: tuple[Slot, ...]


def new_letters() -> str:
    """Eight random letters for the keys of one campaign; no cleaning changes lower case."""
    return "".join(secrets.choice(string.ascii_lowercase) for _letter in range(8))


def tag_words(letters: str) -> re.Pattern[str]:
    """Finds the word that stands for a tag in what ``Script.add`` returns; group 1 is its number."""
    return re.compile(rf"-{letters}t(\d+)-")


def tag_comments(letters: str) -> re.Pattern[str]:
    """Finds the comment that stands for a tag in HTML; group 1 is its number."""
    return re.compile(rf"<!--{letters}t(\d+)-->")


def hole_words(letters: str) -> re.Pattern[str]:
    """Finds the word that stands for an output; group 1 is its form, group 2 its number."""
    return re.compile(rf"-{letters}([{Form.HTML}{Form.URL}])(\d+)-")


def as_comment(letters: str, number: str) -> str:
    """The comment for the tag ``number``."""
    return f"<!--{letters}t{number}-->"


def cut(source: str, tags: re.Pattern[str], holes: re.Pattern[str]) -> list[Fragment]:
    """``source`` cut at its tags into one fragment a region, each of literals and holes."""
    pieces = tags.split(source)
    return [tuple(_fragment(text, holes)) for text in pieces[::2]]


def _fragment(text: str, holes: re.Pattern[str]) -> Iterator[str | Hole]:
    start = 0
    for found in holes.finditer(text):
        if found.start() > start:
            yield text[start : found.start()]
        yield Hole(int(found[2]), Form(found[1]))
        start = found.end()
    if start < len(text):
        yield text[start:]
