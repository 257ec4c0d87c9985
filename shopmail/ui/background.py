"""Work off the GUI thread: a plain function goes out on a lane, a frozen result comes back by one signal."""

import queue
import threading
from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
Lane = Literal["reading", "counting", "writing", "sending", "files"]
Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]

LANES: tuple[Lane, ...] = ("reading", "counting", "writing", "sending", "files")
"""One thread each. Counting a million rows has its own, so that the rows on screen don't wait for it; so has
writing files of people (exports, backups), so that no act of the owner waits for one."""


class Job:
    """Something given to a lane; ``stop`` asks it to end, ``drop`` also makes its answer unwanted."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self.dropped = False
        self.left = False

    def stop(self) -> None:
        """Ask the work to end at its next look at ``stopped``; its answer still comes."""
        self._stop.set()

    def drop(self) -> None:
        """Nobody waits for the answer any more: work that has not begun never will."""
        self.dropped = True
        self._stop.set()

    def leave(self) -> None:
        """The work is done all the same, but its answer is not wanted any more; a failure still is told."""
        self.left = True

    def stopped(self) -> bool:
        """What the work looks at."""
        return self._stop.is_set()


class Background(QObject):
    """The lanes. Made and called on the GUI thread; it calls ``done``, ``failed``, ``progress`` there too."""

    _came_back = Signal(object)

    def __init__(self, unforeseen: Callable[[Exception], None]) -> None:
        """``unforeseen`` gets what a job without a ``failed`` of its own raises."""
        super().__init__()
        self.unforeseen = unforeseen
        self._closed = False
        self._lanes: dict[Lane, _Worker] = {}
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Do ``work`` on ``lane`` after what is already waiting there; then call ``done`` or ``failed``."""
        job = Job()
        self._put(lane, _Task(job, work, done, failed or self.unforeseen))
        return job

    def run_long(
        self,
        lane: Lane,
        work: Callable[[Progress, Stopped], T],
        done: Callable[[T], None],
        progress: Progress,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """The same for work that tells how far it is and can be stopped."""
        job = Job()

        def tell(so_far: int, of: int) -> None:
            self._came_back.emit(_Arrival(job, lambda: progress(so_far, of)))

        self._put(lane, _Task(job, lambda: work(tell, job.stopped), done, failed or self.unforeseen))
        return job

    def close(self) -> None:
        """Ask everything to stop, wait for what is under way, and deliver nothing more."""
        self._closed = True
        for worker in self._lanes.values():
            worker.close()
        self._lanes.clear()

    def _put(self, lane: Lane, task: "_Task[Any]") -> None:
        if self._closed:
            return
        if lane not in self._lanes:
            self._lanes[lane] = _Worker(lane, self._came_back.emit)
        self._lanes[lane].put(task)

    def _deliver(self, arrival: "_Arrival") -> None:
        if self._closed or arrival.job.dropped:
            return
        if not arrival.job.left:
            arrival.call()
        elif arrival.problem:
            self.unforeseen(arrival.problem)


class Latest:
    """Of several questions about one matter, only the last one is answered: a stale answer never arrives."""

    def __init__(self, background: Background, lane: Lane) -> None:
        self._background, self._lane = background, lane
        self._job: Job | None = None

    def ask(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask; whatever was asked before is dropped."""
        self.drop()
        self._job = self._background.run(self._lane, work, done, failed)

    def drop(self) -> None:
        """No answer is wanted any more."""
        if self._job:
            self._job.drop()


class Acts:
    """What the owner has done on one matter: each act is carried out, whether or not anybody waits for it."""

    def __init__(self, background: Background, lane: Lane) -> None:
        self._background, self._lane = background, lane
        self._jobs: list[Job] = []

    def do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do it after what was asked for before."""
        self._jobs.append(self._background.run(self._lane, work, done, failed))

    def drop(self) -> None:
        """No answer is wanted any more; the acts are carried out, and what fails is told in a dialog."""
        for job in self._jobs:
            job.leave()


class _Arrival:
    def __init__(self, job: Job, call: Callable[[], None], problem: Exception | None = None) -> None:
        self.job, self.call, self.problem = job, call, problem


class _Task(Generic[T]):
    def __init__(
        self,
        job: Job,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.job, self._work, self._done, self._failed = job, work, done, failed

    def run(self) -> _Arrival:
        try:
            result = self._work()
        except Exception as problem:  # every kind: the GUI thread decides what it means
            failed, raised = self._failed, problem
            return _Arrival(self.job, lambda: failed(raised), raised)
        return _Arrival(self.job, lambda: self._done(result))


class _Worker:
    """One thread that works through its queue in order."""

    def __init__(self, lane: Lane, emit: Callable[[_Arrival], None]) -> None:
        self._emit = emit
        self._waiting: queue.SimpleQueue[_Task[Any] | None] = queue.SimpleQueue()
        self._under_way: Job | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work_through, name=f"shopmail {lane}")
        self._thread.start()

    def put(self, task: _Task[Any]) -> None:
        self._waiting.put(task)

    def close(self) -> None:
        self._closing.set()
        if self._under_way:
            self._under_way.stop()
        self._waiting.put(None)
        self._thread.join()

    def _work_through(self) -> None:
        while (task := self._waiting.get()) is not None:
            self._under_way = task.job
            # Looked at after the job is named: one that close() did not see to stop does not begin.
            if not task.job.dropped and not self._closing.is_set():
                self._emit(task.run())
