"""People of whom nobody can tell whether they got a mail: the owner decides, and leaving it is the default.

Sending again may mail somebody twice. So it happens only when the owner chose it, only when the time of
that mail has passed and nothing can be found out any more, only once for each person, and never for a
campaign that was recalled. Whoever said no meanwhile is held back, as in every sending.
"""

from collections.abc import Collection

import msgspec
from msgspec import Struct
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shopmail.campaigns.saving import get
from shopmail.delivery.provider import Provider
from shopmail.errors import CampaignRefused
from shopmail.feedback.collecting import collect
from shopmail.model import Campaign, CampaignState, Delivery, DeliveryState, ShopFact, Wave
from shopmail.sending.claiming import move
from shopmail.sending.fence import LEAST_MINUTES, can_cancel
from shopmail.sending.one_office import refuse_other
from shopmail.sending.queueing import new_wave
from shopmail.sending.settling import note_interrupted, settle_campaign
from shopmail.storage.locking import Lock
from shopmail.storage.shop import Shop
from shopmail.wording import _

PATIENCE_SECONDS = 15 * 60
"""How long after its time a mail may still come back, and so show that it had left."""

_AT_ONCE = 1000


class Doubt(Struct, frozen=True):
    """Somebody of whom nobody can tell; where nothing below is true, there is only waiting."""

    recipient_id: str
    email: str
    since: int
    may_be_settled: bool
    """SendGrid can still be asked to throw the mail away: then it is sure, and it is sent anew."""
    may_be_sent_again: bool
    was_sent_again: bool
    """The owner had it sent again once, and that answer was lost too: it stays as it is."""


def unknown(session: Session, campaign_id: int, now: int) -> list[Doubt]:
    """Everybody of this campaign of whom nobody can tell, in the order in which they were to be mailed."""
    again = _sent_again(session, campaign_id)
    rows = session.execute(
        select(Delivery.recipient_id, Delivery.email, Delivery.changed_at, Wave)
        .join(Wave, Wave.id == Delivery.wave_id)
        .where(Delivery.campaign_id == campaign_id, Delivery.state == DeliveryState.UNKNOWN)
        .order_by(Delivery.id)
    )
    return [_doubt(*row, was_sent_again=row[0] in again, now=now) for row in rows]


def send_again(shop: Shop, provider: Provider, campaign_id: int, recipient_ids: Collection[str]) -> int:
    """Queue these people once more, at the owner's wish; how many. ``starting.send`` then hands them over.

    First the do-not-mail lists are read and everything is settled that can be. Of the people named, only
    those are queued for whom ``Doubt.may_be_sent_again`` holds by then. Raises ``CampaignRefused`` for a
    campaign that was recalled or not sent, or that another post office has, ``ShopFileBusy`` while another
    shopmail is sending, a ``DeliveryError`` when the lists can't be read: nobody is queued then.
    """
    with Lock(shop.path, "sender"):
        with shop.reading() as session:
            refuse_other(session, provider, campaign_id)
        note_interrupted(shop)
        with shop.reading() as session:
            _refuse_unless_sent(session, campaign_id)
        collect(shop, provider)
        settle_campaign(shop, provider, campaign_id)
        now = provider.now()
        with shop.transaction() as session:
            _refuse_unless_sent(session, campaign_id)
            chosen = [
                doubt.recipient_id
                for doubt in unknown(session, campaign_id, now)
                if doubt.may_be_sent_again and doubt.recipient_id in recipient_ids
            ]
            if chosen:
                _queue_again(session, campaign_id, chosen, now, shop.clock.now())
        return len(chosen)


def _doubt(recipient_id: str, email: str, since: int, wave: Wave, *, was_sent_again: bool, now: int) -> Doubt:
    can_be_settled = wave.cancelled_at is None and can_cancel(wave, now)
    time_has_passed = wave.cancelled_at is None and max(wave.send_at, since) + PATIENCE_SECONDS <= now
    return Doubt(
        recipient_id=recipient_id,
        email=email,
        since=since,
        may_be_settled=can_be_settled,
        may_be_sent_again=time_has_passed and not was_sent_again,
        was_sent_again=was_sent_again,
    )


def _refuse_unless_sent(session: Session, campaign_id: int) -> None:
    """No draft, and not recalled: also where it was too late for some, nobody is to get it any more."""
    campaign = get(session, campaign_id)
    title = _("Nobody was mailed again")
    if campaign.state is CampaignState.DRAFT:
        raise CampaignRefused(title, _("“{name}” has not been sent.", name=campaign.name))
    taken_back = session.scalar(
        select(Delivery.id)
        .where(Delivery.campaign_id == campaign_id, Delivery.state == DeliveryState.RECALLED)
        .limit(1)
    )
    if campaign.state is CampaignState.RECALLED or taken_back is not None:
        raise CampaignRefused(title, _("“{name}” was recalled.", name=campaign.name))


def _queue_again(session: Session, campaign_id: int, chosen: list[str], now: int, at: int) -> None:
    """Into a new wave, by way of one under which nothing was ever handed over.

    The file's own trigger lets nobody back into the queue whose wave may still leave, and rightly so. What
    can leave of the old wave has left; the owner has decided to live with that. So the people are first
    taken out of it, into a wave that is closed and empty: that is also how the decision stays visible.
    """
    closed = new_wave(session, campaign_id, send_at=0)
    closed.cancelled_at = at
    later = new_wave(session, campaign_id, send_at=now + LEAST_MINUTES * 60)
    session.flush()
    for start in range(0, len(chosen), _AT_ONCE):
        ids = session.scalars(
            select(Delivery.id).where(
                Delivery.campaign_id == campaign_id,
                Delivery.recipient_id.in_(chosen[start : start + _AT_ONCE]),
            )
        ).all()
        session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids))
            .values(wave_id=closed.id)
            .execution_options(synchronize_session=False)
        )
        move(session, ids, DeliveryState.QUEUED, at, wave_id=later.id, chunk_id=None)
    session.get_one(Campaign, campaign_id).state = CampaignState.SENDING
    again = _sent_again(session, campaign_id) | dict.fromkeys(chosen, at)
    session.merge(ShopFact(name=_fact(campaign_id), value=msgspec.json.encode(again)))


def _sent_again(session: Session, campaign_id: int) -> dict[str, int]:
    """Recipient id -> when the owner had the mail sent again."""
    kept = session.get(ShopFact, _fact(campaign_id))
    return msgspec.json.decode(kept.value, type=dict[str, int]) if kept else {}


def _fact(campaign_id: int) -> str:
    return f"sent_again.{campaign_id}"
