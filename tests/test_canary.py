"""The key canary sees what it is there for."""

import logging
from pathlib import Path

import pytest

from tests.canary import EverythingSaid, sightings

KEY = "SG.made-up.0123456789"


def test_a_key_is_seen_in_a_file_however_deep_and_in_what_is_said(tmp_path: Path) -> None:
    hidden = tmp_path / "a" / "shop.shopmail-wal"
    hidden.parent.mkdir()
    hidden.write_bytes(b"\x00" + KEY.encode() + b"\xff")
    (tmp_path / "harmless").write_text("SG.made-up")
    said = ["client: GET /v3/scopes", f"client: authorization: Bearer {KEY}"]
    assert list(sightings([KEY], said, tmp_path)) == [
        "said: client: authorization: Bearer SG.made-up.0123456789",
        "in the file shop.shopmail-wal",
    ]
    assert list(sightings(["SG.another"], said, tmp_path)) == []


@pytest.mark.parametrize("name", ["python_http_client", "anything.else"])
def test_every_record_from_debug_on_is_heard(name: str) -> None:
    said = EverythingSaid()
    logging.getLogger().addHandler(said)
    level = logging.getLogger(name).level
    logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger(name).debug("Bearer %s", KEY)
    logging.getLogger(name).setLevel(level)
    logging.getLogger().removeHandler(said)
    assert any(KEY in words for words in said.kept)
