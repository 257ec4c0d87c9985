"""Numbers and moments as each language writes them."""

from collections.abc import Iterator

import pytest

from shopmail.ui import numbers
from shopmail.wording import language, use_language

NBSP = "\u00a0"
AUTUMN = 1_791_374_400  # 7 October 2026, 14:00 in Prague
SPRING_BEFORE = 1_741_000_000  # 3 March 2025


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    spoken = language()
    yield
    use_language(spoken)


@pytest.mark.parametrize(
    ("code", "count", "share"),
    [("en", "1,846", "96.8 %"), ("cs", f"1{NBSP}846", "96,8 %"), ("ru", f"1{NBSP}846", "96,8 %")],
)
def test_numbers(code: str, count: str, share: str) -> None:
    use_language(code)
    assert numbers.number(1846) == count
    assert numbers.share(968, 1000) == share
    assert numbers.share(1, 0) == ""


@pytest.mark.parametrize(
    ("code", "this_year", "before"),
    [("en", "7 Oct", "3 Mar 2025"), ("cs", "7. 10.", "3. 3. 2025"), ("ru", "7 окт.", "3 мар. 2025")],
)
def test_days_carry_their_year_only_when_it_is_another(code: str, this_year: str, before: str) -> None:
    use_language(code)
    assert numbers.day(AUTUMN, AUTUMN, "Europe/Prague") == this_year
    assert numbers.day(SPRING_BEFORE, AUTUMN, "Europe/Prague").replace("марта", "мар.") == before


def test_the_time_is_the_shops_own() -> None:
    assert numbers.day_and_time(AUTUMN, AUTUMN, "Europe/Prague") == "7 Oct 14:00"
    assert numbers.day_and_time(AUTUMN, AUTUMN, "Asia/Tokyo") == "7 Oct 21:00"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (14 * 60, "14 min ago"),
        (3600, "1 hour ago"),
        (47 * 3600, "47 hours ago"),
        (48 * 3600, "2 days ago"),
    ],
)
def test_how_long_ago(seconds: int, words: str) -> None:
    assert numbers.ago(AUTUMN - seconds, AUTUMN) == words
