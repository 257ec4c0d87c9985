"""Taking a campaign back: whoever's mail has not left will not get it."""

from msgspec import Struct
from sqlalchemy import select, update

from shopmail.campaigns.saving import get
from shopmail.delivery.provider import Provider
from shopmail.errors import CampaignRefused
from shopmail.model import Campaign, CampaignState, Delivery, DeliveryState, Wave
from shopmail.sending.cancelling import cancel, mark_cancelled
from shopmail.sending.fence import can_cancel
from shopmail.sending.settling import note_interrupted
from shopmail.storage.locking import Lock
from shopmail.storage.shop import Shop
from shopmail.wording import _

_NOT_HANDED_OVER = (DeliveryState.QUEUED, DeliveryState.HELD)
_HANDED_OVER = (DeliveryState.ACCEPTED, DeliveryState.UNKNOWN)


class Recalled(Struct, frozen=True):
    """How many people will not get the mail, and for how many it was too late."""

    recalled: int
    too_late: int


def recall(shop: Shop, provider: Provider, campaign_id: int) -> Recalled:
    """Recall a campaign: first whoever is still queued, then every wave that SendGrid can still cancel.

    Harmless to repeat. Raises ``CampaignRefused`` for a draft or none, ``ShopFileBusy`` while it is being
    handed over; a ``DeliveryError`` when SendGrid does not confirm, ``CampaignRefused`` when it can't be
    asked for want of a key: then the waves before that one stay recalled, nothing more is ever handed over,
    and ``settle`` or another recall goes on with the rest.
    """
    with Lock(shop.path, "sender"):
        note_interrupted(shop)
        _refuse_draft(shop, campaign_id)
        waves = _handed_over(shop, campaign_id)
        now = provider.now() if waves else 0
        _close_queue(shop, campaign_id, anything_to_cancel=any(can_cancel(wave, now) for wave in waves))
        return take_back(shop, provider, campaign_id)


def take_back(shop: Shop, provider: Provider, campaign_id: int) -> Recalled:
    """Cancel what can be cancelled of a campaign whose queue is closed. The caller holds ``sender``."""
    for wave in _handed_over(shop, campaign_id):
        if cancel(shop, provider, wave):
            _take_back(shop, wave.id)
    return _finish(shop, campaign_id)


def _refuse_draft(shop: Shop, campaign_id: int) -> None:
    with shop.reading() as session:
        campaign = get(session, campaign_id)
        if campaign.state is CampaignState.DRAFT:
            raise CampaignRefused(
                _("The campaign was not recalled"), _("“{name}” has not been sent.", name=campaign.name)
            )


def _handed_over(shop: Shop, campaign_id: int) -> list[Wave]:
    with shop.reading() as session:
        return list(
            session.scalars(
                select(Wave)
                .join(Delivery, Delivery.wave_id == Wave.id)
                .where(Wave.campaign_id == campaign_id, Wave.cancelled_at.is_(None))
                .where(Delivery.state.in_(_HANDED_OVER))
                .distinct()
                .order_by(Wave.number)
            )
        )


def _close_queue(shop: Shop, campaign_id: int, *, anything_to_cancel: bool) -> None:
    """Recall whoever is queued. The state says from here on, also after a crash, that nobody is to get it."""
    now = shop.clock.now()
    with shop.transaction() as session:
        closed = session.execute(
            update(Delivery)
            .where(Delivery.campaign_id == campaign_id, Delivery.state.in_(_NOT_HANDED_OVER))
            .values(state=DeliveryState.RECALLED, changed_at=now)
            .returning(Delivery.id)
        ).all()
        if closed or anything_to_cancel:
            session.get_one(Campaign, campaign_id).state = CampaignState.RECALLED


def _take_back(shop: Shop, wave_id: int) -> None:
    now = shop.clock.now()
    with shop.transaction() as session:
        mark_cancelled(session, wave_id, now)
        session.execute(
            update(Delivery)
            .where(Delivery.wave_id == wave_id, Delivery.state.in_(_HANDED_OVER))
            .values(state=DeliveryState.RECALLED, changed_at=now)
        )


def _finish(shop: Shop, campaign_id: int) -> Recalled:
    with shop.transaction() as session:
        states = session.scalars(select(Delivery.state).where(Delivery.campaign_id == campaign_id)).all()
        recalled = sum(state is DeliveryState.RECALLED for state in states)
        gone = len(states) - recalled - sum(state is DeliveryState.REJECTED for state in states)
        campaign = session.get_one(Campaign, campaign_id)
        campaign.state = CampaignState.HANDED_OVER if gone else CampaignState.RECALLED
        campaign.stopped_because = ""
        campaign.finished_at = shop.clock.now()
        return Recalled(recalled, gone)
