"""Whom the owner has chosen: against a plain set of people, whatever is ticked, searched and taken back."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shopmail.ui.contacts.choosing import Asked, Choosing

EVERYBODY = frozenset(range(12))
people = st.frozensets(st.sampled_from(sorted(EVERYBODY)), max_size=5)
step = st.one_of(
    st.tuples(st.just("set"), people, st.booleans()),
    st.tuples(st.just("toggle"), st.sampled_from(sorted(EVERYBODY))),
    st.tuples(st.just("all")),
    st.tuples(st.just("sort"), st.sampled_from(["name", "email"])),
    st.tuples(st.just("search"), st.sampled_from(["", "a"])),
    st.tuples(st.just("clear")),
)


@given(st.lists(step, max_size=12))
def test_it_is_a_set_of_people(steps: list[tuple[Any, ...]]) -> None:
    choosing, expected, asked, all_of = Choosing(), set[int](), Asked(), None
    for name, *values in steps:
        match name:
            case "set":
                choosing.set(values[0], chosen=bool(values[1]))
                expected = expected | set(values[0]) if values[1] else expected - set(values[0])
            case "toggle":
                choosing.toggle(values[0])
                expected ^= {values[0]}
            case "all":
                choosing.choose_everybody(asked, len(EVERYBODY))
                expected, all_of = set(EVERYBODY), asked.search
            case "sort":
                asked = Asked(asked.search, sort=values[0])
                choosing.asked(asked)
            case "search":
                asked = Asked(values[0], sort=asked.sort)
                choosing.asked(asked)
                if all_of not in (None, asked.search):
                    expected, all_of = set(), None
            case "clear":
                choosing.clear()
                expected, all_of = set(), None
        assert {one for one in EVERYBODY if choosing.has(one)} == expected, (name, values)
        assert choosing.count == choosing.choice.count == len(expected)


def test_everybody_is_chosen_as_a_question_that_stays_small() -> None:
    choosing = Choosing()
    choosing.choose_everybody(Asked("jana", columns=("name",)), 1_000_000)
    choosing.toggle(7)
    assert choosing.choice.everybody == Asked("jana")
    assert (choosing.choice.ids, choosing.choice.count) == (frozenset((7,)), 999_999)
    assert not choosing.all_found
    choosing.found(1_000_004)
    assert choosing.count == 1_000_003
    choosing.asked(Asked("jana", sort="city"))
    assert choosing.choice.everybody == Asked("jana", sort="city"), "the order is that of the list"
    choosing.asked(Asked("jan"))
    assert choosing.count == 0


def test_single_people_outlive_a_search() -> None:
    choosing = Choosing()
    choosing.set((1, 2), chosen=True)
    choosing.asked(Asked("petr"))
    choosing.found(5)
    assert choosing.count == 2
