"""Asking what became of the mails to somebody."""

from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from shopmail.model import Campaign, CampaignState, Contact, Delivery, DeliveryState
from shopmail.segments.rules.rule import Circumstances, Family, Kind, Op, Rule, contrary
from shopmail.wording import N_, _

HANDED_OVER = (
    DeliveryState.ACCEPTED,
    DeliveryState.DELIVERED,
    DeliveryState.BOUNCED,
    DeliveryState.DROPPED,
    DeliveryState.COMPLAINED,
)
"""The post office has, or had, the mail. Where that is unknown, it does not count as sent."""


def _was_sent(_campaigns: SQLColumnExpression[Any], campaign: int, _at: Circumstances) -> ColumnElement[bool]:
    recipients = select(Delivery.contact_id).where(
        Delivery.campaign_id == campaign, Delivery.state.in_(HANDED_OVER)
    )
    return Contact.id.in_(recipients)


def _all_campaigns(_at: Circumstances) -> SQLColumnExpression[str | None]:
    return (
        select(func.group_concat(Delivery.campaign_id, ", "))
        .where(Delivery.contact_id == Contact.id, Delivery.state.in_(HANDED_OVER))
        .correlate(Contact)
        .scalar_subquery()
    )


_IS = Op(
    N_("is"),
    Kind.CAMPAIGN,
    _was_sent,
    lambda _what, campaign: _("was sent campaign {campaign}", campaign=campaign),
)

CAMPAIGN = Rule(
    "campaign",
    N_("Campaign sent to them"),
    Family.REACTED,
    (
        _IS,
        contrary(
            _IS,
            N_("is not"),
            lambda _what, campaign: _("was not sent campaign {campaign}", campaign=campaign),
        ),
    ),
    _all_campaigns,
    sure=True,
    hint=N_("Bounced mails count as sent. In a file, a campaign is named by its number in the list."),
)
"""As it is where no shop is at hand: campaigns go by their numbers."""


def campaign_rule(session: Session) -> Rule:
    """``CAMPAIGN`` with the names of what was sent, or is being sent, newest first."""
    sent = select(Campaign.id, Campaign.name).where(Campaign.state != CampaignState.DRAFT)
    names: dict[int, str] = dict(session.execute(sent.order_by(Campaign.id.desc())).all())

    def shown(numbers: Any, _at: Circumstances) -> str:
        return ", ".join(names.get(int(number), number) for number in str(numbers).split(", "))

    return replace(CAMPAIGN, names=names, shown=shown)
