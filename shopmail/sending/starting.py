"""Sending a campaign from the owner's word to the last request, and going on after an interruption."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopmail.campaigns.checks.catalog import stopping
from shopmail.campaigns.saving import get
from shopmail.delivery.provider import Provider
from shopmail.errors import CampaignRefused, DeliveryError, OutcomeUnknown, Stopped
from shopmail.feedback.collecting import collect
from shopmail.model import Campaign, CampaignState, Delivery, DeliveryState
from shopmail.sending.fence import Departure
from shopmail.sending.handing_over import Asked, Progress, hand_over
from shopmail.sending.one_office import is_elsewhere, refuse_other
from shopmail.sending.planning import seal
from shopmail.sending.queueing import Agreed, queue
from shopmail.sending.recalling import take_back
from shopmail.sending.settling import Settled, campaigns_in_doubt, note_interrupted, settle_campaign
from shopmail.storage.locking import Lock
from shopmail.storage.shop import Shop
from shopmail.wording import _

MOST_ROUNDS = 3
"""How often lost answers are cancelled and handed over again in one go; each round takes a cancel slot."""


def send(
    shop: Shop,
    provider: Provider,
    campaign_id: int,
    departure: Callable[[int], Departure],
    *,
    agreed: Agreed = lambda _session: None,
    progress: Progress = lambda _done, _total: None,
    stopped: Asked = lambda: False,
) -> None:
    """Send a draft, or go on with a campaign that was interrupted; returns when all is handed over.

    ``departure`` answers when it is to leave, given the provider's time; ``agreed`` raises when that is not
    what the owner has seen (see ``planning.as_agreed``). The do-not-mail lists are read right before; when
    that fails, nothing is sent. Raises ``CampaignRefused`` when a check stops it, it has been sent or
    another post office has it, ``ShopFileBusy`` while another shopmail is sending, else what stopped the
    hand-over.
    """
    with Lock(shop.path, "sender"):
        note_interrupted(shop)
        state = _state(shop, campaign_id)
        if state is CampaignState.DRAFT:
            leaves = departure(provider.now())
            checked = _sealed(shop, campaign_id)
            _refuse_if_checks_stop(shop, campaign_id)
            collect(shop, provider)
            group = _leave_group(shop, provider)
            as_checked = partial(_as_checked, campaign_id, checked, agreed)
            queue(shop, campaign_id, leaves, group, provider.name, as_checked)
        elif state is CampaignState.RECALLED or not _unfinished(shop, campaign_id, state):
            _refuse_second_time(shop, campaign_id, state)
        else:
            with shop.reading() as session:
                refuse_other(session, provider, campaign_id)
            collect(shop, provider)
        _finish(shop, provider, campaign_id, progress, stopped)


def settle(shop: Shop, provider: Provider) -> Settled:
    """Resolve every lost answer that can be resolved, and hand over what that queued again.

    A recall that was interrupted is finished. The do-not-mail lists are read before anybody is queued again.
    What another post office has is left alone, and counted.
    """
    requeued = 0
    with Lock(shop.path, "sender"):
        note_interrupted(shop)
        in_doubt = campaigns_in_doubt(shop)
        ours = _with(shop, provider, in_doubt)
        if ours:
            collect(shop, provider)
        for campaign_id in ours:
            if _state(shop, campaign_id) is CampaignState.RECALLED:
                take_back(shop, provider, campaign_id)
            else:
                settled = settle_campaign(shop, provider, campaign_id)
                requeued += settled.requeued
                if settled.requeued:
                    _finish(shop, provider, campaign_id)
        unknown = sum(_count(shop, campaign_id, DeliveryState.UNKNOWN) for campaign_id in in_doubt)
    return Settled(requeued, unknown, elsewhere=len(in_doubt) - len(ours))


def _finish(
    shop: Shop,
    provider: Provider,
    campaign_id: int,
    progress: Progress = lambda _done, _total: None,
    stopped: Asked = lambda: False,
) -> None:
    """Settle and hand over in turns, until nobody is queued or something says stop."""
    try:
        settle_campaign(shop, provider, campaign_id)
        rounds = 0
        while True:
            try:
                hand_over(shop, provider, campaign_id, progress=progress, stopped=stopped)
                break
            except OutcomeUnknown:
                rounds += 1
                if not settle_campaign(shop, provider, campaign_id).requeued or rounds == MOST_ROUNDS:
                    raise
    except (DeliveryError, CampaignRefused, Stopped) as fault:
        _set_state(shop, campaign_id, CampaignState.STOPPED, str(fault))
        raise
    _set_state(shop, campaign_id, CampaignState.HANDED_OVER, "")


def _with(shop: Shop, provider: Provider, campaign_ids: list[int]) -> list[int]:
    """Those of the campaigns that no other post office has."""
    with shop.reading() as session:
        return [each for each in campaign_ids if not is_elsewhere(session, provider, each)]


def _sealed(shop: Shop, campaign_id: int) -> str:
    with shop.reading() as session:
        return seal(session, campaign_id)


def _as_checked(campaign_id: int, checked: str, agreed: Agreed, session: Session) -> None:
    """What the checks have seen is what is sent, although reading the lists took its time in between."""
    if seal(session, campaign_id) != checked:
        raise CampaignRefused(
            _("The campaign was not sent"),
            _("It was changed while it was about to be sent."),
            _("Nobody was mailed. Look at it again, then send it."),
        )
    agreed(session)


def _refuse_if_checks_stop(shop: Shop, campaign_id: int) -> None:
    findings = stopping(shop, campaign_id)
    if findings:
        raise CampaignRefused(
            _("The campaign was not sent"), " ".join(finding.sentence for finding in findings)
        )


def _refuse_second_time(shop: Shop, campaign_id: int, state: CampaignState) -> None:
    with shop.reading() as session:
        name = session.get_one(Campaign, campaign_id).name
    message = (
        _("“{name}” was recalled.", name=name)
        if state is CampaignState.RECALLED
        else _("“{name}” has been sent already; nobody gets it a second time.", name=name)
    )
    raise CampaignRefused(_("The campaign was not sent"), message, _("Make a new one from the same draft."))


def _leave_group(shop: Shop, provider: Provider) -> int | None:
    settings = shop.settings()
    return provider.leave_group(settings.unsubscribe.group) if settings.unsubscribe.way == "group" else None


def _state(shop: Shop, campaign_id: int) -> CampaignState:
    with shop.reading() as session:
        return get(session, campaign_id).state


def _unfinished(shop: Shop, campaign_id: int, state: CampaignState) -> bool:
    """Whether somebody is left, or the process died before it could write down that nobody is."""
    return (
        state in (CampaignState.SENDING, CampaignState.STOPPED)
        or _count(shop, campaign_id, DeliveryState.QUEUED) > 0
        or _count(shop, campaign_id, DeliveryState.UNKNOWN) > 0
    )


def _count(shop: Shop, campaign_id: int, state: DeliveryState) -> int:
    with shop.reading() as session:
        return (
            session.scalar(
                select(func.count()).where(Delivery.campaign_id == campaign_id, Delivery.state == state)
            )
            or 0
        )


def _set_state(shop: Shop, campaign_id: int, state: CampaignState, because: str) -> None:
    with shop.transaction() as session:
        campaign = session.get_one(Campaign, campaign_id)
        campaign.state = state
        campaign.stopped_because = because
        campaign.finished_at = shop.clock.now() if state is CampaignState.HANDED_OVER else None
