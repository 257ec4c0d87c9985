"""Segments to start from: what shops often ask for, as far as the rules can honestly say it."""

from typing import Any

from msgspec import Struct

from shopmail.segments.definition import VERSION, Definition
from shopmail.segments.parsing import from_json
from shopmail.segments.rules.catalog import RULES
from shopmail.wording import N_, _


class Template(Struct, frozen=True):
    """A segment to start from; ``where`` is the tree in JSON and asks only for what every shop has."""

    key: str
    title: str
    where: dict[str, Any]

    @property
    def heading(self) -> str:
        """The title in the language in use."""
        return _(self.title)

    def definition(self) -> Definition:
        """Who is meant."""
        return from_json({"version": VERSION, "where": self.where}, {rule.key: rule for rule in RULES})


def _all(*conditions: tuple[Any, ...]) -> dict[str, Any]:
    """Conditions as (rule, operator) or (rule, operator, value)."""
    return {"all": [dict(zip(("rule", "op", "value"), asked, strict=False)) for asked in conditions]}


_CAN_BE_MAILED = ("standing", "is", "can-be-mailed")

TEMPLATES: tuple[Template, ...] = (
    Template("new-in-30-days", N_("New in the last 30 days"), _all(("added", "in the last", 30))),
    Template("birthday-this-month", N_("Birthday this month"), _all(("birth_date", "birthday this month"))),
    Template("birthday-soon", N_("Birthday within a week"), _all(("birth_date", "birthday in the next", 7))),
    Template("waiting", N_("Waiting for answer"), _all(("standing", "is", "waiting"))),
    Template("tagged", N_("Can be mailed and has a tag"), _all(_CAN_BE_MAILED, ("tag", "is not empty"))),
    Template(
        "customers", N_("Existing customers"), _all(_CAN_BE_MAILED, ("basis", "is", "existing-customer"))
    ),
    Template("counter", N_("From the counter"), _all(_CAN_BE_MAILED, ("origin", "is", "counter"))),
    Template("came-back", N_("Mail came back"), _all(("why_not", "is", "came-back"))),
)


def find(key: str) -> Template | None:
    """The template of that key."""
    return next((template for template in TEMPLATES if template.key == key), None)
