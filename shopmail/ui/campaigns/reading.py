"""What the Campaigns and Reports pages read of campaigns: one line each, the numbers counted from rows."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopmail.ui import numbers
from shopmail.ui.widgets.cells import Cell, Column
from shopmail.ui.widgets.states import CAMPAIGN_STATES
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings

COLUMNS = (
    Column(N_("Campaign"), 24, least=136),
    Column(N_("Subject"), 56, least=128),
    Column(N_("State"), 4, least=136),
    Column(N_("Recipients"), 0, numbers=True, least=80),
    Column(N_("Handed over"), 0, numbers=True, least=104),
    Column(N_("Since"), 0, numbers=True, least=136),
)
_FIELD = re.compile(r"\{\{\s*(\w+).*?\}\}")
"""A field in a subject, which the owner needn't see spelled out in a list."""
_HANDED_OVER = ("accepted", "delivered", "bounced", "dropped", "complained")


@dataclass(frozen=True)
class Line:
    """A campaign. ``since`` is the text of the moment when it got into its state."""

    id: int
    name: str
    subject: str
    state: str
    stopped_because: str
    recipients: int
    handed_over: int
    came_back: int
    complained: int
    since: str


def lines(session: "Session", settings: "Settings", now: int) -> tuple[Line, ...]:
    """All campaigns, the newest first."""
    from sqlalchemy import select

    from shopmail.model import Campaign

    zone = settings.shop.timezone
    campaigns = session.scalars(select(Campaign).order_by(Campaign.id.desc()))
    return tuple(_line(session, campaign.id, zone, now) for campaign in campaigns)


def _line(session: "Session", campaign_id: int, zone: str, now: int) -> Line:
    from shopmail.model import Campaign
    from shopmail.sending.status import status

    campaign, stands = session.get_one(Campaign, campaign_id), status(session, campaign_id)
    counts = {state.value: people for state, people in stands.counts.items()}
    moment = campaign.finished_at or campaign.send_requested_at or campaign.created_at
    return Line(
        id=campaign_id,
        name=campaign.name,
        subject=_FIELD.sub(r"‹\1›", campaign.subject),
        state=stands.state.value,
        stopped_because=stands.stopped_because,
        recipients=stands.recipients,
        handed_over=sum(counts[state] for state in _HANDED_OVER),
        came_back=counts["bounced"],
        complained=counts["complained"],
        since=numbers.day_and_time(moment, now, zone),
    )


def cells(line: Line) -> tuple[Cell, ...]:
    """The line in the order of ``COLUMNS``; a draft has no numbers yet."""
    state, draft = CAMPAIGN_STATES[line.state], line.state == "draft"
    return (
        Cell(line.name),
        Cell(line.subject, muted=True),
        Cell(_(state.words), state, more=line.stopped_because),
        Cell("" if draft else numbers.number(line.recipients)),
        Cell("" if draft else numbers.number(line.handed_over)),
        Cell(line.since),
    )
