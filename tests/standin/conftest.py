"""A stand-in whose clock stands still until it is put forward."""

from collections.abc import Iterator

import pytest

from tests.standin import StandIn

START = 1_800_000_000


@pytest.fixture
def post() -> Iterator[StandIn]:
    with StandIn(start=START, ticking=False) as stand_in:
        yield stand_in
