"""Exit codes and streams: wrong usage is 2, a refusal is 1, and no secret is ever shown."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.typing import Keyboard, in_a_process

USAGE: list[list[str]] = [
    ["nonsense"],
    ["campaign"],
    ["campaign", "send"],
    ["campaign", "send", "first"],
    ["campaign", "send", "1", "--now", "--in", "45"],
    ["campaign", "send", "1", "--in", "soon"],
    ["import", "contacts"],
    ["import", "contacts", "x.csv"],
    ["import", "contacts", "x.csv", "--kind", "friends"],
    ["settings", "set"],
    ["check", "--jso"],
    ["sync", "extra"],
]


@pytest.mark.parametrize("words", USAGE, ids=" ".join)
def test_wrong_usage(keyboard: Keyboard, words: list[str]) -> None:
    said = keyboard.type(*words)
    assert (said.code, said.out) == (2, "")
    assert "usage:" in said.err
    assert not keyboard.shop_file.exists()


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    """The same through ``python -m shopmail``: exit codes, streams, and no question asked."""
    shop_file = tmp_path / "new" / "shop.shopmail"
    shown = in_a_process(shop_file, "settings", "show", "--json")
    assert (shown.code, shown.err) == (0, "")
    assert json.loads(shown.out)["consent.double_opt_in"] == "required"
    assert shop_file.stat().st_mode & 0o077 == 0
    refused = in_a_process(shop_file, "import", "contacts", tmp_path / "none.csv", "--kind", "signups")
    assert (refused.code, refused.out) == (1, "")
    assert refused.last_line.startswith("error: ")
    assert in_a_process(shop_file, "nonsense").code == 2


def test_a_key_that_is_none_never_shows(keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDGRID_API_KEY", "SG.not a key\nat all")
    sentence = keyboard.refused("sync")
    assert "API key" in sentence
    assert "SG." not in sentence
    monkeypatch.setenv("SENDGRID_API_KEY", "SG.key")
    monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", "http://example.com")
    assert "SG." not in keyboard.refused("sync")
    assert os.environ["SHOPMAIL_SENDGRID_HOST"] == "http://example.com"
