"""Many widgets made a few at a time, so that the window answers in between."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

_SLICE = 6
"""Milliseconds after which the window gets its turn."""


class Slices(QObject):
    """Works through an iterator on the GUI thread; each turn of it is one small piece of work."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Iterator[object] = iter(())
        self._done: Callable[[], None] = lambda: None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """Whether there is more to do."""
        return self._timer.isActive()

    def run(self, pieces: Iterator[object], done: Callable[[], None]) -> None:
        """Work through ``pieces``, the first of them at once, then call ``done``; other work is given up."""
        self._pieces, self._done = pieces, done
        self._timer.start(0)
        self._turn()

    def stop(self) -> None:
        """Give up what is left."""
        self._timer.stop()

    def _turn(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        for _piece in self._pieces:
            if clock.elapsed() >= _SLICE:
                return
        self._timer.stop()
        self._done()
