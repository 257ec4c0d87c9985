"""Reading SendGrid's lists of bounces, blocks, complaints and unsubscribes, each from where it was left."""

from collections.abc import Callable

from msgspec import Struct
from sqlalchemy.dialects.sqlite import insert

from shopmail.delivery.provider import FeedbackKind, Provider
from shopmail.feedback.recording import record
from shopmail.model import SyncMark
from shopmail.storage.shop import Shop

OVERLAP_SECONDS = 24 * 3600
"""Rows are entered late and out of order; the last day is read again each time, and counted once."""


class Heard(Struct, frozen=True):
    """What one reading brought: rows that were not known before, and people it took off the list."""

    new: dict[FeedbackKind, int]
    suppressed: int


def collect(
    shop: Shop, provider: Provider, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Heard:
    """Read every list; raises a ``DeliveryError`` when one can't be read whole.

    Rows are recorded a page at a time; how far a list has been read is noted only at its end, so that an
    interrupted reading begins again where it began.
    """
    new: dict[FeedbackKind, int] = {}
    suppressed = 0
    for done, kind in enumerate(FeedbackKind):
        progress(done, len(FeedbackKind))
        until = provider.now()
        new[kind] = 0
        for page in provider.feedback(kind, _read_until(shop, provider, kind), until):
            with shop.transaction() as session:
                recorded = record(session, shop.address_key, page, shop.clock.now())
            new[kind] += recorded.new
            suppressed += recorded.suppressed
        _mark(shop, provider, kind, until)
    progress(len(FeedbackKind), len(FeedbackKind))
    return Heard(new, suppressed)


def _read_until(shop: Shop, provider: Provider, kind: FeedbackKind) -> int:
    with shop.reading() as session:
        mark = session.get(SyncMark, (provider.name, kind.value))
        return max(0, mark.read_until - OVERLAP_SECONDS) if mark else 0


def _mark(shop: Shop, provider: Provider, kind: FeedbackKind, until: int) -> None:
    values = {"read_until": until, "heard_at": shop.clock.now()}
    with shop.transaction() as session:
        session.execute(
            insert(SyncMark)
            .values(provider=provider.name, kind=kind.value, **values)
            .on_conflict_do_update(index_elements=[SyncMark.provider, SyncMark.kind], set_=values)
        )
