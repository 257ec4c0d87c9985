"""The file of rows that did not come in: the original columns, and why. It can be imported again."""

import contextlib
import csv
import json
import os
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail import paths
from shopmail.errors import FileRefused
from shopmail.importing.column_kinds import PROBLEM_HEADER
from shopmail.model import ImportRow, ImportRun, Verdict
from shopmail.wording import _

_LONGEST_STEM = 50
"""Characters kept of the imported file's name: with what is added, no file system finds it too long."""


def write_problems(session: Session, shop_file: Path, run_id: int) -> Path | None:
    """Write the invalid rows of an import beside the shop file; None when there are none.

    UTF-8 with a BOM, so that Excel reads it; the file's own separator; cells as they stood, those of secret
    columns and of an earlier reason left out. Harmless to repeat. Raises ``FileRefused``; then none is left.
    """
    run = session.get_one(ImportRun, run_id)
    skipped = session.execute(
        select(ImportRow.raw, ImportRow.reason)
        .where(ImportRow.run_id == run_id, ImportRow.verdict == Verdict.INVALID)
        .order_by(ImportRow.line)
    )
    rows = [(json.loads(raw or "[]"), reason) for raw, reason in skipped]
    if not rows:
        return None
    stem = Path(run.file_name).stem[:_LONGEST_STEM]
    target = paths.beside(shop_file, "imports") / f"{stem}-{run_id}-skipped.csv"
    unfinished = target.with_suffix(".part")
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        _write(unfinished, run.header, run.delimiter, rows)
        unfinished.replace(target)
    except OSError as fault:
        _remove(unfinished)
        raise FileRefused(
            _("Nothing was imported"),
            _("“{file}” can't be written: {why}.", file=str(target), why=fault.strerror or str(fault)),
            _("Check that the drive is connected and has room, then try again."),
        ) from fault
    return target


def _write(path: Path, header: Sequence[str], delimiter: str, rows: Sequence[tuple[list[str], str]]) -> None:
    kept = [place for place, title in enumerate(header) if title != PROBLEM_HEADER]
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(opened, "w", encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - made for this user only
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow([*(header[place] for place in kept), PROBLEM_HEADER])
        for cells, reason in rows:
            surplus = cells[len(header) :]
            writer.writerow([*(cells[place] for place in kept), reason, *surplus])
        file.flush()
        os.fsync(file.fileno())


def _remove(unfinished: Path) -> None:
    with contextlib.suppress(OSError):  # the disk is gone: what made us stop is told, not this
        unfinished.unlink(missing_ok=True)
