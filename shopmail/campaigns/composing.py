"""A kept campaign becomes a mail that can go out: the draft compiled, sender and way to leave beside it."""

import re

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.campaigns.content import MailContent, Written, blocks_as_json, blocks_from_json
from shopmail.campaigns.pictures import narrow
from shopmail.campaigns.rendering import CompiledMail, compile_mail
from shopmail.contacts.fields import PROFILE, all_fields
from shopmail.delivery.message import Address
from shopmail.model import Campaign, OwnField
from shopmail.settings import SenderSettings, Settings, ShopSettings, TrackingSettings
from shopmail.storage.shop import settings_of
from shopmail.wording import _


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
    post_office: str = ""
    """The name of the ``Provider`` it was given to; empty: queued before that was kept."""


def frozen_from(settings: Settings, group: int | None, post_office: str = "") -> Frozen:
    """What a campaign that is sent at this moment keeps; ``post_office`` is empty while it is a draft."""
    return Frozen(settings.shop, settings.sender, settings.tracking, group, post_office)


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
        mail=compiled(session, content_of(campaign), kept.shop, campaign.letters),
        sender=sender_of(campaign, kept.sender),
        reply_to=reply_to_of(campaign, kept.sender),
        category=campaign.category,
        group=kept.group,
        track_opens=kept.tracking.opens,
        track_clicks=kept.tracking.clicks,
    )


def compile_written(session: Session, written: Written, letters: str) -> CompiledMail:
    """What the owner has on screen as a mail, with the shop as it is now; ``letters`` are the campaign's.

    Raises ``CampaignRefused`` that names the place of the first mistake.
    """
    return compiled(session, written.content, settings_of(session).shop, letters)


def compiled(session: Session, content: MailContent, shop: ShopSettings, letters: str) -> CompiledMail:
    """``content`` as a mail of this shop file, with its fields. Raises ``CampaignRefused`` for a mistake."""
    return compile_mail(content, shop, field_names(session), letters, narrow(session, content.blocks))


def field_names(session: Session) -> frozenset[str]:
    """The names that a template may use."""
    return frozenset(("email", *PROFILE, *session.scalars(select(OwnField.key))))


def field_titles(session: Session) -> tuple[tuple[str, str], ...]:
    """The fields that are offered for mails: each name, and its title in the language in use.

    The owner's note on a person is none of them: it is not meant for that person.
    """
    return (
        ("email", _("E-mail address")),
        *((field.key, field.title) for field in all_fields(session) if field.key != "note"),
    )


def content_of(campaign: Campaign) -> MailContent:
    """The owner's words, as kept."""
    return written_of(campaign).content


def written_of(campaign: Campaign) -> Written:
    """All that the owner has written of the campaign, as kept."""
    html = campaign.content.get("html")
    return Written(
        name=campaign.name,
        subject=campaign.subject,
        preview_text=campaign.preview_text,
        sender=campaign.sender_email,
        reply_to=campaign.reply_to,
        segment_id=campaign.segment_id,
        html=html,
        blocks=() if html is not None else blocks_from_json(campaign.content["blocks"]),
        remote_pictures=campaign.remote_pictures,
    )


def write(written: Written, campaign: Campaign) -> None:
    """Put what the owner has written into the row; ``written_of`` gives it back.

    Own HTML stands instead of blocks: where there is both, the blocks are not kept.
    """
    campaign.name = written.name
    campaign.subject = written.subject
    campaign.preview_text = written.preview_text
    campaign.sender_email = written.sender
    campaign.reply_to = written.reply_to
    campaign.segment_id = written.segment_id
    campaign.content = _kept_content(written.content)
    campaign.remote_pictures = written.remote_pictures


def _kept_content(content: MailContent) -> dict[str, object]:
    """``content`` without subject and preview text, for ``Campaign.content``."""
    if content.html is not None:
        return {"html": content.html}
    return {"blocks": blocks_as_json(content.blocks)}


def sender_of(campaign: Campaign, settings: SenderSettings) -> Address:
    """The campaign's own From, else the shop's; its ``email`` is empty when neither is set."""
    return sender_from(campaign.sender_email, settings)


def sender_from(written: str, settings: SenderSettings) -> Address:
    """The same for what the owner has written as the campaign's From."""
    if written.strip():
        own = address_of(written)
        return Address(own.email, own.name or settings.name)
    return Address(settings.email, settings.name)


def address_of(written: str) -> Address:
    """``Name <address>`` or an address alone, as somebody typed it.

    What is no address comes out as one that no check lets pass, never as none.
    """
    line = " ".join(written.split())
    found = re.fullmatch(r'"?(?P<name>[^<>]*?)"? ?<(?P<email>[^<>]+)>', line)
    return Address(found["email"].strip(), found["name"].strip()) if found else Address(line)


def address_words(address: Address) -> str:
    """The address with its name before it, for people and for ``address_of``."""
    return f"{address.name} <{address.email}>" if address.name else address.email


def reply_to_of(campaign: Campaign, settings: SenderSettings) -> Address | None:
    """Where answers go, if not to the sender: the campaign's own, else the shop's."""
    written = campaign.reply_to.strip() or settings.reply_to.strip()
    return address_of(written) if written else None
