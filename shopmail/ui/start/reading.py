"""What the Start page reads: people by standing, and the last import."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class LastImport:
    """The newest finished import; ``rows`` by verdict, ``finished_at`` a Unix second."""

    file_name: str
    finished_at: int
    rows: dict[str, int]


@dataclass(frozen=True)
class Overview:
    """Where the shop stands."""

    people: dict[str, int]
    last_import: LastImport | None

    @property
    def everybody(self) -> int:
        """All people, whatever their standing."""
        return sum(self.people.values())


def overview(session: "Session", now: int) -> Overview:
    """The numbers of the Start page."""
    from shopmail.contacts import listing

    people = listing.counts_by_standing(session, listing.Query(), now)
    return Overview({standing.value: count for standing, count in people.items()}, _last_import(session))


def _last_import(session: "Session") -> LastImport | None:
    from sqlalchemy import func, select

    from shopmail.model import ImportRow, ImportRun, RunState

    run = session.scalar(
        select(ImportRun).where(ImportRun.state == RunState.DONE).order_by(ImportRun.id.desc()).limit(1)
    )
    if run is None:
        return None
    counts = select(ImportRow.verdict, func.count()).where(ImportRow.run_id == run.id)
    verdicts = session.execute(counts.group_by(ImportRow.verdict)).all()
    return LastImport(
        run.file_name, run.finished_at or run.started_at, {verdict.value: rows for verdict, rows in verdicts}
    )
