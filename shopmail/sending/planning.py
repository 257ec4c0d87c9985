"""What sending a draft would do: who gets it and who does not; and holding the sending to what was agreed."""

import hashlib
import json
from typing import Literal

import msgspec
from msgspec import Struct
from sqlalchemy.orm import Session

from shopmail.campaigns.composing import frozen_from, sender_of
from shopmail.campaigns.saving import get
from shopmail.consent.mailable import WhyNot
from shopmail.delivery.provider import Provider
from shopmail.errors import CampaignRefused
from shopmail.model import CampaignState, Segment
from shopmail.segments import saving as segments
from shopmail.segments.definition import EVERYONE, as_json
from shopmail.segments.matching import count
from shopmail.sending.queueing import Agreed
from shopmail.settings import Settings
from shopmail.storage.shop import Shop, settings_of
from shopmail.wording import _

PostOffice = Literal["sendgrid", "rehearsal"]
"""The names of ``delivery.provider.Provider``."""


class SendPlan(Struct, frozen=True):
    """What the owner agrees to. ``matches`` is ``mailable`` and all of ``left_out`` together."""

    campaign_id: int
    state: CampaignState
    name: str
    subject: str
    """As the owner wrote it, with its fields."""
    sender_name: str
    sender_email: str
    audience: str
    """The segment's name; empty for everyone."""
    definition: str
    """The segment as JSON, by which the people can be looked at."""
    matches: int
    left_out: dict[WhyNot, int]
    """In the order in which the reasons are looked for; none of them is 0."""
    mailable: int
    provider: PostOffice
    seal: str
    """Another one as soon as the mail, the segment, the sender or the shop's details are others."""


def send_plan(
    session: Session, campaign_id: int, settings: Settings, now: int, provider: PostOffice
) -> SendPlan:
    """The plan at this moment, in one pass over the people.

    Raises ``CampaignRefused`` for an unknown campaign, and what ``segments.saving.get`` raises for a segment
    that is gone or no longer fits: nobody is mailed then.
    """
    campaign = get(session, campaign_id)
    segment = segments.get(session, campaign.segment_id) if campaign.segment_id is not None else None
    definition = segment.definition if segment else EVERYONE
    people = count(session, definition, settings, now)
    sender = sender_of(campaign, settings.sender)
    return SendPlan(
        campaign_id=campaign_id,
        state=campaign.state,
        name=campaign.name,
        subject=campaign.subject,
        sender_name=sender.name,
        sender_email=sender.email,
        audience=segment.name if segment else "",
        definition=json.dumps(as_json(definition), ensure_ascii=False),
        matches=people.matches,
        left_out=people.left_out,
        mailable=people.mailable,
        provider=provider,
        seal=seal(session, campaign_id),
    )


def as_agreed(shop: Shop, provider: Provider, plan: SendPlan) -> Agreed:
    """For ``starting.send``, which asks it in the transaction that fixes the recipients.

    It raises ``CampaignRefused`` when by then more people would get the mail than the owner has seen, or
    another mail, or when it would really leave although a rehearsal was agreed to. That somebody has said no
    in between is no reason to stop: they are left out.
    """

    def agreed(session: Session) -> None:
        if provider.name != plan.provider:
            raise _changed(_("Whether it really leaves or is a rehearsal has changed since you looked."))
        if seal(session, plan.campaign_id) != plan.seal:
            raise _changed(_("The mail, its segment or your shop's details were changed since you looked."))
        now = shop.clock.now()
        found = send_plan(session, plan.campaign_id, settings_of(session), now, plan.provider).mailable
        if found > plan.mailable:
            raise _changed(
                _(
                    "You agreed to {seen} recipients; by now there are {found}.",
                    seen=plan.mailable,
                    found=found,
                )
            )

    return agreed


def seal(session: Session, campaign_id: int) -> str:
    """A digest of all that decides what a draft sends, to whom by which rules, and in whose name."""
    campaign, settings = get(session, campaign_id), settings_of(session)
    segment = session.get(Segment, campaign.segment_id) if campaign.segment_id is not None else None
    sealed = (
        campaign.subject,
        campaign.preview_text,
        campaign.sender_email,
        campaign.reply_to,
        campaign.content,
        (segment.definition, segment.deleted_at) if segment else None,
        frozen_from(settings, settings.unsubscribe.group),
        settings.unsubscribe,
        settings.consent,
    )
    return hashlib.sha256(msgspec.json.encode(sealed)).hexdigest()


def _changed(message: str) -> CampaignRefused:
    return CampaignRefused(
        _("The campaign was not sent"), message, _("Nobody was mailed. Look at it again, then send it.")
    )
