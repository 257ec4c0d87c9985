"""Handing a campaign's queue over: claim, network, record, on several connections.

The threads here get plain values and do nothing but the request; only the caller's thread touches the
shop file. A transaction is never held over the network. What can't be told is never repeated here.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from sqlalchemy import select, update

from shopmail.campaigns.composing import Outgoing, outgoing
from shopmail.campaigns.pictures import enclosed
from shopmail.delivery.message import InlinePicture
from shopmail.delivery.provider import Provider
from shopmail.errors import DeliveryError, MailRefused, OutcomeUnknown, Stopped, TooLarge, TooMany
from shopmail.model import Campaign, Delivery, DeliveryState, Wave
from shopmail.sending.claiming import Claim, claim, record_accepted, record_refused, record_unknown
from shopmail.sending.fence import LEAST_MINUTES, can_cancel
from shopmail.sending.one_office import stay_with
from shopmail.sending.parcels import Parcel, bundle_of, parcels
from shopmail.sending.queueing import new_wave
from shopmail.storage.shop import Shop
from shopmail.wording import _

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]

_PATIENCE_SECONDS = 15 * 60
"""How long "too many requests" is put up with since the last request that was accepted."""

_BAD_RECIPIENT = re.compile(r"personalizations\.(\d+)\b")


def hand_over(
    shop: Shop,
    provider: Provider,
    campaign_id: int,
    *,
    progress: Progress = lambda _done, _total: None,
    stopped: Asked = lambda: False,
) -> None:
    """Hand over everybody who is queued, wave after wave. The caller holds the ``sender`` lock.

    Raises ``OutcomeUnknown`` at the first request whose answer was lost, another ``DeliveryError`` when the
    post office refuses to go on, ``CampaignRefused`` for a mail that can't be made any more or that another
    post office has, ``Stopped`` when asked to stop: what was handed over by then is recorded, everybody
    else stays queued.
    """
    stay_with(shop, provider, campaign_id)
    with shop.reading() as session:
        mail = outgoing(session, session.get_one(Campaign, campaign_id))
        pictures = enclosed(session, mail.mail.pictures)
    run = _Run(shop, provider, mail, pictures, campaign_id, progress, stopped)
    while (wave_id := _next_wave(shop, provider, campaign_id)) is not None:
        run.wave(wave_id)


class _Run:
    """One run over a campaign's waves: who waits, who is under way, who is to be tried again."""

    def __init__(
        self,
        shop: Shop,
        provider: Provider,
        mail: Outgoing,
        pictures: tuple[InlinePicture, ...],
        campaign_id: int,
        progress: Progress,
        stopped: Asked,
    ) -> None:
        self._shop = shop
        self._provider = provider
        self._mail = mail
        self._pictures = pictures
        self._progress = progress
        self._stopped = stopped
        self._again: deque[Parcel] = deque()
        self._under_way: dict[Future[str], Claim] = {}
        self._fault: DeliveryError | None = None
        self._not_before = 0
        self._patience_ends = shop.clock.monotonic() + _PATIENCE_SECONDS
        self._done, self._total = _counts(shop, campaign_id)

    def wave(self, wave_id: int) -> None:
        """Hand over the wave's queue; raises what ended it early, after every answer is recorded."""
        self._again.clear()
        with ThreadPoolExecutor(self._provider.connections) as pool:
            try:
                for parcel in self._to_do(wave_id):
                    self._wait_if_asked_to()
                    if self._fault or self._stopped() or not self._in_time(wave_id):
                        break
                    claimed = claim(self._shop, wave_id, parcel.people)
                    if claimed is not None:
                        bundle = bundle_of(self._mail, claimed, self._pictures)
                        answer = pool.submit(self._provider.hand_over, bundle)
                        self._under_way[answer] = claimed
                    self._collect(at_most=self._provider.connections - 1)
            finally:
                self._collect(at_most=0)
        if self._fault:
            raise self._fault
        if self._stopped():
            raise Stopped(
                _("Sending was stopped"),
                _("{done} of {total} people are handed over.", done=self._done, total=self._total),
                _("Send the campaign again to go on, or recall it."),
            )

    def _to_do(self, wave_id: int) -> Iterator[Parcel]:
        fresh = parcels(self._shop, self._mail, wave_id)
        while True:
            if not self._again and (parcel := next(fresh, None)) is not None:
                yield parcel
            elif not self._again:
                self._collect(at_most=0)
                if not self._again:
                    return
            else:
                yield self._again.popleft()

    def _collect(self, at_most: int) -> None:
        while len(self._under_way) > at_most:
            finished, _rest = wait(self._under_way, return_when=FIRST_COMPLETED)
            for answer in finished:
                self._record(self._under_way.pop(answer), answer)

    def _record(self, claimed: Claim, answer: Future[str]) -> None:
        try:
            record_accepted(self._shop, claimed, answer.result())
            self._patience_ends = self._shop.clock.monotonic() + _PATIENCE_SECONDS
            self._done += len(claimed.people)
            self._progress(self._done, self._total)
        except OutcomeUnknown as fault:
            record_unknown(self._shop, claimed.chunk_id, str(fault))
            self._fault = fault
        except TooMany as fault:
            record_refused(self._shop, claimed, str(fault))
            self._again.append(Parcel(claimed.people))
            self._not_before = max(self._not_before, fault.retry_at)
            if self._shop.clock.monotonic() >= self._patience_ends:
                self._fault = fault
        except (TooLarge, MailRefused) as fault:
            self._record_bad(claimed, fault)
        except DeliveryError as fault:
            record_refused(self._shop, claimed, str(fault))
            self._fault = fault

    def _record_bad(self, claimed: Claim, fault: TooLarge | MailRefused) -> None:
        """Part the people the request was refused for from the others; never the same request twice."""
        bad = _bad_recipient(fault, len(claimed.people))
        rejected = [claimed.people[bad].delivery_id] if bad is not None else []
        record_refused(self._shop, claimed, str(fault), rejected)
        others = tuple(person for index, person in enumerate(claimed.people) if index != bad)
        if bad is not None:
            self._again.extend([Parcel(others)] if others else [])
        elif isinstance(fault, TooLarge):
            self._again.extend(Parcel(others).halves())
        else:
            self._fault = fault

    def _wait_if_asked_to(self) -> None:
        clock = self._shop.clock
        while clock.now() < self._not_before and clock.monotonic() < self._patience_ends:
            if self._stopped():
                return
            clock.sleep(1.0)

    def _in_time(self, wave_id: int) -> bool:
        with self._shop.reading() as session:
            wave = session.get_one(Wave, wave_id)
            return wave.send_at == 0 or can_cancel(wave, self._provider.now())


