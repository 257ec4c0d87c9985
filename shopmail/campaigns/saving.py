"""Keeping campaigns: a draft becomes a row, rows become a list."""

from email.utils import formataddr

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopmail.campaigns.composing import kept_content, outgoing
from shopmail.campaigns.drafting import Draft
from shopmail.campaigns.skeleton import new_letters
from shopmail.delivery.message import Address
from shopmail.errors import CampaignRefused
from shopmail.model import Campaign, CampaignState, Delivery
from shopmail.segments.saving import find
from shopmail.storage.shop import Shop
from shopmail.wording import _


class Listed(Struct, frozen=True):
    """One line of the list of campaigns. ``recipients``: 0 for a draft."""

    id: int
    name: str
    subject: str
    state: CampaignState
    recipients: int
    created_at: int
    send_requested_at: int | None


def create(shop: Shop, draft: Draft) -> int:
    """Keep the draft as a new campaign; its id.

    Raises ``CampaignRefused`` for a template with a mistake, ``InputRefused`` for an unknown segment; nothing
    is kept then.
    """
    with shop.transaction() as session:
        campaign = Campaign(
            state=CampaignState.DRAFT,
            name=draft.name,
            subject=draft.content.subject,
            preview_text=draft.content.preview_text,
            sender_email=_written(draft.sender),
            reply_to=_written(draft.reply_to),
            segment_id=find(session, draft.segment).id if draft.segment else None,
            content=kept_content(draft.content),
            letters=new_letters(),
            created_at=shop.clock.now(),
        )
        outgoing(session, campaign)
        session.add(campaign)
        session.flush()
        return campaign.id


def get(session: Session, campaign_id: int) -> Campaign:
    """The campaign with this number; raises ``CampaignRefused`` when there is none."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise CampaignRefused(
            _("There is no such campaign"),
            _("No campaign has the number {number}.", number=campaign_id),
            _("Look at the list of campaigns."),
        )
    return campaign


def listing(session: Session) -> list[Listed]:
    """All campaigns, the newest first."""
    recipients = (
        select(func.count()).where(Delivery.campaign_id == Campaign.id).correlate(Campaign).scalar_subquery()
    )
    return [
        Listed(
            id=campaign.id,
            name=campaign.name,
            subject=campaign.subject,
            state=campaign.state,
            recipients=count,
            created_at=campaign.created_at,
            send_requested_at=campaign.send_requested_at,
        )
        for campaign, count in session.execute(select(Campaign, recipients).order_by(Campaign.id.desc()))
    ]


def _written(address: Address | None) -> str:
    return formataddr((address.name, address.email)) if address else ""
