"""Days in sentences are written as the owner writes them."""

import pytest

from shopmail.ui import days
from shopmail.wording import language, use_language


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "on 22 Nov 2026"), ("cs", "on 22. 11. 2026"), ("ru", "on 22.11.2026")],
)
def test_days_in_a_sentence(code: str, said: str) -> None:
    spoken = language()
    use_language(code)
    assert days.spelled("on 2026-11-22") == said
    use_language(spoken)


def test_what_is_no_day_stays() -> None:
    assert days.spelled("2026-02-31 and 12026-11-22 and 2026-11") == "2026-02-31 and 12026-11-22 and 2026-11"
