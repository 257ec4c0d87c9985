"""Settings: each key declared once, read from text as the owner writes it, refused in a sentence."""

import pytest

from shopmail import settings
from shopmail.errors import InputRefused
from shopmail.settings import KEYS, Settings

CHANGED = {
    "shop.name": "Květiny U Mostu",
    "shop.address": "Mostní 12, Písek",
    "shop.company_number": "12345678",
    "shop.country": "SK",
    "shop.language": "cs",
    "shop.timezone": "Europe/Bratislava",
    "sender.email": "shop@example.com",
    "sender.name": "Květiny",
    "sender.reply_to": "answers@example.com",
    "consent.double_opt_in": "not-required",
    "consent.age_limit_months": "24",
    "sendgrid.region": "eu",
    "unsubscribe.way": "tracking",
    "unsubscribe.group": "12",
    "tracking.opens": "true",
    "tracking.clicks": "true",
    "backup.folder": "/mnt/stick/copies",
}


def test_every_key_can_be_written_and_read_back() -> None:
    assert set(CHANGED) == set(KEYS)
    read = settings.read(CHANGED)
    assert settings.written(read) == CHANGED
    assert settings.written(settings.read(settings.written(Settings()))) == settings.written(Settings())


def test_a_key_of_a_later_version_is_passed_over() -> None:
    assert settings.read({"weather.today": "sun"}) == Settings()


@pytest.mark.parametrize("word", ["yes", "On", "ano", "да", "1", "true"])
def test_yes_in_three_languages(word: str) -> None:
    assert settings.changed(Settings(), "tracking.opens", word).tracking.opens


@pytest.mark.parametrize("word", ["no", "OFF", "ne", "нет", "0", "false"])
def test_no_in_three_languages(word: str) -> None:
    opened = settings.changed(Settings(), "tracking.opens", "yes")
    assert not settings.changed(opened, "tracking.opens", word).tracking.opens


def test_an_empty_group_means_the_accounts_default() -> None:
    chosen = settings.changed(Settings(), "unsubscribe.group", "12")
    assert settings.changed(chosen, "unsubscribe.group", "").unsubscribe.group is None


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("shop.colour", "blue"),
        ("shop", "x"),
        ("shop.timezone", "Mars/Base"),
        ("shop.language", "de"),
        ("shop.country", "Czechia"),
        ("consent.double_opt_in", "perhaps"),
        ("consent.age_limit_months", "0"),
        ("consent.age_limit_months", "many"),
        ("unsubscribe.group", "newsletter"),
        ("tracking.opens", "maybe"),
        ("shop.name", "x" * 501),
    ],
)
def test_what_can_not_be_is_refused_with_its_key(key: str, text: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        settings.changed(Settings(), key, text)
    assert key in refusal.value.message
