"""The steps of the import wizard, in their order: a new one is a class, a function and a line here."""

from typing import Any

from shopmail.ui.importing.step import Step, Steps
from shopmail.wording import N_


def _what() -> type[Step[Any]]:
    from shopmail.ui.importing.what import WhatStep

    return WhatStep


def _file() -> type[Step[Any]]:
    from shopmail.ui.importing.file import FileStep

    return FileStep


def _origin() -> type[Step[Any]]:
    from shopmail.ui.importing.origin import OriginStep

    return OriginStep


def _columns() -> type[Step[Any]]:
    from shopmail.ui.importing.columns import ColumnsStep

    return ColumnsStep


def _check() -> type[Step[Any]]:
    from shopmail.ui.importing.check import CheckStep

    return CheckStep


def _plan() -> type[Step[Any]]:
    from shopmail.ui.importing.planned import PlanStep

    return PlanStep


def _done() -> type[Step[Any]]:
    from shopmail.ui.importing.done import DoneStep

    return DoneStep


STEPS = Steps(
    (
        (N_("What"), _what),
        (N_("File"), _file),
        (N_("Origin"), _origin),
        (N_("Columns"), _columns),
        (N_("Check"), _check),
        (N_("Plan"), _plan),
        (N_("Done"), _done),
    ),
    file=1,
    without_plan=4,
)
