"""The runs of a text as elements within each other, for whoever draws them as HTML."""

from collections.abc import Sequence
from typing import NamedTuple

from shopmail.campaigns.blocks.markup import Run


class Part(NamedTuple):
    """What is drawn inside of one element: ``b``, ``i``, or ``a`` with its ``link``."""

    kind: str
    link: str
    inside: "tuple[Part | str, ...]"


def nested(runs: Sequence[Run]) -> tuple[Part | str, ...]:
    """The runs as elements in each other, at every place the one outermost that reaches farthest.

    So whatever stands within the words of one look stands within one element, tags of the template too.
    """
    return _nested([(run.text, _looks(run)) for run in runs])


def _looks(run: Run) -> dict[str, str]:
    looks = {"a": run.link} if run.link else {}
    return looks | {kind: "" for kind, on in (("b", run.bold), ("i", run.italic)) if on}


def _nested(runs: Sequence[tuple[str, dict[str, str]]]) -> tuple[Part | str, ...]:
    parts: list[Part | str] = []
    start = 0
    while start < len(runs):
        text, looks = runs[start]
        if not looks:
            parts.append(text)
            start += 1
            continue
        reach = {
            (kind, link): next(
                (end for end in range(start, len(runs)) if runs[end][1].get(kind) != link), len(runs)
            )
            for kind, link in looks.items()
        }
        (kind, link), end = max(reach.items(), key=lambda found: found[1])
        within = [
            (words, {other: to for other, to in each.items() if other != kind})
            for words, each in runs[start:end]
        ]
        parts.append(Part(kind, link, _nested(within)))
        start = end
    return tuple(parts)
