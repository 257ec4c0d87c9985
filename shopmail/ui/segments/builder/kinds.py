"""Which editor a value gets, by the kind that its operator takes."""

from collections.abc import Callable

from shopmail.ui.segments.builder.editors import (
    CampaignEditor,
    ChoiceEditor,
    DateEditor,
    DaysEditor,
    Editor,
    MonthEditor,
    Suggest,
    TextEditor,
)
from shopmail.ui.segments.builder.many_editor import ManyEditor

NOTHING = "nothing"
"""The kind of an operator that takes no value, and needs no editor."""

EDITORS: dict[str, Callable[[Suggest], Editor]] = {
    "text": TextEditor,
    "texts": ManyEditor,
    "date": lambda _suggest: DateEditor(),
    "days": lambda _suggest: DaysEditor(),
    "month": lambda _suggest: MonthEditor(),
    "campaign": lambda _suggest: CampaignEditor(),
    "choice": lambda _suggest: ChoiceEditor(),
    "choices": lambda _suggest: ManyEditor(),
}
"""By value of ``segments.rules.rule.Kind``; a test compares them."""
