"""What segments and campaigns may be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.errors import InputRefused
from shopmail.segments.naming import LONGEST_NAME, checked, numbered

NAMES = st.text("aÁß ()2", min_size=1, max_size=LONGEST_NAME)


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("Spring", ["Spring"], "Spring (2)"),
        ("Spring (2)", ["Spring", "SPRING (2)"], "Spring (3)"),
        ("Spring", ["Spring", "Spring (3)"], "Spring (2)"),
        ("x" * LONGEST_NAME, ["x" * LONGEST_NAME], "x" * (LONGEST_NAME - 4) + " (2)"),
        ("y" * (LONGEST_NAME - 5) + " yyyy", [], "y" * (LONGEST_NAME - 5) + " (2)"),
    ],
)
def test_a_second_one_is_numbered(name: str, taken: list[str], free: str) -> None:
    assert numbered(name, taken) == free


@given(NAMES, st.lists(NAMES, max_size=4))
def test_a_number_makes_a_name_that_is_free_and_can_be_kept(name: str, taken: list[str]) -> None:
    for _copy in range(10):
        free = numbered(name, taken)
        assert free.casefold() not in {other.casefold() for other in taken}
        assert len(free) <= LONGEST_NAME
        taken = [*taken, free]


def test_what_can_be_no_name_is_refused_in_the_words_given() -> None:
    assert checked("  Winter\n mail ", "t", "m", "a") == "Winter  mail"
    with pytest.raises(InputRefused) as refused:
        checked(" \t ", "Not kept", "No name.", "Give one.")
    assert (refused.value.title, refused.value.message, refused.value.remedy) == (
        "Not kept",
        "No name.",
        "Give one.",
    )
    with pytest.raises(InputRefused, match="more than 100 characters"):
        checked("x" * (LONGEST_NAME + 1), "Not kept", "No name.", "Give one.")
