"""A stand-in whose clock stands still at the moment of these tests."""

from collections.abc import Iterator

import pytest

from tests.builders import NOON
from tests.standin import StandIn


@pytest.fixture
def post() -> Iterator[StandIn]:
    with StandIn(start=NOON, ticking=False) as stand_in:
        yield stand_in
