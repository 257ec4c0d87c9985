"""The time as the server has it: ``send_at`` is measured by SendGrid's clock, not by this computer's."""

from msgspec import Struct

from shopmail.clock import Clock

GOOD_FOR = 600
"""Seconds for which one reading of the server's clock is taken on by our own."""

DRIFT = 5
"""Seconds by which our two clocks may part: more means sleep (one stands still), or a changed wall clock."""


class _Reading(Struct, frozen=True):
    server: int
    monotonic: float
    wall: int


class ServerTime:
    """The last reading, carried on by our own clock while that can be trusted. Any thread may use it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._reading: _Reading | None = None

    def read(self, moment: int) -> None:
        """Take ``moment``, from an answer that arrived just now."""
        self._reading = _Reading(moment, self._clock.monotonic(), self._clock.now())

    def now(self) -> int | None:
        """Unix seconds by the server's clock; None when a new reading is needed."""
        reading = self._reading
        if reading is None:
            return None
        passed = self._clock.monotonic() - reading.monotonic
        passed_on_the_wall = self._clock.now() - reading.wall
        if passed > GOOD_FOR or abs(passed_on_the_wall - passed) > DRIFT:
            return None
        return reading.server + int(passed)
