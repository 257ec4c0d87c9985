"""How the Contacts page feels over a million people: a real window, beside one over forty people.

Run ``python -m tests.benchmarks.contacts_window [PEOPLE]``. Milliseconds until the rows are painted, by the
wall clock, the best of several because the host is shared; the gaps in which the window could not answer;
memory before and after. It fails when a limit is passed: the first paint of forty people twice, 300 ms for a
jump or a search.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollBar

from shopmail.ui.application import Application
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.paged import KEPT, PAGE
from shopmail.ui.widgets.table import ROW_HEIGHT
from tests.benchmarks.contacts_list import FEW, PEOPLE, built
from tests.ui.settling import settle

ROUNDS, JUMPS, BEAT, PATIENCE = 5, 200, 5, 60_000
WORDS = ("p12", "ruzicka", "jana example")
"""Searched for: one in a thousand, one in twelve, one in ten people; two words."""
MOST_TIMES_FEW, MOST_MS = 2.0, 300


class Heart(QObject):
    """Beats every 5 ms while the window answers; ``gaps`` are the pauses between two beats in milliseconds.

    ``work`` is what the window itself did in them (CPU): the rest of a gap is the host's, or a lane's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.work: list[float] = []
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.gaps.append((now - self._last) * 1000)
        self.work.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked


class Painted(QObject):
    """Sees each paint of the table; ``wait`` ends with the first one that shows what is wanted."""

    def __init__(self, page: ContactsPage) -> None:
        super().__init__()
        self._page, self._loop = page, QEventLoop()
        self._there: Callable[[], bool] = bool
        page.table.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt has it
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._look)
        return False

    def wait(self, there: Callable[[], bool]) -> None:
        """Let the window work until ``there`` holds right after a paint."""
        self._there, self._loop = there, QEventLoop()
        late = QTimer()
        late.setSingleShot(True)
        late.timeout.connect(self._loop.quit)
        late.start(PATIENCE)
        self._loop.exec()
        assert late.isActive(), "nothing was painted"

    def _look(self) -> None:
        if self._there():
            self._loop.quit()


def main() -> int:
    """Open both shops in turns, print the table; 1 when a limit is passed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    app = QApplication(["shopmail"])
    firsts: dict[str, list[float]] = {"few": [], "many": []}
    with tempfile.TemporaryDirectory() as folder:
        built(Path(folder) / "few", FEW).close()
        built(Path(folder) / "many", people).close()
        coldest = (0.0, 0.0)
        for number in range(ROUNDS + 1):
            for which, times in firsts.items():
                opened = _open(app, Path(folder) / which / "shop.shopmail")
                heart = Heart()
                took = _first_paint(opened)
                # The first round imports and loads what a process needs once.
                if number:
                    times.append(took)
                else:
                    coldest = max(coldest, (max(heart.gaps), max(heart.work)))
                if number == ROUNDS and which == "many":
                    times_many = _use(opened)
                opened.close()
                opened.window.deleteLater()
    few, many = min(firsts["few"]), min(firsts["many"])
    print(f"{people:,} people, {FEW} people: first paint {many:.0f} ms, {few:.0f} ms: × {many / few:.2f}")  # noqa: T201 - this is the report
    print(f"longest gap at the very first opening: {coldest[0]:.0f} ms, {coldest[1]:.0f} of them own work")  # noqa: T201
    for name, took in times_many.items():
        print(f"{name:<40}{took:>9.1f}")  # noqa: T201
    slow = [name for name, took in times_many.items() if name.endswith("ms") and took > MOST_MS]
    return int(bool(slow) or many > MOST_TIMES_FEW * few)


def _open(app: QApplication, file: Path) -> Application:
    """A window over the file, its first page there."""
    application = Application(app, file)
    application.start()
    _until(lambda: application.window.page is not None)
    settle(application)
    return application


def _first_paint(application: Application) -> float:
    """Milliseconds from the click on Contacts until its first rows are painted."""
    began = time.perf_counter()
    application.window.show_page(1)
    page = _page(application)
    Painted(page).wait(lambda: page.model.rowCount() > 0 and page.model.cells_of(0) is not None)
    return (time.perf_counter() - began) * 1000


def _use(application: Application) -> dict[str, float]:
    """Jump, search and scroll as somebody does who looks for people; what was measured, by name."""
    page = _page(application)
    painted, heart = Painted(page), Heart()
    _until(lambda: page.model.rowCount() > 256)
    bar, before = page.table.verticalScrollBar(), _resident()
    found: dict[str, float] = {}

    def last_is_there() -> bool:
        return page.model.cells_of(page.model.rowCount() - 1) is not None

    jumps = [_jump(bar, painted, last_is_there) for _round in range(ROUNDS)]
    found["jump to the end, ms"] = min(jumps)
    for words in WORDS:
        found[f"search for {words}, ms"] = min(
            _search_and_back(application, painted, words) for _round in range(ROUNDS)
        )
    for number in range(JUMPS):
        bar.setValue(bar.maximum() * number // JUMPS)
        _rest(10)
    page.table.all_wanted.emit()
    _rest(100)
    found["longest gap meanwhile"] = max(heart.gaps)
    found["longest own work at a stretch, ms"] = max(heart.work)
    found["more memory after it all, MB"] = (_resident() - before) / 1e6
    found["most memory in all, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return found


def _jump(bar: QScrollBar, painted: Painted, last_is_there: Callable[[], bool]) -> float:
    """Milliseconds until the last row is painted; then half the way back, so that it is forgotten."""
    took = _timed(lambda: bar.setValue(bar.maximum()), painted, last_is_there)
    for number in range(KEPT + 2):
        bar.setValue(bar.maximum() // 2 - number * 3 * PAGE * ROW_HEIGHT)
        _rest(20)
    return took


def _search_and_back(application: Application, painted: Painted, words: str) -> float:
    """The search, once the counts of the one before have come; then everybody again."""
    page = _page(application)
    settle(application)
    took = _search(page, painted, words)
    _search(page, painted, "")
    return took


def _search(page: ContactsPage, painted: Painted, words: str) -> float:
    """Milliseconds from asking (a moment after the last key) until the first rows found are painted."""

    def act() -> None:
        page.search.setText(words)
        page.search.returnPressed.emit()

    return _timed(
        act, painted, lambda: page.model.answered is not None and page.model.answered.search == words
    )


def _timed(act: Callable[[], object], painted: Painted, there: Callable[[], bool]) -> float:
    began = time.perf_counter()
    act()
    painted.wait(there)
    return (time.perf_counter() - began) * 1000


def _page(application: Application) -> ContactsPage:
    page = application.window.page
    assert isinstance(page, ContactsPage)
    return page


def _until(there: Callable[[], bool]) -> None:
    for _round in range(PATIENCE // 5):
        if there():
            return
        _rest(5)
    raise AssertionError("it did not come")


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _resident() -> int:
    """Bytes of memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    raise SystemExit(main())
