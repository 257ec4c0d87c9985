"""The file of rows that did not come in: the original columns, and why. It can be imported again."""

import csv
import json
import os
from pathlib import Path

from sqlalchemy import select

from shopmail import paths
from shopmail.importing.column_kinds import PROBLEM_HEADER
from shopmail.model import ImportRow, ImportRun, Verdict
from shopmail.storage.shop import Shop


def write_problems(shop: Shop, run_id: int) -> Path | None:
    """Write the invalid rows of a finished import beside the shop file; None when there are none.

    UTF-8 with a BOM, so that Excel reads it; the file's own separator; cells as they stood, those of secret
    columns and of an earlier reason left out. Harmless to repeat.
    """
    with shop.reading() as session:
        run = session.get_one(ImportRun, run_id)
        rows = session.execute(
            select(ImportRow.raw, ImportRow.reason)
            .where(ImportRow.run_id == run_id, ImportRow.verdict == Verdict.INVALID)
            .order_by(ImportRow.line)
        ).all()
        header, delimiter, name = run.header, run.delimiter, run.file_name
    if not rows:
        return None
    kept = [place for place, title in enumerate(header) if title != PROBLEM_HEADER]
    folder = paths.beside(shop.path, "imports")
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"{Path(name).stem}-{run_id}-skipped.csv"
    unfinished = target.with_suffix(".part")
    opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(opened, "w", encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - made for this user only
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow([*(header[place] for place in kept), PROBLEM_HEADER])
        for raw, reason in rows:
            cells = json.loads(raw or "[]")
            surplus = cells[len(header) :]
            writer.writerow([*(cells[place] for place in kept), reason, *surplus])
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(target)
    return target
