"""A window at work on the sample shop, in which there are two sent campaigns and a draft."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.campaigns.hands import Hands
from tests.ui.conftest import Open


@pytest.fixture
def hands(open_window: Open, filled: Path, qtbot: QtBot) -> Hands:
    return Hands(open_window(filled), qtbot)
