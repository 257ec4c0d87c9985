"""Python's cyclic garbage, collected on the GUI thread alone.

The collector runs on whichever thread happens to allocate. On a lane it would take widgets apart in the
middle of their painting, and a full run over all that a window has loaded holds every thread for 70 ms.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 5_000
"""Milliseconds between two looks."""
ENOUGH = 20_000
"""New objects that are worth a collection."""


class Garbage(QObject):
    """From ``keep_house`` on, nothing is collected by itself any more; ``stop`` gives that back."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    def keep_house(self) -> None:
        """What is loaded by now stays for as long as the window does, and is never looked through again."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def look(self) -> None:
        """Collect if there is enough of it."""
        if gc.get_count()[0] >= ENOUGH:
            gc.collect()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
