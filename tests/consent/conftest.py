"""A fresh shop for each test of this room, and a transaction in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from shopmail.storage.shop import Shop
from tests.builders import a_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with a_shop(tmp_path) as opened:
        yield opened


@pytest.fixture
def session(shop: Shop) -> Iterator[Session]:
    with shop.transaction() as opened:
        yield opened
