"""What the Reports page reads: the report of one campaign, ready to be shown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopmail.ui import numbers
from shopmail.ui.widgets.cells import Cell, Column
from shopmail.wording import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.reports.report import Person, Report
    from shopmail.settings import Settings
    from shopmail.ui.campaigns.reading import Line

CAMPAIGNS = (
    Column(N_("Campaign"), 60, least=200),
    Column(N_("Since"), 4, numbers=True, least=144),
    Column(N_("Handed over"), 2, numbers=True, least=112),
    Column(N_("Came back"), 2, numbers=True, least=104),
    Column(N_("Complained"), 2, numbers=True, least=104),
)
PEOPLE = (
    Column(N_("Address"), 36, least=200),
    Column(N_("What happened"), 28, least=176),
    Column(N_("What the server said"), 34, least=168),
    Column(N_("When"), 2, numbers=True, least=128),
)


@dataclass(frozen=True)
class Shown:
    """A report with what is needed to write its moments: the shop's zone and when it was read."""

    report: "Report"
    zone: str
    now: int

    def cells(self, person: "Person") -> tuple[Cell, ...]:
        """A person behind a number, in the order of ``PEOPLE``."""
        return (
            Cell(person.email),
            Cell(person.note),
            Cell(person.server_text, muted=True),
            Cell("" if person.at is None else numbers.day_and_time(person.at, self.now, self.zone)),
        )


def campaign_cells(line: "Line") -> tuple[Cell, ...]:
    """A campaign that was sent, in the order of ``CAMPAIGNS``."""
    return (
        Cell(line.name),
        Cell(line.since),
        Cell(numbers.number(line.handed_over)),
        Cell(numbers.number(line.came_back)),
        Cell(numbers.number(line.complained)),
    )


def report(session: "Session", settings: "Settings", campaign_id: int, now: int) -> Shown:
    """The report of a campaign."""
    from shopmail.reports.campaign import campaign_report

    return Shown(campaign_report(session, campaign_id), settings.shop.timezone, now)
