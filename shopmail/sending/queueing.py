"""Fixing who gets a campaign: one row a person, made once, in one transaction."""

import secrets
from collections.abc import Callable

import msgspec
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from shopmail.campaigns.audience import Member, audience
from shopmail.campaigns.composing import frozen_from
from shopmail.campaigns.saving import get
from shopmail.errors import CampaignRefused
from shopmail.model import Campaign, CampaignState, Delivery, DeliveryState, LeftOut, Wave
from shopmail.sending.fence import Departure, wave_sizes
from shopmail.storage.shop import Shop, settings_of
from shopmail.wording import _

Agreed = Callable[[Session], None]
"""Raises when what is about to be fixed is not what was agreed to."""

CATEGORY_SLOTS = 60
"""SendGrid slows accounts with many distinct categories, so campaigns take turns with these."""


def queue(
    shop: Shop,
    campaign_id: int,
    departure: Departure,
    group: int | None,
    post_office: str,
    agreed: Agreed = lambda _session: None,
) -> int:
    """Make a draft's recipients; how many. ``group``: the unsubscribe group its mails will carry.

    ``post_office``: the name of the ``Provider`` that is to have them; it is kept in the same transaction, so
    that no other ever does, also after a crash. Everyone who matches is either queued or written down as left
    out, with the reason. Nothing leaves yet.

    Raises ``CampaignRefused`` when it is no draft any more, or gone, or nobody can be mailed, and what
    ``agreed`` raises, which is asked in the same transaction.
    """
    now = shop.clock.now()
    with shop.transaction() as session:
        campaign = get(session, campaign_id)
        if campaign.state is not CampaignState.DRAFT:
            raise CampaignRefused(
                _("The campaign was not sent"), _("“{name}” has been sent before.", name=campaign.name)
            )
        agreed(session)
        settings = settings_of(session)
        members = audience(session, campaign, settings, now)
        mailable = [member for member in members if member.why_not is None]
        if not mailable:
            raise CampaignRefused(
                _("The campaign was not sent"),
                _("None of the {count} people in the audience can be mailed.", count=len(members)),
                _("Choose another segment, or import people who agreed."),
            )
        _write_left_out(session, campaign_id, members)
        _write_queue(session, campaign_id, mailable, departure, now)
        sent_before = session.scalar(select(func.count()).where(Campaign.send_requested_at.is_not(None))) or 0
        campaign.category = f"sm-{sent_before % CATEGORY_SLOTS:02d}"
        campaign.frozen = msgspec.to_builtins(frozen_from(settings, group, post_office))
        campaign.send_requested_at = now
        campaign.state = CampaignState.SENDING
        return len(mailable)


def new_wave(session: Session, campaign_id: int, send_at: int) -> Wave:
    """The campaign's next wave, still without a batch id."""
    last = session.scalar(select(func.max(Wave.number)).where(Wave.campaign_id == campaign_id)) or 0
    wave = Wave(campaign_id=campaign_id, number=last + 1, send_at=send_at, batch_id="")
    session.add(wave)
    session.flush()
    return wave


def _write_left_out(session: Session, campaign_id: int, members: list[Member]) -> None:
    rows = [
        {"campaign_id": campaign_id, "contact_id": member.contact_id, "reason": member.why_not}
        for member in members
        if member.why_not is not None
    ]
    if rows:
        session.execute(insert(LeftOut), rows)


def _write_queue(
    session: Session, campaign_id: int, mailable: list[Member], departure: Departure, now: int
) -> None:
    start = 0
    for size in wave_sizes(len(mailable)):
        wave = new_wave(session, campaign_id, departure.send_at)
        session.execute(
            insert(Delivery),
            [
                {
                    "campaign_id": campaign_id,
                    "contact_id": member.contact_id,
                    "address_hash": member.address_hash,
                    "email": member.email,
                    "recipient_id": secrets.token_hex(8),
                    "wave_id": wave.id,
                    "state": DeliveryState.QUEUED,
                    "changed_at": now,
                }
                for member in mailable[start : start + size]
            ],
        )
        start += size