def _bad_recipient(fault: TooLarge | MailRefused, people: int) -> int | None:
    """The index of the one person the refusal is about; None when it is about the request as a whole."""
    if isinstance(fault, TooLarge):
        return 0 if people == 1 else None
    match = _BAD_RECIPIENT.search(fault.place)
    return int(match[1]) if match and int(match[1]) < people else None


def _next_wave(shop: Shop, provider: Provider, campaign_id: int) -> int | None:
    """The first wave with people in its queue, with a batch id, and late enough to be recalled."""
    with shop.reading() as session:
        wave = session.scalar(
            select(Wave)
            .join(Delivery, Delivery.wave_id == Wave.id)
            .where(Wave.campaign_id == campaign_id, Delivery.state == DeliveryState.QUEUED)
            .order_by(Wave.number)
            .limit(1)
        )
    if wave is None or wave.send_at == 0:
        return wave.id if wave else None
    now = provider.now()
    if wave.cancelled_at is not None or (wave.batch_id and not can_cancel(wave, now)):
        return _later_wave(shop, wave, now)
    if not wave.batch_id:
        batch_id = provider.new_batch()
        send_at = max(wave.send_at, now + LEAST_MINUTES * 60)
        with shop.transaction() as session:
            session.execute(update(Wave).where(Wave.id == wave.id).values(batch_id=batch_id, send_at=send_at))
    return wave.id


def _later_wave(shop: Shop, wave: Wave, now: int) -> int:
    """Move the rest of a wave's queue into a new one: too little time is left to recall the old one."""
    with shop.transaction() as session:
        later = new_wave(session, wave.campaign_id, max(wave.send_at, now + LEAST_MINUTES * 60))
        session.execute(
            update(Delivery)
            .where(Delivery.wave_id == wave.id, Delivery.state == DeliveryState.QUEUED)
            .values(wave_id=later.id)
        )
    return later.id


def _counts(shop: Shop, campaign_id: int) -> tuple[int, int]:
    with shop.reading() as session:
        states = session.scalars(select(Delivery.state).where(Delivery.campaign_id == campaign_id)).all()
    return sum(state is not DeliveryState.QUEUED for state in states), len(states)
