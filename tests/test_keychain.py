"""The API key: from the environment, never printed, never kept where nothing encrypts it."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from shopmail.errors import KeyRefused
from shopmail.keychain import Secret, api_key, keep_api_key

KEY = "SG.canary"


class Vault(KeyringBackend):
    """A key store in memory; ``priority`` is what tells an encrypting one from a plain file."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def vault() -> Iterator[Vault]:
    before, store = keyring.get_keyring(), Vault()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


def test_a_secret_does_not_show_itself() -> None:
    assert KEY not in f"{Secret(KEY)} {Secret(KEY)!r} {[Secret(KEY)]}"
    assert Secret(KEY).reveal() == KEY


def test_without_a_store_and_a_variable_there_is_no_key() -> None:
    assert api_key("shop") is None


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch, vault: Vault) -> None:
    keep_api_key("shop", Secret("kept"))
    monkeypatch.setenv("SENDGRID_API_KEY", f" {KEY}\n")
    found = api_key("shop")
    assert found is not None
    assert found.reveal() == KEY


def test_a_kept_key_belongs_to_its_shop(vault: Vault) -> None:
    keep_api_key("shop", Secret(KEY))
    found = api_key("shop")
    assert found is not None
    assert found.reveal() == KEY
    assert api_key("another") is None


def test_a_key_is_not_kept_where_it_would_be_a_plain_file(vault: Vault) -> None:
    vault.priority = 0.5  # type: ignore[assignment]
    with pytest.raises(KeyRefused):
        keep_api_key("shop", Secret(KEY))
    assert vault.kept == {}


def test_a_key_that_lies_in_a_plain_file_is_not_taken(vault: Vault) -> None:
    vault.kept["shopmail SendGrid", "shop"] = KEY
    vault.priority = 0.5  # type: ignore[assignment]
    assert api_key("shop") is None


def test_a_computer_without_a_store_says_so() -> None:
    with pytest.raises(KeyRefused) as refusal:
        keep_api_key("shop", Secret(KEY))
    assert KEY not in str(refusal.value)
