"""What the Campaigns and Reports pages read of campaigns: one line each, the numbers counted from rows."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopmail.ui import numbers
from shopmail.ui.widgets.cells import Cell, Column
from shopmail.ui.widgets.row_menu import DOTS_COLUMN, dots
from shopmail.ui.widgets.states import CAMPAIGN_STATES, REHEARSED
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.model import Campaign
    from shopmail.sending.status import Status
    from shopmail.settings import Settings

COLUMNS = (
    Column(N_("Campaign"), 24, sort="name", least=136),
    Column(N_("Subject"), 56, sort="subject", least=112),
    Column(N_("State"), 4, sort="state", least=148),
    Column(N_("Recipients"), 0, sort="recipients", numbers=True, least=80),
    Column(N_("Handed over"), 0, sort="handed-over", numbers=True, least=104),
    Column(N_("Since"), 0, sort="since", numbers=True, least=124),
    DOTS_COLUMN,
)
FILTERS: tuple[tuple[str, str], ...] = (
    ("", N_("All campaigns")),
    ("draft", N_("Drafts")),
    ("sending", N_("Being sent")),
    ("sent", N_("Sent")),
    ("recalled", N_("Recalled")),
    ("archived", N_("Archived")),
)
"""Keys of the chips over the list, and their marked words. What is archived is in none of the others."""
_GROUPS = {
    "draft": "draft",
    "sending": "sending",
    "stopped": "sending",
    "handed-over": "sent",
    "recalled": "recalled",
}
_FIELD = re.compile(r"""\{\{\s*(\w+)(?:\s*\|\s*default:\s*(?:"([^"]*)"|'([^']*)'))?.*?\}\}""")
"""A field in a subject, and its stand-in; the owner needn't see it spelled out in a list."""
_HANDED_OVER = ("accepted", "delivered", "bounced", "dropped", "complained")


@dataclass(frozen=True)
class Line:
    """A campaign. ``since`` is the text of ``since_at``, the moment when it got into its state."""

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
    since_at: int
    order: bytes
    """Sort key of the name."""
    archived: bool
    rehearsed: bool
    """It went to the rehearsal outbox, and to nobody."""
    page: str
    """Where it is opened: ``campaign``, ``sending`` while something can still happen, ``reports``."""

    @property
    def group(self) -> str:
        """The chip that it belongs to."""
        return "archived" if self.archived else _GROUPS[self.state]


SORTS: Mapping[str, Callable[[Line], Any]] = {
    "name": lambda line: line.order,
    "subject": lambda line: line.subject.casefold(),
    "state": lambda line: list(_GROUPS).index(line.state),
    "recipients": lambda line: line.recipients,
    "handed-over": lambda line: line.handed_over,
    "since": lambda line: line.since_at,
}
"""What the lines are ordered by, under the name of a column."""


def lines(session: "Session", settings: "Settings", now: int) -> tuple[Line, ...]:
    """All campaigns, also those put away; the newest first."""
    from sqlalchemy import select

    from shopmail.campaigns.composing import field_titles
    from shopmail.model import Campaign

    zone, titles = settings.shop.timezone, dict(field_titles(session))
    campaigns = session.scalars(select(Campaign).order_by(Campaign.id.desc()))
    return tuple(_line(session, campaign, titles, zone, now) for campaign in campaigns)


def subject_words(subject: str, titles: Mapping[str, str]) -> str:
    """``subject`` with its fields by their titles: ``‹First name›, roses``."""
    return _FIELD.sub(lambda found: f"‹{titles.get(found[1], found[1])}›", subject)


def filled_in(text: str, titles: Mapping[str, str]) -> str:
    """``text`` as a phone may show it: each field's stand-in in its place, or its title without one."""
    return _FIELD.sub(lambda found: found[2] or found[3] or f"‹{titles.get(found[1], found[1])}›", text)


def _line(session: "Session", campaign: "Campaign", titles: Mapping[str, str], zone: str, now: int) -> Line:
    from shopmail.contacts.ordering import words_order
    from shopmail.sending.one_office import office_of
    from shopmail.sending.status import status

    stands = status(session, campaign.id)
    counts = {state.value: people for state, people in stands.counts.items()}
    moment = campaign.finished_at or campaign.send_requested_at or campaign.created_at
    return Line(
        id=campaign.id,
        name=campaign.name,
        subject=subject_words(campaign.subject, titles),
        state=stands.state.value,
        stopped_because=stands.stopped_because,
        recipients=stands.recipients,
        handed_over=sum(counts[state] for state in _HANDED_OVER),
        came_back=counts["bounced"],
        complained=counts["complained"],
        since=numbers.day_and_time(moment, now, zone),
        since_at=moment,
        order=words_order(campaign.name),
        archived=campaign.archived_at is not None,
        rehearsed=office_of(session, campaign) == "rehearsal",
        page=_page(session, campaign.id, stands, now),
    )


def page_of(session: "Session", campaign_id: int, now: int) -> str:
    """The page on which a campaign is opened, as ``Line.page`` has it."""
    from shopmail.sending.status import status

    return _page(session, campaign_id, status(session, campaign_id), now)


def _page(session: "Session", campaign_id: int, stands: "Status", now: int) -> str:
    from sqlalchemy import exists, select

    from shopmail.model import CampaignState, DeliveryState, Wave

    if stands.state is CampaignState.DRAFT:
        return "campaign"
    ahead = select(
        exists().where(Wave.campaign_id == campaign_id, Wave.send_at > now, Wave.cancelled_at.is_(None))
    )
    under_way = (
        stands.state in (CampaignState.SENDING, CampaignState.STOPPED)
        or stands.counts[DeliveryState.UNKNOWN] > 0
        or stands.counts[DeliveryState.QUEUED] > 0
    )
    return "sending" if under_way or session.scalar(ahead) else "reports"


def cells(line: Line) -> tuple[Cell, ...]:
    """The line in the order of ``COLUMNS``; a draft has no numbers yet."""
    state, draft = CAMPAIGN_STATES[line.state], line.state == "draft"
    if line.rehearsed and line.state == "handed-over":
        state = REHEARSED
    return (
        Cell(line.name),
        Cell(line.subject, muted=True),
        Cell(_(state.words), state, more=line.stopped_because),
        Cell("" if draft else numbers.number(line.recipients)),
        Cell("" if draft else numbers.number(line.handed_over)),
        Cell(line.since),
        dots(),
    )
