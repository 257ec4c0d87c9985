"""Sees that somebody else (a scheduler, the command line) wrote to the shop file, and tells the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from shopmail.ui.background import Background

if TYPE_CHECKING:
    from shopmail.storage.shop import Shop

EVERY = 1_000
"""Milliseconds between two looks at ``PRAGMA data_version``, which costs microseconds."""


class Refresh(QObject):
    """Calls ``changed`` on the GUI thread when the file is no longer what it was at the last look.

    ``version`` is the one at which the window read the file.
    """

    def __init__(
        self, shop: "Shop", version: int, background: Background, changed: Callable[[], None]
    ) -> None:
        super().__init__()
        self._shop, self._background, self._changed = shop, background, changed
        self._version = version
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now; a look that is still waiting for its answer is enough."""
        if self._looking:
            return
        self._looking = True
        self._background.run("reading", self._shop.data_version, self._seen, self._failed)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _seen(self, version: int) -> None:
        self._looking = False
        before, self._version = self._version, version
        if before != version:
            self._changed()

    def _failed(self, problem: Exception) -> None:
        # A file that can't be read any more (a drive pulled out) is told once, not every second.
        self._looking = False
        self.stop()
        self._background.unforeseen(problem)
