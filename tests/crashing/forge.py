"""The test's side: gives orders to the warmed process, and runs the loop."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct

_ROOT = Path(__file__).parents[2]

_MOST_POINTS = 2000
"""A loop that is longer than this never ends."""


class Death(Struct, frozen=True):
    """One run. ``killed`` False: it passed untouched, with ``passed`` points; ``refused``: its error."""

    point: int
    killed: bool
    passed: int
    refused: str


class Forge:
    """The warmed process, for as long as the ``with`` block lasts."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crashing"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # The stand-in speaks plain http; reading the system's certificates takes longer than the rest.
            env=os.environ | {"SSL_CERT_FILE": os.devnull, "SSL_CERT_DIR": os.devnull},
        )

    def __enter__(self) -> "Forge":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def die(self, act: str, point: int, **details: Any) -> Death:
        """Do ``act`` in a fresh process that is killed at ``point``; 0: never."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"act": act, "point": point, "details": details}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "broken" not in answer, f"the child of point {point} failed by itself: {answer}"
        return Death(point, **answer)

    def deaths(self, act: str, details: Callable[[int], dict[str, Any]]) -> Iterator[Death]:
        """Die at point 1, 2, 3 …; the last one yielded is the run that was not killed.

        ``details`` is called before each run, to put a fresh stage in place.
        """
        for point in range(1, _MOST_POINTS):
            death = self.die(act, point, **details(point))
            yield death
            if not death.killed:
                return
        raise AssertionError(f"{act} has more than {_MOST_POINTS} points")
