"""The command line as somebody types it: in this process, or in one of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from shopmail.cli.main import main

ROOT = Path(__file__).parents[2]


class Said(Struct, frozen=True):
    """What came back."""

    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        """The last line on standard error."""
        return self.err.rstrip("\n").rpartition("\n")[2]


class Keyboard:
    """Types commands for one shop file; ``capsys`` reads the screen."""

    def __init__(self, shop_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.shop_file = shop_file
        self._capsys = capsys

    def type(self, *words: object) -> Said:
        """Run ``shopmail --shop FILE WORDS``."""
        self._capsys.readouterr()
        try:
            code = main(["--shop", str(self.shop_file), *map(str, words)])
        except SystemExit as wrong_usage:
            code = int(wrong_usage.code or 0)
        seen = self._capsys.readouterr()
        return Said(code, seen.out, seen.err)

    def ask(self, *words: object) -> dict[str, Any]:
        """The same with ``--json``, which must succeed and say nothing but one object."""
        said = self.type(*words, "--json")
        assert said.code == 0, said.err
        answer = json.loads(said.out)
        assert isinstance(answer, dict)
        assert said.err == ""
        return answer

    def refused(self, *words: object) -> str:
        """The last line of a command that must be refused, without a word on standard output."""
        said = self.type(*words)
        assert (said.code, said.out) == (1, ""), said
        assert "Traceback" not in said.err
        assert said.last_line.startswith("error: ")
        return said.last_line


def in_a_process(shop_file: Path, *words: object, **surroundings: str) -> Said:
    """``python -m shopmail --shop FILE WORDS``."""
    done = subprocess.run(
        [sys.executable, "-m", "shopmail", "--shop", str(shop_file), *map(str, words)],
        cwd=ROOT,
        env=os.environ | surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)
