"""From a definition's tree to what is on screen, and back: nothing is ever lost on the way.

The screen shows conditions, groups of conditions, and exceptions. Whatever lies deeper, or can't be read
with today's rules, becomes a ``Sentence``: the same tree, to be kept or removed as a whole.
"""

from collections.abc import Callable, Sequence
from itertools import count

from shopmail.ui.segments.builder.draft import Draft, Group, Json, Match, Part, Row, Sentence, Value

Fits = Callable[[Row], bool]
"""Whether rule, operator and value of a row are such as the shop knows; what doesn't fit is a sentence."""

_GROUPS: tuple[Match, ...] = ("all", "any")
_NOBODY: Json = {"any": []}


def draft_of(where: Json, fits: Fits) -> Draft:
    """The draft of a tree; ``where_of`` gives a tree back that means the same."""
    return _Shaping(fits).draft(where)


def where_of(draft: Draft, counts: Fits) -> Json:
    """The tree of a draft; rows for which ``counts`` says no, being written still, are left out."""
    parts = _trees(draft.parts, counts)
    excepts = [_off({"not": plain}, off=part.off) for part, plain in _plain(draft.excepts, counts)]
    if draft.match == "all":
        return {"all": [*parts, *excepts]}
    if not excepts:
        return {"any": parts}
    # A group whose parts are all off would count as not there, and "nobody" turn into "everybody else".
    idle = not any(map(_is_live, parts))
    return {"all": [{"any": [*parts, _NOBODY] if idle else parts}, *excepts]}


def tree_of(part: Part, counts: Fits) -> Json | None:
    """The tree of one part as if it were on; None while it is being written."""
    if isinstance(part, Sentence):
        return part.tree
    if isinstance(part, Group):
        trees = _trees(part.parts, counts)
        return {part.match: trees} if trees else None
    if not counts(part):
        return None
    told: Json = {"rule": part.rule, "op": part.op}
    if part.value is None:
        return told
    return told | {"value": list(part.value) if isinstance(part.value, tuple) else part.value}


def _trees(parts: Sequence[Part], counts: Fits) -> list[Json]:
    return [_off(plain, off=part.off) for part, plain in _plain(parts, counts)]


def _plain(parts: Sequence[Part], counts: Fits) -> list[tuple[Part, Json]]:
    return [(part, plain) for part in parts if (plain := tree_of(part, counts)) is not None]


def _off(tree: Json, *, off: bool) -> Json:
    return {"off": tree} if off else tree


class _Shaping:
    """Numbers the parts as it meets them."""

    def __init__(self, fits: Fits) -> None:
        self._fits = fits
        self._ids = count(1)

    def draft(self, where: Json) -> Draft:
        if "any" in where:
            return Draft("any", self._parts(where["any"]))
        if "all" not in where:
            # What is off at the top means nobody, and not, as among "all", that it doesn't matter.
            return self._all([where]) if _is_live(where) else Draft("any", (self._part(where),))
        first, *others = where["all"] or [{}]
        # What the screen writes for "at least one of these, except …".
        is_any = bool(first.get("any")) and _is_live(first)
        if is_any and others and all("not" in _on(other)[0] for other in others):
            parts = [part for part in first["any"] if part != _NOBODY]
            return Draft("any", self._parts(parts), self._all(others).excepts)
        return self._all(where["all"])

    def _all(self, trees: Sequence[Json]) -> Draft:
        wanted: list[Json] = []
        excepted: list[Json] = []
        for tree in trees:
            inner, off = _on(tree)
            if "not" in inner:
                # "Not, while it is off" is off, too.
                meant, inner_off = _on(inner["not"])
                excepted.append(_off(meant, off=off or inner_off))
            else:
                wanted.append(tree)
        return Draft("all", self._parts(wanted), self._parts(excepted))

    def _parts(self, trees: Sequence[Json]) -> tuple[Part, ...]:
        return tuple(self._part(tree) for tree in trees)

    def _part(self, tree: Json) -> Part:
        inner, off = _on(tree)
        match = next((key for key in _GROUPS if key in inner), None)
        # A group of nothing means everyone or nobody; as a group it would seem to be still to be filled.
        if match is None or not inner[match]:
            return self._line(tree)
        number = next(self._ids)
        lines = tuple(self._line(one) for one in inner[match])
        return Group(number, match, lines, off)

    def _line(self, tree: Json) -> Row | Sentence:
        inner, off = _on(tree)
        number = next(self._ids)
        if isinstance(inner.get("rule"), str) and isinstance(inner.get("op"), str):
            row = Row(number, inner["rule"], inner["op"], _value(inner.get("value")), off)
            if self._fits(row):
                return row
        return Sentence(number, inner, off)


def _on(tree: Json) -> tuple[Json, bool]:
    """What is switched off, as if it were on, and whether it was off."""
    off = False
    while "off" in tree:
        tree, off = tree["off"], True
    return tree, off


def _is_live(tree: Json) -> bool:
    """Whether the tree counts at all: ``segments.definition.live`` in short."""
    if "not" in tree:
        return _is_live(tree["not"])
    parts: list[Json] = next((tree[key] for key in _GROUPS if key in tree), [])
    return "off" not in tree and (not parts or any(map(_is_live, parts)))


def _value(told: object) -> Value:
    if isinstance(told, list):
        return tuple(str(one) for one in told)
    return told if isinstance(told, str | int) else None
