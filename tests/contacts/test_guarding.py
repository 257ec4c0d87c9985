"""No cell that is exported can run as a formula, and each comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.contacts.guarding import guarded, unguarded

TRIGGERS = "=+-@\t\r\n\x00＝＋－＠"


@pytest.mark.parametrize("mark", TRIGGERS)
def test_what_could_be_a_formula_is_guarded(mark: str) -> None:
    assert guarded(f"{mark}cmd|' /C calc'!A0") == f"'{mark}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["", "Jana", "'t Hooft", "a=b", " =1", "'", "''", "'5"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text(max_size=12) | st.text(TRIGGERS + "'a", max_size=6))
def test_guarding_loses_nothing(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set(TRIGGERS)
