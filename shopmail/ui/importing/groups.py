"""The groups of Check: what each is called, and how its rows are shown and may be corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopmail.ui import days, numbers, theme
from shopmail.ui.importing.plan_facts import (
    CHANGED,
    DO_NOT_MAIL,
    DUPLICATE,
    INVALID,
    NEW,
    SAME,
    PlanFacts,
)
from shopmail.ui.widgets.cells import PADDING, Cell, Column
from shopmail.ui.widgets.states import State
from shopmail.wording import N_, _, n_

if TYPE_CHECKING:
    from shopmail.importing.plan import PlanRow

EMAIL = "email"
LINE, NAME, PROBLEM = "*line", "*name", "*problem"
FIELD, KNOWN, BECOMES = "*field", "*known", "*becomes"
"""Keys of columns besides those of fields, which have no star."""
_BETWEEN = "  ·  "
"""Stands between the changes of one person; a comma may be part of a value."""
_MORE_FIELDS = 2
_DAY = "birth_date"


@dataclass(frozen=True)
class Group:
    """The rows of one verdict. ``sentence`` is marked; so are the words of ``state``, its name."""

    verdict: str
    state: State
    sentence: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """In the language in use."""
        return _(self.state.words)


@dataclass(frozen=True)
class LineCell(Cell):
    """The first cell of a row: its number in the file, and with it everything that is known of the row."""

    row: "PlanRow | None" = None


GROUPS: tuple[Group, ...] = (
    Group(NEW, State("good", "circle-check", N_("New")), N_("Come in as they are"), (LINE, NAME, EMAIL)),
    Group(
        CHANGED,
        State("quiet", "refresh", N_("Known, changed")),
        N_("What you have → what comes"),
        (LINE, NAME, FIELD, KNOWN, BECOMES),
    ),
    Group(
        SAME,
        State("quiet", "check", N_("Known, the same")),
        N_("Stay as they are"),
        (LINE, NAME, EMAIL),
    ),
    Group(
        DUPLICATE,
        State("quiet", "copy-x", N_("Twice in the file")),
        N_("The row further up counts"),
        (LINE, NAME, EMAIL, PROBLEM),
    ),
    Group(
        DO_NOT_MAIL,
        State("bad", "ban", N_("Must not be mailed")),
        N_("Stay so, whatever the file says"),
        (LINE, NAME, EMAIL, PROBLEM),
    ),
    Group(
        INVALID,
        State("bad", "circle-x", N_("Can't come in")),
        N_("Skipped; correct or save them here"),
        (LINE, NAME, EMAIL, PROBLEM),
    ),
)

_COLUMNS: dict[str, Column] = {
    NAME: Column(N_("Name"), 20, least=128, stays=True),
    EMAIL: Column(N_("Address"), 30, least=176, stays=True),
    PROBLEM: Column(N_("Why"), 40, least=160, stays=True),
    FIELD: Column(N_("Field"), 18, least=88, stays=True),
    KNOWN: Column(N_("You have"), 22, least=88, stays=True),
    BECOMES: Column(N_("It will be"), 26, least=136, stays=True),
}


def sentence(group: Group, facts: PlanFacts) -> str:
    """What happens with the rows of the group."""
    if group.verdict == CHANGED and facts.fields_changed:
        return n_(
            "{number} value: what you have → what comes",
            "{number} values: what you have → what comes",
            facts.fields_changed,
            number=numbers.number(facts.fields_changed),
        )
    said_no = facts.proofs.get("declined", 0)
    if group.verdict == NEW and said_no:
        return n_(
            "Come in; {number} of them said no and is not mailed",
            "Come in; {number} of them said no and are not mailed",
            said_no,
            number=numbers.number(said_no),
        )
    return _(group.sentence)


def keys_of(group: Group, facts: PlanFacts) -> tuple[str, ...]:
    """The columns of the group: of new people also the first fields that the file gives."""
    if group.verdict != NEW:
        return group.columns
    given = [key for key in facts.fields if key not in ("first_name", "last_name")]
    return (*group.columns, *given[:_MORE_FIELDS])


def columns_of(group: Group, facts: PlanFacts) -> list[Column]:
    """How they stand in the table."""
    return [_column(key, facts) for key in keys_of(group, facts)]


def _column(key: str, facts: PlanFacts) -> Column:
    if key == LINE:
        # As wide as the names of the groups stand in, so that names are below names; wider for long numbers.
        digits = theme.width_of(numbers.number(facts.rows * 2), theme.body_font())
        return Column(N_("Line"), 0, numbers=True, least=max(60, digits + 2 * PADDING), stays=True)
    return _COLUMNS.get(key) or Column(facts.titles.get(key, key), 16, least=104)


def cells_of(group: Group, facts: PlanFacts, row: "PlanRow") -> tuple[Cell, ...]:
    """One row, in the order of ``keys_of``."""
    return tuple(_cell(key, facts, row) for key in keys_of(group, facts))


def value_to_correct(key: str, row: "PlanRow") -> str | None:
    """What stands in a cell that the owner may write into; None where that can't be corrected here."""
    if key == NAME:
        return row.name
    if key == EMAIL:
        return row.email
    if key == BECOMES:
        change = row.changes[0] if len(row.changes) == 1 else None
        return _in_words(change.field, change.new) if change and change.field in row.fields else None
    if key in (LINE, PROBLEM, FIELD, KNOWN):
        return None
    return _in_words(key, row.fields.get(key, ""))


