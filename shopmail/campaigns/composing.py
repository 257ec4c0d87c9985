"""A kept campaign becomes a mail that can go out: the draft compiled, sender and way to leave beside it."""

import json
from email.utils import parseaddr

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.campaigns.content import MailContent, blocks_as_json, blocks_from_json
from shopmail.campaigns.rendering import CompiledMail, compile_mail
from shopmail.contacts.fields import PROFILE
from shopmail.delivery.message import Address
from shopmail.model import Campaign, OwnField
from shopmail.settings import SenderSettings, Settings, ShopSettings, TrackingSettings
from shopmail.storage.shop import settings_of


class Outgoing(Struct, frozen=True):
    """Everything about a campaign's mails but the people."""

    mail: CompiledMail
    sender: Address
    reply_to: Address | None
    category: str
    group: int | None
    """The unsubscribe group; None: SendGrid's subscription tracking."""
    track_opens: bool
    track_clicks: bool


class Frozen(Struct, frozen=True):
    """What a campaign keeps from the moment of sending, so that everybody gets the same mail."""

    shop: ShopSettings
    sender: SenderSettings
    tracking: TrackingSettings
    group: int | None = None


def frozen_from(settings: Settings, group: int | None) -> Frozen:
    """What a campaign that is sent at this moment keeps."""
    return Frozen(settings.shop, settings.sender, settings.tracking, group)


def outgoing(session: Session, campaign: Campaign) -> Outgoing:
    """The campaign as it was frozen when it was sent, or, for a draft, as it would go out now.

    Raises ``CampaignRefused`` for a template with a mistake.
    """
    kept = (
        msgspec.convert(campaign.frozen, Frozen)
        if campaign.frozen is not None
        else frozen_from(settings_of(session), None)
    )
    return Outgoing(
        mail=compile_mail(content_of(campaign), kept.shop, field_names(session), campaign.letters),
        sender=sender_of(campaign, kept.sender),
        reply_to=_reply_to(campaign, kept.sender),
        category=campaign.category,
        group=kept.group,
        track_opens=kept.tracking.opens,
        track_clicks=kept.tracking.clicks,
    )


def field_names(session: Session) -> frozenset[str]:
    """The names that a template may use."""
    return frozenset(("email", *PROFILE, *session.scalars(select(OwnField.key))))


def content_of(campaign: Campaign) -> MailContent:
    """The owner's words, as kept."""
    html = campaign.content.get("html")
    return MailContent(
        subject=campaign.subject,
        preview_text=campaign.preview_text,
        html=html,
        blocks=() if html is not None else blocks_from_json(json.dumps(campaign.content["blocks"])),
    )


def kept_content(content: MailContent) -> dict[str, object]:
    """``content`` without subject and preview text, for ``Campaign.content``."""
    if content.html is not None:
        return {"html": content.html}
    return {"blocks": json.loads(blocks_as_json(content.blocks))}


def sender_of(campaign: Campaign, settings: SenderSettings) -> Address:
    """The campaign's own From, else the shop's; its ``email`` is empty when neither is set."""
    if campaign.sender_email:
        name, email = parseaddr(campaign.sender_email)
        return Address(email, name or settings.name)
    return Address(settings.email, settings.name)


def _reply_to(campaign: Campaign, settings: SenderSettings) -> Address | None:
    name, email = parseaddr(campaign.reply_to or settings.reply_to)
    return Address(email, name) if email else None
