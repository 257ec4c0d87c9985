"""A fresh shop for each test of this room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopmail.storage.shop import Shop
from tests.builders import a_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with a_shop(tmp_path) as opened:
        yield opened
