"""How a source is shown: its origin, its rule, and what is known of its form, as words and cells."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopmail.ui import numbers
from shopmail.ui.widgets.cells import Cell, Column
from shopmail.ui.widgets.states import State
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.consent.sources import Listed

ORIGINS: dict[str, str] = {
    "own-form": N_("Own form"),
    "counter": N_("At the counter"),
    "orders": N_("From orders"),
    "other-service": N_("Another service"),
}
RULES: dict[str, str] = {
    "as-the-shop": N_("As the shop"),
    "required": N_("Required"),
    "not-required": N_("Not required"),
}
TOLD: dict[str, State] = {
    "yes": State("good", "circle-check", N_("Yes")),
    "no": State("warn", "alert-triangle", N_("No")),
    "unknown": State("quiet", "help-circle", N_("Not known")),
}

COLUMNS = (
    Column(N_("Source"), 28, sort="name", least=120, stays=True),
    Column(N_("Origin"), 16, sort="origin", least=124),
    Column(N_("People"), 6, sort="people", numbers=True),
    Column(N_("Agreed here"), 6, sort="agreed", numbers=True),
    Column(N_("CAPTCHA"), 14, sort="captcha", least=116, stays=True),
    Column(N_("Confirmed there"), 14, sort="confirmed_there", least=116),
    Column(N_("Confirmation"), 16, sort="rule", least=112, stays=True),
)
"""Where there is little room, the others give way; the sheet of a source has them all."""


def cells(source: "Listed") -> Sequence[Cell]:
    """The cells of a source, in the order of ``COLUMNS``."""
    captcha, there = TOLD[source.captcha.value], TOLD[source.confirmed_there.value]
    return (
        Cell(source.name),
        Cell(_(ORIGINS[source.origin]), muted=True),
        Cell(numbers.number(source.people)),
        Cell(numbers.number(source.agreed)),
        Cell(_(captcha.words), captcha),
        Cell(_(there.words), there),
        Cell(_(RULES[source.rule.value]), muted=source.rule.value == "as-the-shop"),
    )


def ordered(sources: Sequence["Listed"], search: str, sort: str, *, descending: bool) -> list["Listed"]:
    """Those whose name or origin holds ``search``, in capitals or not, sorted by the column ``sort``."""
    wanted = search.casefold()
    found = [
        source
        for source in sources
        if wanted in source.name.casefold() or wanted in _(ORIGINS[source.origin]).casefold()
    ]
    return sorted(found, key=lambda source: _key(source, sort), reverse=descending)


def _key(source: "Listed", sort: str) -> tuple[object, ...]:
    value = getattr(source, sort)
    return (value.casefold() if isinstance(value, str) else value, source.name.casefold())
