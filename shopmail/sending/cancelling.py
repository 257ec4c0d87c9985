"""Having SendGrid throw a wave away before its time, and being sure that it did."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from shopmail.delivery.provider import Provider
from shopmail.model import Wave
from shopmail.sending.fence import can_cancel
from shopmail.sending.one_office import refuse_other
from shopmail.storage.shop import Shop


def cancel(shop: Shop, provider: Provider, wave: Wave) -> bool:
    """Whether nothing of this wave will leave: cancelled now, or in time by a process that died right after.

    That it is about to be cancelled, and so in time, is written down before SendGrid is asked: a batch that
    somebody cancelled elsewhere, too late, looks the same at SendGrid and may have left.
    Harmless to repeat. Raises a ``DeliveryError`` when SendGrid does not confirm, ``CampaignRefused`` when
    ``provider`` is not the post office that has the wave.
    """
    in_time = can_cancel(wave, provider.now())
    if not in_time and wave.cancel_asked_at is None:
        return False
    with shop.reading() as session:
        refuse_other(session, provider, wave.campaign_id)
    if not in_time:
        return provider.is_cancelled(wave.batch_id)
    _write(shop, wave, cancel_asked_at=shop.clock.now())
    provider.cancel(wave.batch_id)
    return True


def mark_cancelled(session: Session, wave_id: int, now: int) -> None:
    """Write down that SendGrid confirmed: nothing of this wave will leave."""
    session.execute(
        update(Wave).where(Wave.id == wave_id, Wave.cancelled_at.is_(None)).values(cancelled_at=now)
    )


def _write(shop: Shop, wave: Wave, *, cancel_asked_at: int) -> None:
    with shop.transaction() as session:
        session.execute(
            update(Wave)
            .where(Wave.id == wave.id, Wave.cancel_asked_at.is_(None))
            .values(cancel_asked_at=cancel_asked_at)
        )
