"""The plan and the outcome in one sentence: what does not happen is not told."""

import pytest

from shopmail.ui.importing.outcome import has_been, will_be
from shopmail.ui.importing.plan_facts import CHANGED, DO_NOT_MAIL, DUPLICATE, INVALID, NEW, SAME

NOTHING = dict.fromkeys((NEW, CHANGED, SAME, DUPLICATE, DO_NOT_MAIL, INVALID), 0)


@pytest.mark.parametrize(
    ("counts", "fields", "plan", "outcome"),
    [
        (
            {NEW: 812, CHANGED: 240, SAME: 96, DUPLICATE: 56},
            1102,
            "Add 812, change 240 (1,102 values), leave 96, skip 56.",
            "812 added, 240 changed (1,102 values), 96 left as they were, 56 skipped.",
        ),
        (
            {NEW: 812, CHANGED: 240, INVALID: 56},
            1102,
            "Add 812, change 240 (1,102 values), skip 56.",
            "812 added, 240 changed (1,102 values), 56 skipped.",
        ),
        ({NEW: 812}, 0, "Add 812, skip 0.", "812 added, 0 skipped."),
    ],
)
def test_the_sentence_tells_what_happens(
    counts: dict[str, int], fields: int, plan: str, outcome: str
) -> None:
    assert will_be(NOTHING | counts, fields) == plan
    assert has_been(NOTHING | counts, fields) == outcome
