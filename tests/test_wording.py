"""Languages: chosen from the environment, changed without a restart, English where there is no word."""

from collections.abc import Iterator

import pytest

from shopmail import wording
from shopmail.wording import _, n_


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    wording.use_language("en")


@pytest.mark.parametrize(
    ("asked", "language"),
    [("cs_CZ.UTF-8", "cs"), ("ru", "ru"), ("de:cs:en", "cs"), ("C", "en"), ("", "en"), ("EN_GB", "en")],
)
def test_the_environment_names_the_language(
    monkeypatch: pytest.MonkeyPatch, asked: str, language: str
) -> None:
    monkeypatch.setenv("LANGUAGE", asked)
    assert wording.system_language() == language


def test_a_language_that_shopmail_does_not_speak_means_english() -> None:
    wording.use_language("fr")
    assert wording.language() == "en"


def test_plurals_and_values_are_filled_in() -> None:
    assert n_("{count} person in {file}", "{count} people in {file}", 2, file="a.csv") == "2 people in a.csv"
    assert _("{a} is not {a}", a="{b}") == "{b} is not {b}"
