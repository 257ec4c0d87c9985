"""The API key: from the environment, never printed, never kept where nothing encrypts it."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from shopmail.errors import KeyRefused
from shopmail.keychain import Place, Secret, api_key, forget_api_key, keep_api_key, keep_for_session, place_of

KEY = "SG.canary"


class Vault(KeyringBackend):
    """A key store in memory; ``priority`` is what tells an encrypting one from a plain file."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        if self.priority < 1:
            raise AssertionError("a store that is not safe is not touched")
        del self.kept[service, username]

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


@pytest.fixture
def session() -> Iterator[None]:
    """A key held for the session is forgotten again at the end."""
    yield
    forget_api_key("shop")


@pytest.mark.usefixtures("session")
def test_without_a_store_it_can_be_held_until_the_program_ends() -> None:
    keep_for_session("shop", Secret(KEY))
    found = api_key("shop")
    assert found is not None
    assert found.reveal() == KEY
    assert (place_of("shop"), place_of("another")) == (Place.SESSION, None)
    forget_api_key("shop")
    assert api_key("shop") is None


@pytest.mark.usefixtures("session")
def test_a_key_that_is_kept_takes_the_place_of_the_one_held(vault: Vault) -> None:
    keep_for_session("shop", Secret("SG.old"))
    keep_api_key("shop", Secret(KEY))
    found = api_key("shop")
    assert found is not None
    assert found.reveal() == KEY
    assert place_of("shop") is Place.STORE


def test_a_forgotten_key_is_gone_from_the_store(vault: Vault) -> None:
    keep_api_key("shop", Secret(KEY))
    keep_api_key("another", Secret("SG.theirs"))
    forget_api_key("shop")
    forget_api_key("shop")
    assert (api_key("shop"), place_of("another")) == (None, Place.STORE)


def test_a_key_from_outside_can_not_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDGRID_API_KEY", KEY)
    assert place_of("shop") is Place.ENVIRONMENT
    with pytest.raises(KeyRefused) as refusal:
        forget_api_key("shop")
    assert KEY not in str(refusal.value)
