"""Asking what became of the mails to somebody."""

from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select

from shopmail.model import Contact, Delivery, DeliveryState
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
    "is",
    Kind.NUMBER,
    _was_sent,
    lambda _what, number: _("was sent campaign {number}", number=number),
)

CAMPAIGN = Rule(
    "campaign",
    N_("Campaign sent to them"),
    Family.REACTED,
    (_IS, contrary(_IS, "is not", lambda _what, number: _("was not sent campaign {number}", number=number))),
    _all_campaigns,
    hint=N_("The number of a campaign, as the list of campaigns shows it; bounced mails count as sent."),
)
