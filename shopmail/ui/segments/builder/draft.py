"""What is on screen of a segment: rows, or-groups of rows, exceptions; each change makes another value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Json = dict[str, Any]
"""A tree of ``segments.definition`` as ``json`` reads it."""
Value = str | int | tuple[str, ...] | None
Match = Literal["all", "any"]

TOP, EXCEPT = 0, -1
"""Where a part stands: among the conditions, among the exceptions, or in the group of that number (> 0)."""


@dataclass(frozen=True)
class Row:
    """One condition. ``value`` is None where the operator takes none, and while none is written yet."""

    id: int
    rule: str
    op: str
    value: Value = None
    off: bool = False


@dataclass(frozen=True)
class Sentence:
    """A part that the screen can't take apart, too deep or of a rule that is gone: kept as it is."""

    id: int
    tree: Json
    off: bool = False


@dataclass(frozen=True)
class Group:
    """Rows of which at least one must hold (``any``), or each (``all``)."""

    id: int
    match: Match
    parts: tuple[Row | Sentence, ...] = ()
    off: bool = False


Part = Row | Sentence | Group


@dataclass(frozen=True)
class Place:
    """Where a part stands: in ``TOP``, ``EXCEPT`` or a group, and as the how manieth."""

    holder: int
    index: int


@dataclass(frozen=True)
class Draft:
    """Who matches ``all`` or ``any`` of ``parts``, and none of ``excepts``. Numbers of parts are its own."""

    match: Match = "all"
    parts: tuple[Part, ...] = ()
    excepts: tuple[Part, ...] = ()

    @property
    def next_id(self) -> int:
        """A number that no part has."""
        return max((part.id for part in self.all_parts()), default=0) + 1

    def all_parts(self) -> Iterator[Part]:
        """Every part in reading order, a group before what is in it."""
        for part in (*self.parts, *self.excepts):
            yield part
            if isinstance(part, Group):
                yield from part.parts

    def part(self, number: int) -> Part | None:
        """The part of that number."""
        return next((part for part in self.all_parts() if part.id == number), None)

    def held_by(self, holder: int) -> tuple[Part, ...]:
        """The parts that stand in ``holder``."""
        if holder == TOP:
            return self.parts
        if holder == EXCEPT:
            return self.excepts
        group = self.part(holder)
        return group.parts if isinstance(group, Group) else ()

    def place_of(self, number: int) -> Place:
        """Where the part stands."""
        holders = [TOP, EXCEPT, *(part.id for part in self.all_parts() if isinstance(part, Group))]
        for holder in holders:
            for index, part in enumerate(self.held_by(holder)):
                if part.id == number:
                    return Place(holder, index)
        raise KeyError(number)

    def changed(self, part: Part) -> "Draft":
        """``part`` in the place of the one that has its number."""
        place = self.place_of(part.id)
        held = self.held_by(place.holder)
        return self._holding(place.holder, (*held[: place.index], part, *held[place.index + 1 :]))

    def inserted(self, part: Part, place: Place) -> "Draft":
        """``part`` stands at ``place``; in a group that is gone by now, at the end of the conditions."""
        holder = place.holder
        if holder > 0 and not isinstance(self.part(holder), Group):
            holder = TOP
        held = self.held_by(holder)
        return self._holding(holder, (*held[: place.index], part, *held[place.index :]))

    def appended(self, part: Part, holder: int) -> "Draft":
        """``part`` stands last in ``holder``."""
        return self.inserted(part, Place(holder, len(self.held_by(holder))))

    def removed(self, number: int) -> "Draft":
        """Without the part; a group goes with its last row."""
        place = self.place_of(number)
        held = self.held_by(place.holder)
        if place.holder > 0 and len(held) == 1:
            return self.removed(place.holder)
        return self._holding(place.holder, (*held[: place.index], *held[place.index + 1 :]))

    def duplicated(self, number: int) -> "Draft":
        """With the same again right after it."""
        place, part = self.place_of(number), self.part(number)
        assert part is not None
        return self.inserted_as_new(part, Place(place.holder, place.index + 1))

    def inserted_as_new(self, part: Part, place: Place) -> "Draft":
        """The same as ``part``, with numbers of its own, stands at ``place``."""
        return self.inserted(self._renumbered(part), place)

    def _renumbered(self, part: Part) -> Part:
        first = self.next_id
        if isinstance(part, Group):
            inside = tuple(replace(one, id=first + 1 + n) for n, one in enumerate(part.parts))
            return replace(part, id=first, parts=inside)
        return replace(part, id=first)

    def _holding(self, holder: int, held: Sequence[Part]) -> "Draft":
        if holder == TOP:
            return replace(self, parts=tuple(held))
        if holder == EXCEPT:
            return replace(self, excepts=tuple(held))
        group = self.part(holder)
        assert isinstance(group, Group)
        return self.changed(replace(group, parts=tuple(one for one in held if not isinstance(one, Group))))
