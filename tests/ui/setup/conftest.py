"""What the tests of the set-up forms start from: a window, a stand-in, a key store."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from pytestqt.qtbot import QtBot

from shopmail.keychain import forget_api_key
from tests.standin import StandIn
from tests.test_keychain import Vault
from tests.ui.conftest import Open
from tests.ui.setup.room import Room


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn() as running:
        monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", running.url)
        yield running


@pytest.fixture
def room(open_window: Open, tmp_path: Path, post: StandIn, qtbot: QtBot) -> Iterator[Room]:
    application = open_window(tmp_path / "shop.shopmail")
    made = Room(application, post, qtbot)
    yield made
    forget_api_key(made.shop.id)


@pytest.fixture
def vault() -> Iterator[Vault]:
    before, store = keyring.get_keyring(), Vault()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)
