"""What the owner does to a segment on screen, step by step, and the way back."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from shopmail.ui.segments.builder.draft import TOP, Draft, Group, Json, Match, Part, Place, Row
from shopmail.ui.segments.builder.shaping import draft_of, tree_of, where_of
from shopmail.ui.segments.builder.vocabulary import Vocabulary

MOST_STEPS = 200
"""Steps that can be taken back."""


class Changing(QObject):
    """Holds the draft. ``changed`` comes after each change, whoever made it."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.draft = Draft()
        self.words = Vocabulary()
        self._before: list[Draft] = []
        self._after: list[Draft] = []
        self._typing = 0
        """The row whose value was written last: writing on is no step of its own."""

    @property
    def where(self) -> Json:
        """The tree of what is finished of the draft."""
        return where_of(self.draft, self.words.is_complete)

    @property
    def unfinished(self) -> list[int]:
        """Numbers of the rows that lack a value."""
        rows = [part for part in self.draft.all_parts() if isinstance(part, Row)]
        return [row.id for row in rows if not self.words.is_complete(row)]

    def trees(self) -> dict[int, Json]:
        """The tree of each finished part by its number, as if it were on."""
        found = {part.id: tree_of(part, self.words.is_complete) for part in self.draft.all_parts()}
        return {number: tree for number, tree in found.items() if tree is not None}

    def begin(self, where: Json, words: Vocabulary) -> None:
        """Another segment: there is no way back to the one before."""
        self.words = words
        self.draft = draft_of(where, words.fits)
        self._before.clear()
        self._after.clear()
        self._typing = 0
        self.changed.emit()

    def learn(self, words: Vocabulary) -> None:
        """Rules have come or gone meanwhile: what can't be read any more becomes a sentence, and back."""
        if words != self.words:
            where = self.where
            self.words = words
            if not self.unfinished:
                self.draft = draft_of(where, words.fits)

    def means(self, where: Json) -> bool:
        """Whether the draft means the same as this tree, part by part."""
        return where_of(draft_of(where, self.words.fits), self.words.is_complete) == self.where

    def start_from(self, where: Json) -> None:
        """A template in the place of everything."""
        self.show_again(draft_of(where, self.words.fits))

    def show_again(self, draft: Draft) -> None:
        """A draft as it was."""
        self._step(draft)

    def match(self, match: Match) -> None:
        """All of the conditions must hold, or any."""
        self._step(replace(self.draft, match=match))

    def put(self, part: Part) -> None:
        """``part`` in the place of the one of its number."""
        before = self.draft.part(part.id)
        if isinstance(part, Row) and isinstance(before, Row) and replace(before, value=part.value) == part:
            self._step(self.draft.changed(part), typing=part.id)
        else:
            self._step(self.draft.changed(part))

    def switch(self, number: int, *, off: bool) -> None:
        """Switch a part off, or on again."""
        part = self.draft.part(number)
        if part is not None:
            self._step(self.draft.changed(replace(part, off=off)))

    def duplicate(self, number: int) -> None:
        """The same part again, right after it."""
        self._step(self.draft.duplicated(number))

    def remove(self, number: int) -> tuple[Part, Place] | None:
        """Take a part out, a group with its last row; what went and from where, for ``put_back``."""
        place = self.draft.place_of(number)
        if place.holder > 0 and len(self.draft.held_by(place.holder)) == 1:
            return self.remove(place.holder)
        part = self.draft.part(number)
        if part is None:
            return None
        self._step(self.draft.removed(number))
        return part, place

    def put_back(self, part: Part, place: Place) -> None:
        """What was removed stands where it was; under another number if its own is taken by now."""
        taken = {one.id for one in self.draft.all_parts()}
        if part.id in taken or (isinstance(part, Group) and taken & {one.id for one in part.parts}):
            self._step(self.draft.inserted_as_new(part, place))
        else:
            self._step(self.draft.inserted(part, place))

    def add_row(self, holder: int = TOP) -> int:
        """One more condition at the end of ``holder``; answers its number."""
        row = self.words.new_row(self.draft.next_id)
        self._step(self.draft.appended(row, holder))
        return row.id

    def add_group(self) -> int:
        """A group with one row; answers the number of the row."""
        number = self.draft.next_id
        row = self.words.new_row(number + 1)
        match: Match = "any" if self.draft.match == "all" else "all"
        self._step(self.draft.appended(Group(number, match, (row,)), TOP))
        return row.id

    def undo(self) -> None:
        """Back to what was before the last step."""
        if self._before:
            self._after.append(self.draft)
            self._go(self._before.pop())

    def redo(self) -> None:
        """What ``undo`` took back, again."""
        if self._after:
            self._before.append(self.draft)
            self._go(self._after.pop())

    def _step(self, draft: Draft, *, typing: int = 0) -> None:
        if draft == self.draft:
            return
        if not typing or typing != self._typing:
            self._before.append(self.draft)
            del self._before[:-MOST_STEPS]
        self._after.clear()
        self._typing = typing
        self.draft = draft
        self.changed.emit()

    def _go(self, draft: Draft) -> None:
        self._typing = 0
        self.draft = draft
        self.changed.emit()
