"""Trees of definitions for property tests, and what they mean, said by the core."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from shopmail.segments.definition import AllOf, AnyOf, Condition, Not, Off, Tree
from shopmail.segments.parsing import from_json
from shopmail.segments.rules.catalog import RULES

CITIES = ("Písek", "Tábor", "Strakonice")
RULES_BY_KEY = {rule.key: rule for rule in RULES}

_leaves = st.sampled_from(CITIES).map(lambda city: {"rule": "city", "op": "is", "value": city})

trees: st.SearchStrategy[dict[str, Any]] = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda part: {"off": part}, inner),
    ),
    max_leaves=8,
)


def means(where: dict[str, Any], lives_in: Mapping[str, bool]) -> bool:
    """Whether somebody is meant of whom ``lives_in`` says each city as if it were a fact of its own."""
    return _holds(from_json({"version": 1, "where": where}, RULES_BY_KEY).live, lives_in)


def _holds(tree: Tree, lives_in: Mapping[str, bool]) -> bool:
    match tree:
        case Condition(value=city):
            return lives_in[str(city)]
        case Not(part) | Off(part):
            return _holds(part, lives_in) is not isinstance(tree, Not)
        case AllOf(parts):
            return all(_holds(part, lives_in) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, lives_in) for part in parts)
