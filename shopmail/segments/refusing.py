"""How a mistake in a definition is told: one sentence with its place, and what would be right."""

import json
from collections.abc import Iterable
from difflib import get_close_matches

from shopmail.errors import DefinitionRefused
from shopmail.wording import _

_SHOWN = 60
_LISTED = 60
_NEAR = 0.5
"""As near as "cyti" to "city", by difflib's measure."""


def refused(sentence: str, remedy: str = "") -> DefinitionRefused:
    """The error to raise; both texts are whole and translated, the sentence names the place."""
    return DefinitionRefused(_("The definition can't be used"), sentence, remedy)


def as_written(value: object) -> str:
    """A piece of JSON as it stands in the definition, on one line and not endless."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    text = json.dumps(value, ensure_ascii=False)
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(mark if mark.isprintable() else "�" for mark in shown)


def nearest(asked: str, allowed: Iterable[str]) -> str:
    """The one of ``allowed`` that was probably meant; empty where none is near."""
    by_folded = {name.casefold(): name for name in allowed}
    near = get_close_matches(asked.strip().casefold(), by_folded, n=1, cutoff=_NEAR)
    return by_folded[near[0]] if near else ""


def instead(asked: str, allowed: Iterable[str]) -> str:
    """A remedy for a word that is none of ``allowed``: the near one, and what there is."""
    names = list(allowed)
    listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    near = nearest(asked, names)
    if near:
        return _("Did you mean “{near}”? Allowed are: {names}.", near=near, names=listed)
    return _("Allowed are: {names}.", names=listed)
