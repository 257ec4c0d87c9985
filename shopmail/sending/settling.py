"""Finding out about requests whose answer was lost: cancel the wave while there is time, and send it anew.

Once SendGrid has confirmed that a wave is cancelled, none of its mails will leave, accepted or not; its
people are queued again under a new batch. When it is too late to cancel, they stay unknown: a guess could
mail somebody twice, so the owner decides.
"""

from msgspec import Struct
from sqlalchemy import and_, or_, select, update

from shopmail.delivery.provider import Provider
from shopmail.model import Campaign, CampaignState, Chunk, ChunkState, Delivery, DeliveryState, Wave
from shopmail.sending.cancelling import cancel, mark_cancelled
from shopmail.sending.claiming import record_unknown
from shopmail.sending.fence import CANCEL_SLOTS, LEAST_MINUTES, slots_used
from shopmail.sending.queueing import new_wave
from shopmail.storage.shop import Shop
from shopmail.wording import _

SLOTS_KEPT = 2
"""Cancel slots kept free, so that the owner can still recall a campaign."""


class Settled(Struct, frozen=True):
    """What became of lost answers, in people. ``unknown``: of whom it still can't be told."""

    requeued: int
    unknown: int
    elsewhere: int = 0
    """Campaigns in doubt that were left alone, for another post office has them."""


def note_interrupted(shop: Shop) -> None:
    """Requests that a dead process left in flight have lost their answer. The caller holds ``sender``."""
    with shop.reading() as session:
        left = session.scalars(select(Chunk.id).where(Chunk.state == ChunkState.IN_FLIGHT)).all()
    for chunk_id in left:
        record_unknown(shop, chunk_id, _("The program ended while this was being handed over."))


def settle_campaign(shop: Shop, provider: Provider, campaign_id: int) -> Settled:
    """Cancel and queue again every wave with a lost answer that can still be cancelled.

    Harmless to repeat, also after a crash in between. Raises a ``DeliveryError`` when cancelling fails;
    whoever is unknown then stays so.
    """
    requeued = 0
    for wave in _doubtful_waves(shop, campaign_id):
        now = provider.now()
        with shop.reading() as session:
            slots_free = slots_used(session, now) < CANCEL_SLOTS - SLOTS_KEPT
        if (slots_free or wave.cancel_asked_at is not None) and cancel(shop, provider, wave):
            requeued += _queue_again(shop, wave, now)
    with shop.reading() as session:
        unknown = session.scalars(
            select(Delivery.id).where(
                Delivery.campaign_id == campaign_id, Delivery.state == DeliveryState.UNKNOWN
            )
        ).all()
    return Settled(requeued, len(unknown))


def campaigns_in_doubt(shop: Shop) -> list[int]:
    """Campaigns with people of whom it can't be told whether a mail will reach them.

    That is where an answer was lost, and where a recall was interrupted: a recalled campaign with mails that
    are still handed over.
    """
    recall_interrupted = and_(
        Campaign.state == CampaignState.RECALLED, Delivery.state == DeliveryState.ACCEPTED
    )
    with shop.reading() as session:
        return list(
            session.scalars(
                select(Campaign.id)
                .join(Delivery, Delivery.campaign_id == Campaign.id)
                .where(or_(Delivery.state == DeliveryState.UNKNOWN, recall_interrupted))
                .distinct()
                .order_by(Campaign.id)
            )
        )


def _doubtful_waves(shop: Shop, campaign_id: int) -> list[Wave]:
    with shop.reading() as session:
        return list(
            session.scalars(
                select(Wave)
                .join(Delivery, Delivery.wave_id == Wave.id)
                .where(Wave.campaign_id == campaign_id, Delivery.state == DeliveryState.UNKNOWN)
                .distinct()
                .order_by(Wave.number)
            )
        )


def _queue_again(shop: Shop, wave: Wave, now: int) -> int:
    with shop.transaction() as session:
        mark_cancelled(session, wave.id, shop.clock.now())
        session.get_one(Campaign, wave.campaign_id).state = CampaignState.SENDING
        later = new_wave(session, wave.campaign_id, max(wave.send_at, now + LEAST_MINUTES * 60))
        moved = session.execute(
            update(Delivery)
            .where(Delivery.wave_id == wave.id)
            .where(Delivery.state.in_((DeliveryState.UNKNOWN, DeliveryState.ACCEPTED, DeliveryState.QUEUED)))
            .values(state=DeliveryState.QUEUED, wave_id=later.id, chunk_id=None, changed_at=shop.clock.now())
        )
        return int(getattr(moved, "rowcount", 0))
