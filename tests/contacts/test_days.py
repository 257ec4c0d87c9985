"""Days inside of a sentence, in each language."""

from collections.abc import Iterator
from datetime import date

import pytest

from shopmail.contacts.days import day_in_words, moment_in_words
from shopmail.wording import language, use_language
from tests.builders import NOON


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    before = language()
    yield
    use_language(before)


@pytest.mark.parametrize(
    ("code", "day", "moment"),
    [
        ("en", "3 May 2025", "22 Nov 2026 12:00"),
        ("cs", "3. 5. 2025", "22. 11. 2026 12:00"),
        ("ru", "03.05.2025", "22.11.2026 12:00"),
    ],
)
def test_each_language_has_its_own_way(code: str, day: str, moment: str) -> None:
    use_language(code)
    assert day_in_words(date(2025, 5, 3)) == day
    assert moment_in_words(NOON, "Europe/Prague") == moment
