"""A campaign stays with the post office that took the first of it, whatever key the shop has by now.

Else a rehearsal that was interrupted would really be mailed once there is a key; and without the key, the
rehearsal outbox would confirm that mails are thrown away which SendGrid still delivers.
"""

import msgspec
from sqlalchemy.orm import Session

from shopmail.campaigns.composing import Frozen
from shopmail.delivery.provider import Provider
from shopmail.errors import CampaignRefused
from shopmail.model import Campaign
from shopmail.storage.shop import Shop
from shopmail.wording import _


def stay_with(shop: Shop, provider: Provider, campaign_id: int) -> None:
    """Note that ``provider`` takes this campaign; raises ``CampaignRefused`` when another has begun it."""
    with shop.transaction() as session:
        refuse_other(session, provider, campaign_id)
        campaign = session.get_one(Campaign, campaign_id)
        if campaign.frozen is not None:
            campaign.frozen = {**campaign.frozen, "post_office": provider.name}


def refuse_other(session: Session, provider: Provider, campaign_id: int) -> None:
    """Raise ``CampaignRefused`` when another post office than ``provider`` has begun this campaign."""
    campaign = session.get_one(Campaign, campaign_id)
    begun = msgspec.convert(campaign.frozen, Frozen).post_office if campaign.frozen is not None else ""
    if begun in ("", provider.name):
        return
    title = _("This can't be done now")
    if begun == "rehearsal":
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
