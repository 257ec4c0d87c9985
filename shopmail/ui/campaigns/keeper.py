"""A draft while it is open: what the owner writes is kept by itself, shortly after each change."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from shopmail.errors import ShopmailError
from shopmail.ui.background import Writes
from shopmail.ui.desk import Desk

if TYPE_CHECKING:
    from shopmail.campaigns.saving import Opened, Written

AFTER = 800
"""Milliseconds without a change after which the draft is kept."""


class Keeper(QObject):
    """``written`` is what stands on screen; each state of it is kept, or ``failed`` says why not.

    What is kept late never covers what is newer: all of it goes over one lane, in its order.
    """

    changed = Signal()
    """``written`` is another one now."""
    saved = Signal(int)
    """It is kept; the moment in Unix seconds."""
    failed = Signal(object)
    """A ``ShopmailError``: it is not kept. It stays on screen and is tried again with the next change."""

    def __init__(self, desk: Desk, opened: "Opened") -> None:
        super().__init__()
        self.campaign_id: int = opened.id
        self.letters: str = opened.letters
        self.written: Written = opened.written
        self._desk = desk
        # Counted, so that an answer is known to be about what is on screen now, or about what was.
        self._version = self._asked = self._kept = 0
        self._waiting: list[tuple[int, Callable[[], None]]] = []
        self._writes = Writes(desk.background, "writing")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.flush)

    @property
    def is_kept(self) -> bool:
        """Whether what is on screen is what the file holds."""
        return self._kept == self._version

    def change(self, **values: Any) -> None:
        """Replace these values of ``written``; it is kept as soon as nothing has changed for ``AFTER``."""
        written = replace(self.written, **values)
        if written == self.written:
            return
        self.written = written
        self._version += 1
        self._timer.start()
        self.changed.emit()

    def flush(self, then: Callable[[], None] | None = None) -> None:
        """Keep now what is not kept yet; ``then`` is called when it is, and never when it could not be."""
        self._timer.stop()
        if then and self.is_kept:
            then()
            return
        if then:
            self._waiting.append((self._version, then))
        if self._asked < self._version:
            self._keep()

    @property
    def mark(self) -> int | None:
        """For ``adopt``, taken before the file is read; None while something is not kept."""
        return self._version if self.is_kept else None

    def adopt(self, opened: "Opened", mark: int | None) -> None:
        """Somebody else (another window, the command line) has kept something: show that.

        Where something is written here that the reading could not have seen, that is the newer one and stays.
        """
        if mark == self._version and opened.written != self.written:
            self.written = opened.written
            self.changed.emit()

    def end(self) -> None:
        """The draft is closed: keep what is not kept yet, and tell nobody any more."""
        self.flush()
        self._waiting.clear()
        self._writes.drop()

    def _keep(self) -> None:
        shop, campaign_id, written, version = self._desk.shop, self.campaign_id, self.written, self._version
        self._asked = version

        def keep() -> int:
            from shopmail.campaigns import saving

            return saving.keep(shop, campaign_id, written)

        self._writes.do(keep, partial(self._done, version), partial(self._undone, version))

    def _done(self, version: int, moment: int) -> None:
        self._kept = version
        ready = [then for wanted, then in self._waiting if wanted <= version]
        self._waiting = [(wanted, then) for wanted, then in self._waiting if wanted > version]
        self.saved.emit(moment)
        for then in ready:
            then()

    def _undone(self, version: int, problem: Exception) -> None:
        # Where a newer one is under way already, that is the next try.
        if self._asked == version:
            self._asked = self._kept
        self._waiting = [(wanted, then) for wanted, then in self._waiting if wanted > version]
        if isinstance(problem, ShopmailError):
            self.failed.emit(problem)
        else:
            self._desk.background.unforeseen(problem)
