"""The warmed process, one for all tests of this folder that a worker runs."""

from collections.abc import Iterator

import pytest

from tests.crashing.forge import Forge


@pytest.fixture(scope="package")
def forge() -> Iterator[Forge]:
    with Forge() as forge:
        yield forge
