"""What becomes of a file, in one sentence and as a table that adds up; before and after the import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shopmail.ui import numbers
from shopmail.ui.importing.groups import GROUPS
from shopmail.ui.importing.plan_facts import CHANGED, DO_NOT_MAIL, DUPLICATE, INVALID, NEW, SAME
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.cells import Cell, Column, Rows
from shopmail.ui.widgets.header import HEIGHT
from shopmail.ui.widgets.states import State
from shopmail.ui.widgets.table import ROW_HEIGHT, Table
from shopmail.wording import N_, _, n_

Counts = Mapping[str, int]

_COLUMNS = (
    Column(N_("What happens"), 10, least=136),
    Column(N_("With which rows"), 60, least=160),
    Column(N_("Rows"), 4, numbers=True, least=88),
)
_ACTS: dict[str, State] = {
    NEW: State("good", "user-plus", N_("Add")),
    CHANGED: State("quiet", "refresh", N_("Change")),
    SAME: State("quiet", "check", N_("Leave")),
    DUPLICATE: State("quiet", "copy-x", N_("Skip")),
    DO_NOT_MAIL: State("bad", "ban", N_("Skip")),
    INVALID: State("bad", "circle-x", N_("Skip")),
}


def comes_in(counts: Counts) -> int:
    """People that are added or changed."""
    return counts[NEW] + counts[CHANGED]


def is_only_refusals(counts: Counts) -> bool:
    """Whether the file does nothing but name people who must not be mailed."""
    return not comes_in(counts) and bool(counts[DO_NOT_MAIL])


def brings_something(counts: Counts) -> bool:
    """Whether anything is changed by importing."""
    return bool(comes_in(counts) or counts[DO_NOT_MAIL])


def will_be(counts: Counts, fields_changed: int) -> str:
    """The plan in one sentence."""
    if is_only_refusals(counts):
        return n_(
            "{number} person will stand on the list of those who must not be mailed.",
            "{number} people will stand on the list of those who must not be mailed.",
            counts[DO_NOT_MAIL],
            number=numbers.number(counts[DO_NOT_MAIL]),
        )
    parts = _parts(counts, fields_changed)
    if not counts[CHANGED] and not counts[SAME]:
        return _("Add {added}, skip {skipped}.", **parts)
    if fields_changed and not counts[SAME]:
        return _("Add {added}, change {changed} ({fields}), skip {skipped}.", **parts)
    if fields_changed:
        return _("Add {added}, change {changed} ({fields}), leave {left}, skip {skipped}.", **parts)
    return _("Add {added}, change {changed}, leave {left}, skip {skipped}.", **parts)


def has_been(counts: Counts, fields_changed: int) -> str:
    """The same once it is done."""
    if is_only_refusals(counts):
        return n_(
            "{number} person stands on the list of those who must not be mailed.",
            "{number} people stand on the list of those who must not be mailed.",
            counts[DO_NOT_MAIL],
            number=numbers.number(counts[DO_NOT_MAIL]),
        )
    parts = _parts(counts, fields_changed)
    if not counts[CHANGED] and not counts[SAME]:
        return _("{added} added, {skipped} skipped.", **parts)
    if fields_changed and not counts[SAME]:
        return _("{added} added, {changed} changed ({fields}), {skipped} skipped.", **parts)
    if fields_changed:
        return _(
            "{added} added, {changed} changed ({fields}), {left} left as they were, {skipped} skipped.",
            **parts,
        )
    return _("{added} added, {changed} changed, {left} left as they were, {skipped} skipped.", **parts)


def _parts(counts: Counts, fields_changed: int) -> dict[str, str]:
    skipped = counts[DUPLICATE] + counts[DO_NOT_MAIL] + counts[INVALID]
    fields = n_("{number} value", "{number} values", fields_changed, number=numbers.number(fields_changed))
    return {
        "added": numbers.number(counts[NEW]),
        "changed": numbers.number(counts[CHANGED]),
        "fields": fields,
        "left": numbers.number(counts[SAME]),
        "skipped": numbers.number(skipped),
    }


@dataclass(frozen=True)
class _Line:
    act: State | None
    rows: str
    number: int


class OutcomeTable(Card):
    """A line for each verdict that there is, and their sum."""

    def __init__(self) -> None:
        super().__init__(margins=(0, 0, 0, 6))
        self.model: Rows[_Line] = Rows(_COLUMNS, _cells)
        self.table = Table(self.model, _("Where the numbers come from"))
        self.column.addWidget(self.table)

    def show_counts(self, counts: Counts) -> None:
        """These numbers, by the value of ``Verdict``."""
        lines = _lines(counts)
        self.model.show(lines)
        self.table.setFixedHeight(HEIGHT + len(lines) * ROW_HEIGHT)


def _lines(counts: Counts) -> Sequence[_Line]:
    lines = [
        _Line(_ACTS[group.verdict], _which(group.verdict), counts[group.verdict])
        for group in GROUPS
        if counts[group.verdict]
    ]
    adding_up = " + ".join(numbers.number(line.number) for line in lines)
    return [*lines, _Line(None, adding_up, sum(counts.values()))]


def _which(verdict: str) -> str:
    return {
        NEW: _("People who are new here"),
        CHANGED: _("Known, and the file knows more"),
        SAME: _("Known, and the file says nothing new"),
        DUPLICATE: _("Also further up in the file"),
        DO_NOT_MAIL: _("They said no: noted, and never mailed"),
        INVALID: _("No address that works, or a broken row"),
    }[verdict]


def _cells(line: _Line) -> tuple[Cell, ...]:
    return (
        Cell(_(line.act.words), line.act) if line.act else Cell(_("In the file")),
        Cell(line.rows, muted=True),
        Cell(numbers.number(line.number)),
    )
