"""The questions of the page to the shop file: of each matter only the latest is answered."""

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from shopmail.errors import ShopmailError
from shopmail.ui.page import Page
from shopmail.ui.segments.builder import reading
from shopmail.ui.segments.builder.changing import Changing
from shopmail.ui.segments.builder.draft import Json, Sentence
from shopmail.ui.segments.builder.reading import Person

if TYPE_CHECKING:
    from shopmail.segments.explaining import Explanation

PAUSE = 120
"""Milliseconds without a change after which is counted."""


class Asking(QObject):
    """``said`` carries words, ``counted`` numbers or ``refused`` why not, ``parts`` people by part.

    ``asks`` comes when they are asked for. ``nearly`` and ``answered`` (person, explanation) follow.
    """

    asks = Signal()
    said = Signal(object)
    counted = Signal(object)
    refused = Signal(str)
    parts = Signal(object)
    nearly = Signal(object)
    answered = Signal(object, object)
    found = Signal(object)

    def __init__(self, page: Page, changing: Changing) -> None:
        super().__init__(page)
        self._desk, self._changing = page.desk, changing
        self._saying, self._explaining, self._finding, self._suggesting = (
            page.latest("reading") for _matter in range(4)
        )
        self._counting, self._parting, self._nearing = (page.latest("counting") for _matter in range(3))
        self._known: dict[str, int] = {}
        """People by the tree that finds them, for the shop as it was read last."""
        self._person: Person | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.ask)
        changing.changed.connect(self._timer.start)

    def forget(self) -> None:
        """The file has changed: every number is to be counted anew."""
        self._known.clear()

    def ask(self) -> None:
        """Ask everything about the draft as it is now."""
        self._timer.stop()
        where, now = self._changing.where, self._desk.now()
        self.asks.emit()
        sentences = tuple(
            (part.id, part.tree) for part in self._changing.draft.all_parts() if isinstance(part, Sentence)
        )
        self._saying.ask(self._desk.reading(lambda s, _s: reading.said(s, where, sentences)), self.said.emit)
        self._counting.ask(
            self._desk.reading(lambda s, settings: reading.counted(s, settings, where, now)),
            self.counted.emit,
            self._not_counted,
        )
        self._ask_parts(now)
        self._nearing.ask(
            self._desk.reading(lambda s, settings: reading.nearly(s, settings, where, now)),
            self.nearly.emit,
            self._told_already,
        )
        self._explain(where, now)

    def look_at(self, person: Person | None) -> None:
        """From now on, each condition is answered for this person; None: for nobody."""
        self._person = person
        self._explaining.drop()
        self._explain(self._changing.where, self._desk.now())

    def find(self, words: str) -> None:
        """Look for people by name or address."""
        now = self._desk.now()
        self._finding.ask(self._desk.reading(lambda s, _s: reading.found(s, words, now)), self.found.emit)

    def suggest(self, rule: str, typed: str, answer: Callable[[tuple[str, ...]], None]) -> None:
        """Values of a rule that go on from what is typed."""
        self._suggesting.ask(self._desk.reading(lambda s, _s: reading.suggested(s, rule, typed)), answer)

    def _ask_parts(self, now: int) -> None:
        """The numbers that are known are told at once; the others are counted."""
        trees = self._changing.trees()
        keys = {number: json.dumps(tree, sort_keys=True) for number, tree in trees.items()}
        self.parts.emit({number: self._known.get(key) for number, key in keys.items()})
        wanted = tuple((number, tree) for number, tree in trees.items() if keys[number] not in self._known)
        if not wanted:
            self._parting.drop()
            return
        work = self._desk.reading(lambda s, settings: reading.counted_parts(s, settings, wanted, now))
        self._parting.ask(work, partial(self._parts_came, keys))

    def _parts_came(self, keys: dict[int, str], counts: dict[int, int]) -> None:
        self._known.update({keys[number]: people for number, people in counts.items()})
        self.parts.emit({number: self._known[key] for number, key in keys.items() if key in self._known})

    def _explain(self, where: Json, now: int) -> None:
        person = self._person
        if person is None:
            return

        def came(explanation: "Explanation") -> None:
            self.answered.emit(person, explanation)

        work = self._desk.reading(
            lambda s, settings: reading.explained(s, settings, where, person.email, now)
        )
        self._explaining.ask(work, came, self._told_already)

    def _not_counted(self, problem: Exception) -> None:
        if isinstance(problem, ShopmailError):
            self.refused.emit(problem.message)
        else:
            self._desk.background.unforeseen(problem)

    def _told_already(self, problem: Exception) -> None:
        """What can't be counted can't be explained either: that is said once, in place of the numbers."""
        if not isinstance(problem, ShopmailError):
            self._desk.background.unforeseen(problem)
