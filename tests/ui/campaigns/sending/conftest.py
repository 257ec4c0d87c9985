"""The room of these tests: a shop of three, with SendGrid or without."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.sending.ready import DRAFT
from tests.standin import StandIn
from tests.ui.campaigns.sending.room import Room, a_file
from tests.ui.conftest import Open

Enter = Callable[..., Room]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """SendGrid, to which the shop has a key."""
    with StandIn() as running:
        monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", running.url)
        monkeypatch.setenv("SENDGRID_API_KEY", running.key)
        yield running


@pytest.fixture
def enter(open_window: Open, tmp_path: Path, qtbot: QtBot) -> Enter:
    """Open a window over a new shop: ``enter(people=3, draft=DRAFT)``."""

    def entered(people: int = 3, draft: str = DRAFT) -> Room:
        file, campaign_id = a_file(tmp_path, people, draft)
        return Room(open_window(file), campaign_id, qtbot)

    return entered
