"""Where something stands in a draft, and how a mistake there is said."""

from difflib import get_close_matches

from msgspec import Struct

from shopmail.errors import CampaignRefused
from shopmail.wording import _


class Place(Struct, frozen=True):
    """A spot in what the author wrote: ``part`` in the owner's words, lines and columns from 1."""

    part: str
    line: int
    column: int

    def __str__(self) -> str:
        return _("{part}, line {line}, column {column}", part=self.part, line=self.line, column=self.column)


def place_of(part: str, source: str, index: int) -> Place:
    """The place of the character at ``index`` of ``source``."""
    before = source[:index]
    return Place(part, before.count("\n") + 1, index - before.rfind("\n"))


def refused(place: object, reason: str, remedy: str = "") -> CampaignRefused:
    """The error that names ``place`` and says ``reason``; for the caller to raise."""
    return CampaignRefused(
        _("The mail can't be used as it is"),
        _("{place}: {reason}", place=place, reason=reason),
        remedy,
    )


def suggestion(word: str, known: list[str]) -> str:
    """“Did you mean …?” when one of ``known`` is near ``word``, else nothing."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return _("Did you mean “{word}”?", word=near[0]) if near else ""


def excerpt(text: str) -> str:
    """``text`` on one line, short enough to be quoted in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
