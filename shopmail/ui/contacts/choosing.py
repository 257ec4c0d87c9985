"""Whom the owner has chosen in the list: some people by number, or everybody found but a few."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True)
class Asked:
    """What the owner asks: ``standing`` is a value of ``consent.mailable.Standing``, empty for all."""

    search: str = ""
    standing: str = ""
    sort: str = "name"
    descending: bool = False
    columns: tuple[str, ...] = ()
    """Keys of the columns to be shown."""

    @property
    def narrowing(self) -> tuple[str, str]:
        """What decides who is found."""
        return self.search, self.standing


@dataclass(frozen=True)
class Choice:
    """The chosen people: ``ids``, or all whom ``everybody`` finds but ``ids``."""

    ids: frozenset[int]
    everybody: Asked | None
    count: int


class Choosing(QObject):
    """Kept while the owner searches on; only "everybody found" ends when somebody else is looked for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ids: set[int] = set()
        """Those chosen; while everybody is, those left out."""
        self._everybody: Asked | None = None
        self._found = 0

    @property
    def count(self) -> int:
        """How many people are chosen."""
        return max(0, self._found - len(self._ids)) if self._everybody else len(self._ids)

    @property
    def all_found(self) -> bool:
        """Whether everybody is chosen whom the list shows."""
        return self._everybody is not None and not self._ids

    @property
    def choice(self) -> Choice:
        """The choice as it stands, to be handed to a lane."""
        return Choice(frozenset(self._ids), self._everybody, self.count)

    def has(self, person: int) -> bool:
        """Whether this person is chosen."""
        return (person in self._ids) is not bool(self._everybody)

    def set(self, people: Iterable[int], *, chosen: bool) -> None:
        """Choose these people, or choose them no longer."""
        if chosen is bool(self._everybody):
            self._ids.difference_update(people)
        else:
            self._ids.update(people)
        self.changed.emit()

    def toggle(self, person: int) -> None:
        """Choose this one, or no longer."""
        self.set((person,), chosen=not self.has(person))

    def choose_everybody(self, asked: Asked, found: int) -> None:
        """Choose all whom ``asked`` finds, of whom there are ``found``."""
        self._ids.clear()
        self._everybody, self._found = replace(asked, columns=()), found
        self.changed.emit()

    def clear(self) -> None:
        """Choose nobody."""
        if self._ids or self._everybody:
            self._ids.clear()
            self._everybody = None
            self.changed.emit()

    def asked(self, asked: Asked) -> None:
        """The list shows the answer to this now; people who stand in another order are the same people."""
        if self._everybody is None:
            return
        if asked.narrowing != self._everybody.narrowing:
            self.clear()
        else:
            self._everybody = replace(asked, columns=())

    def found(self, count: int) -> None:
        """So many are found by now."""
        if self._everybody and count != self._found:
            self._found = count
            self.changed.emit()