def corrected_values(key: str, row: "PlanRow", text: str) -> dict[str, str]:
    """What ``Plan.correct`` is told when the owner has written ``text`` into that cell. For a lane."""
    if key == NAME:
        from shopmail.importing.cells import split_name

        first, last = split_name(text)
        return {"first_name": first, "last_name": last}
    field = row.changes[0].field if key == BECOMES else key
    return {field: days.read(text) or text if field == _DAY else text}


def header_of(key: str, facts: PlanFacts) -> str:
    """The word for a column."""
    return _(_column(key, facts).title)


def _cell(key: str, facts: PlanFacts, row: "PlanRow") -> Cell:
    if key == LINE:
        return LineCell(numbers.number(row.line), muted=True, row=row)
    if key == NAME:
        return _name_cell(row)
    if key in (FIELD, KNOWN, BECOMES):
        return _change_cell(key, facts, row)
    words = {EMAIL: row.email, PROBLEM: row.problem}.get(key)
    return Cell(_in_words(key, row.fields.get(key, "")) if words is None else words, muted=True)


def _name_cell(row: "PlanRow") -> Cell:
    if not row.corrected:
        return Cell(row.name)
    return Cell(row.name, _CORRECTED, more=row.problem or _("Corrected here; the file stays as it is."))


def _change_cell(key: str, facts: PlanFacts, row: "PlanRow") -> Cell:
    parts = {
        FIELD: [facts.titles.get(change.field, change.field) for change in row.changes],
        KNOWN: [_shown(change.field, change.old) for change in row.changes],
        BECOMES: [_shown(change.field, change.new) for change in row.changes],
    }
    if not row.changes:
        # Something changes by what the row proves alone, such as an order that is new.
        parts = {FIELD: [_("Agreement")], KNOWN: [], BECOMES: [_("a new entry")]}
    more = "\n".join(told(facts, row)) if len(row.changes) > 1 else ""
    arrow = "→  " if key == BECOMES else ""
    return Cell(arrow + _BETWEEN.join(parts[key]), muted=key != BECOMES, more=more)


def told(facts: PlanFacts, row: "PlanRow") -> Sequence[str]:
    """What changes of a known person, a sentence for each field."""
    return [
        _(
            "{field}: {old} → {new}",
            field=facts.titles.get(change.field, change.field),
            old=_shown(change.field, change.old),
            new=_shown(change.field, change.new),
        )
        for change in row.changes
    ]


def _shown(field: str, value: str) -> str:
    return _in_words(field, value) or _("(empty)")


def _in_words(field: str, value: str) -> str:
    """A value as the owner writes it: a day is kept as ISO, everything else as it is."""
    return days.shown(value) if field == _DAY else value


_CORRECTED = State("quiet", "pencil", N_("Corrected"))
