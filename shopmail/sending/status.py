"""Where a campaign stands: each recipient counted once, in its last state."""

from collections import Counter

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopmail.model import Campaign, CampaignState, Delivery, DeliveryState, LeftOut
from shopmail.wording import N_

STATE_WORDS: dict[CampaignState, str] = {
    CampaignState.DRAFT: N_("draft"),
    CampaignState.SENDING: N_("being sent"),
    CampaignState.STOPPED: N_("stopped"),
    CampaignState.HANDED_OVER: N_("sent"),
    CampaignState.RECALLED: N_("recalled"),
}
"""A campaign's state for the owner; looked up with ``_`` when shown."""


class Status(Struct, frozen=True):
    """Counts of rows. ``recipients`` is the sum of ``counts``; ``left_out`` (code -> people) is apart."""

    state: CampaignState
    counts: dict[DeliveryState, int]
    left_out: dict[str, int]
    stopped_because: str

    @property
    def recipients(self) -> int:
        """Everybody the campaign is for."""
        return sum(self.counts.values())


def status(session: Session, campaign_id: int) -> Status:
    """The campaign's numbers as the session sees them."""
    campaign = session.get_one(Campaign, campaign_id)
    counts = Counter[DeliveryState]()
    for state, count in session.execute(
        select(Delivery.state, func.count())
        .where(Delivery.campaign_id == campaign_id)
        .group_by(Delivery.state)
    ):
        counts[state] = count
    left_out = session.execute(
        select(LeftOut.reason, func.count())
        .where(LeftOut.campaign_id == campaign_id)
        .group_by(LeftOut.reason)
        .order_by(LeftOut.reason)
    )
    return Status(
        state=campaign.state,
        counts={state: counts[state] for state in DeliveryState},
        left_out={row[0]: row[1] for row in left_out},
        stopped_because=campaign.stopped_because,
    )
