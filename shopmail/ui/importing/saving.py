"""Saving the rows of a group, or the skipped rows of an import, where the owner says."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shopmail.errors import FileRefused
from shopmail.ui.background import Progress, Stopped
from shopmail.ui.importing.groups import Group, told
from shopmail.ui.importing.plan_facts import INVALID, PlanFacts
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.importing.plan import Plan, PlanRow

_AT_ONCE = 1_000
_LINE = "shopmail: line"
"""The column of line numbers; not translated, like the one that says why."""


def save_group(
    plan: "Plan", group: Group, facts: PlanFacts, path: Path, progress: Progress, stopped: Stopped
) -> int:
    """Write all rows of the group as CSV (UTF-8 with BOM), cells guarded; how many. For a lane.

    The file can be imported again: rows that can't come in are as they stood, with the reason. Raises
    ``FileRefused``, or ``Stopped`` with nothing written.
    """
    from shopmail.contacts.exporting import whole_or_none
    from shopmail.contacts.guarding import guarded
    from shopmail.importing.column_kinds import PROBLEM_HEADER

    total, written = facts.counts[group.verdict], 0
    columns = facts.header if group.verdict == INVALID else ("email", *facts.fields)
    try:
        with whole_or_none(path) as file:
            writer = csv.writer(file)
            writer.writerow([*map(guarded, columns), PROBLEM_HEADER, _LINE])
            for rows in _pages(plan, group.verdict, stopped):
                for row in rows:
                    why = row.problem or "; ".join(told(facts, row))
                    values = row.cells or {"email": row.email, **row.fields}
                    cells = [*(values.get(name, "") for name in columns), why]
                    writer.writerow([*map(guarded, cells), row.line])
                written += len(rows)
                progress(written, total)
    except OSError as fault:
        raise _refused(path, fault) from None
    return written


def copy_file(source: Path, target: Path) -> None:
    """Copy the file of skipped rows. For a lane. Raises ``FileRefused``."""
    import shutil

    try:
        shutil.copyfile(source, target)
    except shutil.SameFileError:
        return
    except OSError as fault:
        raise _refused(target, fault) from None


def _pages(plan: "Plan", verdict: str, stopped: Stopped) -> "Iterator[Sequence[PlanRow]]":
    from shopmail.errors import Stopped as Ended
    from shopmail.model import Verdict

    offset = 0
    while rows := plan.rows(Verdict(verdict), "", offset, _AT_ONCE):
        if stopped():
            raise Ended(_("The rows were not saved"), _("Nothing was changed."))
        yield rows
        offset += len(rows)


def _refused(path: Path, fault: OSError) -> FileRefused:
    return FileRefused(
        _("The rows were not saved"),
        _("“{file}” can't be written: {why}.", file=str(path), why=fault.strerror or str(fault)),
        _("Choose another folder."),
    )
