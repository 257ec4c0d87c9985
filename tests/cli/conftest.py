"""A keyboard for a new shop file."""

from pathlib import Path

import pytest

from tests.cli.typing import Keyboard


@pytest.fixture
def keyboard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Keyboard:
    return Keyboard(tmp_path / "shop.shopmail", capsys)
