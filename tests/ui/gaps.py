"""How long the event loop did not turn: a timer that ticks all the time, and what lay between two ticks."""

import gc
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

_INTERVAL = 5
"""Milliseconds; a tick without any would itself take the interpreter away from the lanes."""
_WORTH_A_LOOK = 20.0
_MOST_TOLD = 10
_THREADS = Path("/proc/self/task")
"""Where Linux tells of each thread how long it ran and how long it waited for a processor."""


@dataclass(frozen=True)
class Gap:
    """What lay between two ticks, in milliseconds; ``lanes`` is what they were at right after it."""

    wall: float
    window: float
    """Of it, what the GUI thread itself worked: handlers and paints."""
    garbage: float
    act: str
    lanes: str

    def __str__(self) -> str:
        parts = f"{self.window:.0f} in the window, {self.garbage:.0f} garbage"
        return f"{self.wall:7.1f} ms ({parts})  {self.act}  {self.lanes}"


class Gaps(QObject):
    """Notes the gaps of the GUI thread's event loop, which is what the owner would feel.

    In a gap no click, key or paint is answered, whether a handler is at work or a lane holds the interpreter.
    """

    def __init__(self) -> None:
        super().__init__()
        self.act = ""
        """What the test is at; to be set by it."""
        self.all: list[Gap] = []
        self.share = 1.0
        """Of the processor time that the program wanted, what it got: less where others use the machine."""
        self._last = (0, 0)
        self._began_to_collect = 0
        self._collected = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_INTERVAL)
        self._timer.timeout.connect(self._tick)

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """While the block runs."""
        gc.callbacks.append(self._note_collecting)
        waited, worked = _waited(), time.process_time_ns()
        self._last = _clocks()
        self._timer.start()
        try:
            yield
        finally:
            self._timer.stop()
            gc.callbacks.remove(self._note_collecting)
            waited, worked = _waited() - waited, time.process_time_ns() - worked
            self.share = worked / max(worked + waited, 1)

    @property
    def longest(self) -> float:
        """Milliseconds of the worst gap, as it would have been with the machine to itself."""
        return max((gap.wall for gap in self.all), default=0.0) * self.share

    def told(self) -> str:
        """How many gaps there were, and the worst of them by the clock, one a line."""
        worst = sorted(self.all, key=lambda gap: gap.wall, reverse=True)[:_MOST_TOLD]
        head = f"{len(self.all)} turns of the event loop; the program got {self.share:.0%} of the processor"
        return "\n".join([f"{head} that it wanted; the longest gaps by the clock:", *map(str, worst)])

    def _tick(self) -> None:
        now = _clocks()
        wall, window = ((new - old) / 1e6 for new, old in zip(now, self._last, strict=True))
        lanes = _what_lanes_do() if wall >= _WORTH_A_LOOK else ""
        self.all.append(Gap(wall, window, self._collected / 1e6, self.act, lanes))
        self._collected = 0
        self._last = _clocks()

    def _note_collecting(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._began_to_collect = time.perf_counter_ns()
        else:
            self._collected += time.perf_counter_ns() - self._began_to_collect


def _clocks() -> tuple[int, int]:
    """Nanoseconds by the wall, and of the processor for this thread."""
    return time.perf_counter_ns(), time.thread_time_ns()


def _waited() -> int:
    """Nanoseconds that the program's threads were ready to run and did not; 0 where nothing tells."""
    return sum(int(file.read_text().split()[1]) for file in _THREADS.glob("*/schedstat"))


def _what_lanes_do() -> str:
    """The function that each busy lane is in: it had the interpreter a moment ago."""
    frames = sys._current_frames()
    busy = []
    for thread in threading.enumerate():
        frame = frames.get(thread.ident or 0)
        if thread.name.startswith("shopmail ") and frame and frame.f_code.co_name != "_work_through":
            place = f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_lineno}"
            busy.append(f"{thread.name}: {frame.f_code.co_name} ({place})")
    return "; ".join(busy)
