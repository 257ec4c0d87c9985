"""Work off the GUI thread: a plain function goes out on a lane, a frozen result comes back by one signal."""

import queue
import threading
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

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
    """The lanes. Made and called on the GUI thread; it calls ``done``, ``failed``, ``progress`` there too.

    What was given to a lane is kept here until its answer was delivered, and the lane gets its number only.
    A lane may never hold the last reference to it: letting go would take widgets apart on the wrong thread.
    """

    _came_back = Signal(int)
    _came_on = Signal(int, object)

    def __init__(self, unforeseen: Callable[[Exception], None]) -> None:
        """``unforeseen`` gets what a job without a ``failed`` of its own raises."""
        super().__init__()
        self.unforeseen = unforeseen
        self._closed = False
        self._lanes: dict[Lane, _Worker] = {}
        self._tasks: dict[int, _Task] = {}
        self._numbers = count(1)
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._came_on.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Do ``work`` on ``lane`` after what is already waiting there; then call ``done`` or ``failed``."""
        job = Job()
        self._put(lane, next(self._numbers), _Task(job, work, done, failed or self.unforeseen))
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
        job, number = Job(), next(self._numbers)

        def tell(so_far: int, of: int) -> None:
            self._came_on.emit(number, (so_far, of))

        task = _Task(job, lambda: work(tell, job.stopped), done, failed or self.unforeseen, progress)
        self._put(lane, number, task)
        return job

    def close(self) -> None:
        """Ask everything to stop, wait for what is under way, and deliver nothing more.

        What the owner has done and waits to be written is written all the same.
        """
        self._closed = True
        for task in self._tasks.values():
            task.job.stop()
        for lane, worker in self._lanes.items():
            worker.close(works_off=lane == "writing")
        self._lanes.clear()
        self._tasks.clear()

    def _put(self, lane: Lane, number: int, task: "_Task") -> None:
        if self._closed:
            return
        if lane not in self._lanes:
            self._lanes[lane] = _Worker(lane, self._tasks, self._came_back.emit)
        self._tasks[number] = task
        self._lanes[lane].put(number)

    # Marked as slots, so that Qt knows them by the class: PySide gives a plain method a receiver of its own
    # when it is connected, in which signals of other threads are known to crash (PYSIDE-3124).
    @Slot(int)
    def _deliver(self, number: int) -> None:
        task = self._tasks.pop(number, None)
        if task and not task.job.dropped:
            task.deliver(self.unforeseen)

    @Slot(int, object)
    def _tell(self, number: int, amount: tuple[int, int]) -> None:
        task = self._tasks.get(number)
        if task and task.progress and not task.job.dropped and not task.job.left:
            task.progress(*amount)


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


class Writes:
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


class _Task:
    """Work, and who waits for it; what came of it is put down here by the lane."""

    def __init__(
        self,
        job: Job,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Progress | None = None,
    ) -> None:
        self.job = job
        self.progress = progress
        self._work, self._done, self._failed = work, done, failed
        self._is_finished = False
        self._result: Any = None
        self._problem: Exception | None = None

    def run(self) -> None:
        """On the lane."""
        try:
            self._result = self._work()
        except Exception as problem:  # every kind: the GUI thread decides what it means
            self._problem = problem
        self._is_finished = True

    def deliver(self, unforeseen: Callable[[Exception], None]) -> None:
        """On the GUI thread."""
        # Let go of the problem: its traceback holds the frames that hold this task.
        problem, self._problem = self._problem, None
        if not self._is_finished:
            return
        if problem is None and not self.job.left:
            self._done(self._result)
        elif problem is not None:
            (unforeseen if self.job.left else self._failed)(problem)


class _Worker:
    """One thread that works through its queue of numbers in order; the tasks themselves are not its own."""

    def __init__(self, lane: Lane, tasks: Mapping[int, _Task], emit: Callable[[int], None]) -> None:
        self._tasks, self._emit = tasks, emit
        self._waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work_through, name=f"shopmail {lane}")
        self._thread.start()

    def put(self, number: int) -> None:
        self._waiting.put(number)

    def close(self, *, works_off: bool) -> None:
        """End the thread; ``works_off``: after all that waits, not only after what is under way."""
        if not works_off:
            self._closing.set()
        self._waiting.put(None)
        self._thread.join()

    def _work_through(self) -> None:
        while (number := self._waiting.get()) is not None:
            self._work(number)
            # By now this thread holds nothing of the task any more.
            self._emit(number)

    def _work(self, number: int) -> None:
        task = self._tasks[number]
        if not task.job.dropped and not self._closing.is_set():
            task.run()
