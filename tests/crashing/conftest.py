"""The warmed process, one for all tests of this folder that a worker runs."""

import os
from collections.abc import Iterator

import pytest

from tests.crashing.forge import Forge


@pytest.fixture(scope="package")
def forge() -> Iterator[Forge]:
    with Forge() as forge:
        yield forge


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in speaks plain http: reading the system's certificates takes longer than all the rest."""
    monkeypatch.setenv("SSL_CERT_FILE", os.devnull)
    monkeypatch.setenv("SSL_CERT_DIR", os.devnull)
