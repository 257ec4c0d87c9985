"""What all steps of the import wizard have in common, and what the wizard asks of them."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W")
"""The wizard, which knows the steps only as handed to it; so neither file needs the other."""


class Step(QWidget, Generic[W]):
    """One step. What is put into ``column`` has all the room there is, and scrolls when it needs more.

    It is made when it is first shown, and lives as long as the page. What it asks is kept in
    ``wizard.answers`` at once (by ``wizard.answer``), so that nothing is lost when the owner goes elsewhere.
    """

    changed = Signal()
    """What ``ready``, ``why_not``, ``next_words`` or ``sentence`` say may be something else now."""

    def __init__(self, wizard: W) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.wizard = wizard
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def enter(self) -> None:
        """The step is shown, each time: read ``wizard.answers``, ask the lanes."""

    def leave(self) -> None:
        """Another step is shown, or the page goes away: drop what is under way."""

    def ready(self) -> bool:
        """Whether one may go on, by ``wizard.answers`` and the like: a step never shown is asked too."""
        return True

    def why_not(self) -> str:
        """Why one may not go on: one short sentence beside the dimmed Next."""
        return ""

    def next_words(self) -> str:
        """What Next says: what comes, with the number where there is one."""
        raise NotImplementedError

    def enter_presses_next(self) -> bool:
        """Whether Enter anywhere in the step is Next; not where it changes more than one person."""
        return True

    def sentence(self) -> str:
        """The state in one sentence; the wizard puts the file's name before it."""
        raise NotImplementedError

    def go_on(self, then: Callable[[], None]) -> None:
        """Next was pressed; ``then`` shows the next step. A step with long work to do does it first."""
        then()

    def first(self) -> QWidget:
        """Where the focus goes when the step is shown."""
        raise NotImplementedError

    def search_field(self) -> QWidget | None:
        """The field that Ctrl+F goes to, where there is one."""
        return None


class Steps(Sequence[type[Step[Any]]]):
    """The steps in their order. Each is imported when it is first shown: the others need not wait."""

    def __init__(
        self, entries: Sequence[tuple[str, Callable[[], type[Step[Any]]]]], file: int, without_plan: int
    ) -> None:
        """``entries`` are marked titles, and what imports the step.

        ``file`` is the place of the step that a file is dropped on, ``without_plan`` that of the last one
        that can be shown before there is a plan.
        """
        self.titles = tuple(title for title, _load in entries)
        self.file, self.without_plan = file, without_plan
        self._loads = tuple(load for _title, load in entries)

    def __len__(self) -> int:
        return len(self._loads)

    @overload
    def __getitem__(self, place: int) -> type[Step[Any]]: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[type[Step[Any]]]: ...

    def __getitem__(self, place: int | slice) -> type[Step[Any]] | Sequence[type[Step[Any]]]:
        if isinstance(place, slice):
            return [load() for load in self._loads[place]]
        return self._loads[place]()
