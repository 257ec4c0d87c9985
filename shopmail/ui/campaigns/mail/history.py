"""What was written before: steps back and forth, with the keystrokes in one field taken together."""

from typing import Generic, TypeVar

T = TypeVar("T")

PAUSE = 1.5
"""Seconds; after a longer rest the next keystroke begins a step of its own."""
MOST = 500
"""Steps that are kept; what is older can't be taken back any more."""


class History(Generic[T]):
    """``now`` is what stands there; a state is any value that doesn't change."""

    def __init__(self, now: T) -> None:
        self._behind: list[T] = []
        self._ahead: list[T] = []
        self._field = ""
        self._moment = 0.0
        self.now = now

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back."""
        return bool(self._behind)

    @property
    def can_redo(self) -> bool:
        """Whether a step back can be done again."""
        return bool(self._ahead)

    def edit(self, state: T, field: str = "", moment: float = 0.0) -> None:
        """The owner has made ``state`` of it, at ``moment`` in seconds.

        Edits of one ``field`` that follow each other within ``PAUSE`` are one step; without a field, each is
        one. What was taken back before can't be done again after it.
        """
        if state == self.now:
            return
        goes_on = bool(field) and field == self._field and moment - self._moment <= PAUSE and self._behind
        if not goes_on:
            self._behind.append(self.now)
            del self._behind[:-MOST]
        self._ahead.clear()
        self._field, self._moment = field, moment
        self.now = state

    def undo(self) -> T:
        """One step back; what stands there then."""
        if self._behind:
            self._ahead.append(self.now)
            self.now = self._behind.pop()
            self._field = ""
        return self.now

    def redo(self) -> T:
        """One step forth; what stands there then."""
        if self._ahead:
            self._behind.append(self.now)
            self.now = self._ahead.pop()
            self._field = ""
        return self.now
