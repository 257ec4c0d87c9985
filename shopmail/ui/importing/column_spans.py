"""Where the parts of a column's line stand, for every width and language; the header stands the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QFont

from shopmail.ui import theme
from shopmail.wording import N_, _

SURE, CHECK, NEW, OUT, SHUT = (
    N_("Sure"),
    N_("Please check"),
    N_("New field"),
    N_("Not imported"),
    N_("Never imported"),
)
RULES: dict[str, str] = {
    "gaps": N_("Fill gaps only"),
    "replace": N_("Replace"),
    "clears": N_("Replace or empty"),
}
"""What can be chosen of a field of the person."""
FIXED_RULES: dict[str, str] = {
    "finds": N_("Finds the person"),
    "added": N_("Are added"),
    "never-lowers": N_("Never lowers a “no”"),
}
"""What is so."""

LINE, HEADER, CONTROL = 40, 32, 28
_EDGE, _GAP, _ARROW, _ICON = 16, 12, 16, 22
_ROOMY = 700
"""The width from which on the words of "how sure" stand beside their icon."""
_ROUNDING = 2
"""Words are measured in whole pixels and drawn in parts of them."""
_PLAIN_CHOICE = 11 + 34
"""What a choice without a border needs beside its words."""


@dataclass(frozen=True)
class Spans:
    """Left edge and width of each part, in pixels; ``words`` says whether "how sure" has words."""

    name: tuple[int, int]
    values: tuple[int, int]
    arrow: tuple[int, int]
    target: tuple[int, int]
    sure: tuple[int, int]
    rule: tuple[int, int]
    words: bool


def spans(width: int, font: QFont) -> Spans:
    """The parts within ``width``. What gives way first: the words of "how sure", then the values."""
    words = width >= _ROOMY
    sure = _ICON + _widest((SURE, CHECK, NEW, OUT), font) if words else _ARROW
    said = max(
        _widest(RULES.values(), font) + _PLAIN_CHOICE,
        _widest(FIXED_RULES.values(), font) + _GAP,
    )
    rule = min(said, 150 + (width - _ROOMY) // 8) if words else min(said, 128)
    target = max(148, min(160 + (width - 840) // 6, 220)) if words else 148
    taken = 2 * _EDGE + _GAP + _GAP + _ARROW + 10 + target + _EDGE + sure + _EDGE + rule
    rest = max(120, width - taken)
    name = max(min(rest * 2 // 5, 220), min(84, rest // 2))
    edges = [_EDGE]
    for part, gap in ((name, _GAP), (rest - name, _GAP), (_ARROW, 10), (target, _EDGE), (sure, _EDGE)):
        edges.append(edges[-1] + part + gap)
    return Spans(
        (edges[0], name),
        (edges[1], rest - name),
        (edges[2], _ARROW),
        (edges[3], target),
        (edges[4], sure),
        (edges[5], rule),
        words,
    )


def _widest(sentences: Iterable[str], font: QFont) -> int:
    return max(theme.width_of(_(sentence), font) for sentence in sentences) + _ROUNDING
