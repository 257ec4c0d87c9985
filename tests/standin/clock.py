"""The stand-in's own clock: it runs with the world, or stands still, and can be put forward."""

import time
from threading import Lock


class StandInClock:
    """Starts at ``start`` (Unix seconds, default: now). With ``ticking=False`` only ``advance`` moves it."""

    def __init__(self, start: int | None = None, ticking: bool = True) -> None:
        self._start = float(time.time() if start is None else start)
        self._since = time.monotonic()
        self._ticking = ticking
        self._ahead = 0.0
        self._lock = Lock()

    def now(self) -> int:
        """Unix time in whole seconds."""
        passed = time.monotonic() - self._since if self._ticking else 0.0
        return int(self._start + self._ahead + passed)

    def advance(self, seconds: float) -> int:
        """Put the clock forward, never back; what time it is then."""
        if seconds < 0:
            raise ValueError("the stand-in's clock never runs backwards")
        with self._lock:
            self._ahead += seconds
        return self.now()
