"""A campaign stays with the post office it was given to, whatever key the shop has by now.

Else a rehearsal that was interrupted would really be mailed once there is a key; and without the key, the
rehearsal outbox would confirm that mails are thrown away which SendGrid still delivers.
"""

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.campaigns.composing import Frozen
from shopmail.campaigns.saving import get
from shopmail.delivery.provider import Provider
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import CampaignRefused
from shopmail.model import Campaign, Chunk, Wave
from shopmail.sending.post_office import outbox_of, post_office
from shopmail.storage.shop import Shop
from shopmail.wording import _


def office_of(session: Session, campaign: Campaign) -> str:
    """The name of the ``Provider`` that the campaign was given to; empty for a draft.

    A campaign that was queued before that was kept tells it only where the rehearsal outbox took some of it:
    its message ids begin so. Empty else.
    """
    kept = msgspec.convert(campaign.frozen, Frozen).post_office if campaign.frozen is not None else ""
    return kept or ("rehearsal" if _was_rehearsed_in_part(session, campaign.id) else "")


def office_for(shop: Shop, campaign_id: int) -> Provider:
    """The post office to go on with this campaign: a rehearsal's is the outbox, whatever key there is by now.

    Raises ``CampaignRefused`` for a campaign that nobody knows, and what ``post_office`` raises.
    """
    with shop.reading() as session:
        office = office_of(session, get(session, campaign_id))
    return RehearsalOutbox(outbox_of(shop), shop.clock) if office == "rehearsal" else post_office(shop)


def is_elsewhere(session: Session, provider: Provider, campaign_id: int) -> bool:
    """Whether another post office than ``provider`` has this campaign."""
    return office_of(session, get(session, campaign_id)) not in ("", provider.name)


def refuse_other(session: Session, provider: Provider, campaign_id: int) -> None:
    """Raise ``CampaignRefused`` when another post office than ``provider`` has it, or nobody knows it."""
    campaign = get(session, campaign_id)
    office = office_of(session, campaign)
    if office in ("", provider.name):
        return
    title = _("This can't be done now")
    if office == "rehearsal":
        raise CampaignRefused(
            title,
            _("“{name}” was a rehearsal, and it stays one.", name=campaign.name),
            _("Duplicate it, then send the copy."),
        )
    raise CampaignRefused(
        title,
        _("“{name}” is at SendGrid, and there is no SendGrid key any more.", name=campaign.name),
        _("Paste the key in the settings, then try again. What was handed over leaves at its time."),
    )


def stay_with(shop: Shop, provider: Provider, campaign_id: int) -> None:
    """Keep with a campaign that was queued before that was kept: ``provider`` has it from now on.

    Raises ``CampaignRefused`` when another has it.
    """
    with shop.transaction() as session:
        refuse_other(session, provider, campaign_id)
        campaign = get(session, campaign_id)
        if campaign.frozen is not None:
            campaign.frozen = {**campaign.frozen, "post_office": provider.name}


def _was_rehearsed_in_part(session: Session, campaign_id: int) -> bool:
    query = (
        select(Chunk.id)
        .join(Wave, Wave.id == Chunk.wave_id)
        .where(Wave.campaign_id == campaign_id, Chunk.message_id.startswith("rehearsal-"))
        .limit(1)
    )
    return session.scalar(query) is not None
