"""One person as the card shows them: plain words and dates, ready to be drawn."""

from dataclasses import dataclass
from typing import Literal

from shopmail.ui.widgets.states import State
from shopmail.wording import N_

Group = Literal["agreement", "mails", "orders", "imports"]

GROUPS: tuple[tuple[Group, str], ...] = (
    ("agreement", N_("Agreement")),
    ("mails", N_("Mails")),
    ("orders", N_("Orders")),
    ("imports", N_("Imports")),
)
"""What the history can be narrowed to, in the order in which it is offered."""


@dataclass(frozen=True)
class Line:
    """A word and what there is to say of it."""

    title: str
    value: str


@dataclass(frozen=True)
class FieldValue:
    """One field: ``value`` as it is kept (empty: none), ``shown`` as it is read."""

    key: str
    title: str
    value: str
    shown: str


@dataclass(frozen=True)
class Happening:
    """One thing that happened; ``role`` is the colour of its icon."""

    group: Group
    day: str
    icon: str
    role: str
    sentence: str
    brief: str
    """What of ``detail`` is enough for a line."""
    detail: str


@dataclass(frozen=True)
class Person:
    """Everything on the card. ``name`` is the address where there is no name."""

    id: int
    email: str
    name: str
    state: State
    headline: str
    """Standing and reason in one sentence."""
    proof: tuple[Line, ...]
    fields: tuple[FieldValue, ...]
    """All that the shop knows of people but the note, the empty ones too."""
    note: str
    tags: tuple[str, ...]
    tags_in_use: tuple[str, ...]
    """Of all people: what is offered while a tag is typed."""
    has_left: bool
    has_agreed: bool
    """Whether a further agreement is one "again"."""
    history: tuple[Happening, ...]
    """Newest first."""

    @property
    def filled(self) -> tuple[FieldValue, ...]:
        """The fields that hold something, but for the name, which stands at the head of the card."""
        return tuple(field for field in self.fields if field.value and field.key not in NAME)


NAME = ("first_name", "last_name")
