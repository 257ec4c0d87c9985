"""Which post office it is, and to whom the key is given."""

from pathlib import Path

import pytest

from shopmail.clock import Clock
from shopmail.delivery.api import HOST, checked, usable
from shopmail.delivery.choosing import account_of, provider_from, provider_of
from shopmail.errors import InputRefused, KeyRefused
from shopmail.keychain import Secret


def test_without_a_key_it_is_a_rehearsal(tmp_path: Path) -> None:
    assert provider_from(None, "https://api.sendgrid.com", tmp_path, Clock()).name == "rehearsal"


@pytest.mark.parametrize("host", [None, "", "https://api.eu.sendgrid.com", "http://127.0.0.1:8025"])
def test_with_a_key_it_is_sendgrid(host: str | None, tmp_path: Path) -> None:
    assert provider_from(Secret("SG.x"), host, tmp_path, Clock()).name == "sendgrid"


def test_a_shop_has_the_post_office_of_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", "http://127.0.0.1:8025")
    assert provider_of("shop", "global", tmp_path, Clock()).name == "rehearsal"
    monkeypatch.setenv("SENDGRID_API_KEY", "SG.x")
    assert provider_of("shop", "global", tmp_path, Clock()).name == "sendgrid"
    monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", "http://api.sendgrid.com")
    with pytest.raises(InputRefused):
        provider_of("shop", "global", tmp_path, Clock())
    with pytest.raises(InputRefused):
        account_of(Secret("SG.x"), "global", Clock())


def test_a_bad_host_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(InputRefused):
        provider_from(Secret("SG.x"), "http://api.sendgrid.com", tmp_path, Clock())


@pytest.mark.parametrize(
    ("host", "base"),
    [
        (HOST, HOST),
        (f" {HOST}/ ", HOST),
        ("https://proxy.example.com:8443", "https://proxy.example.com:8443"),
        ("http://127.0.0.1:8025/", "http://127.0.0.1:8025"),
        ("http://127.1.2.3", "http://127.1.2.3"),
        ("http://localhost:8025", "http://localhost:8025"),
        ("http://[::1]:8025", "http://[::1]:8025"),
    ],
)
def test_hosts_that_may_see_the_key(host: str, base: str) -> None:
    assert checked(host) == base


@pytest.mark.parametrize(
    "host",
    [
        "http://api.sendgrid.com",
        "http://192.168.1.5:8025",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://127.0.0.1@example.com",
        "https://user:pass@api.sendgrid.com",
        "https://api.sendgrid.com/v3",
        "https://api.sendgrid.com?x=1",
        "https://api.sendgrid.com#x",
        "https://api.sendgrid.com:port",
        "https://api.sendgrid.com:99999",
        "https://[::1",
        "https://",
        "https://séndgrid.example",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "127.0.0.1:8025",
        "api.sendgrid.com",
        "",
    ],
)
def test_hosts_that_may_not(host: str) -> None:
    with pytest.raises(InputRefused):
        checked(host)


def test_spaces_around_a_key_are_no_part_of_it() -> None:
    assert usable(Secret(" SG.abc\n")).reveal() == "SG.abc"


@pytest.mark.parametrize("text", ["", "  ", "SG.a\nb", "SG.a b", "SG.š", "SG.\x00"])
def test_what_can_not_be_a_key_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(KeyRefused) as caught:
        usable(Secret(text))
    assert "SG." not in repr(caught.value)
