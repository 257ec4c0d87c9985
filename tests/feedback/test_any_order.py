"""The same rows in any order, any number of times, in pages of any size, give the same file."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from shopmail.delivery.provider import FeedbackKind, FeedbackRow
from shopmail.feedback.collecting import collect
from shopmail.feedback.recording import record
from shopmail.model import Campaign, Chunk, Contact, Delivery, Wave
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock
from tests.feedback.heard import told
from tests.sending.ready import an_open_shop

HOUR = 3600
EMAILS = ("p0@example.org", "p1@example.org", "stranger@example.net")


def a_row(kind: FeedbackKind, email: str, hours: int, reason: str, status: str) -> FeedbackRow:
    at = NOON + hours * HOUR
    if kind in (FeedbackKind.SPAM_REPORT, FeedbackKind.GLOBAL_UNSUBSCRIBE):
        return FeedbackRow(kind, email, at)
    if kind is FeedbackKind.GROUP_UNSUBSCRIBE:
        return FeedbackRow(kind, email, at, group=1001)
    # A list has one row for an address and second, so its words hang on these.
    status = "" if kind is FeedbackKind.INVALID else status
    return FeedbackRow(kind, email, at, f"{reason} {kind} {hours}", status)


rows = st.lists(
    st.builds(
        a_row,
        st.sampled_from(FeedbackKind),
        st.sampled_from(EMAILS),
        st.integers(-1, 5),
        st.just("550 no"),
        st.just("5.1.1"),
    ),
    max_size=12,
    unique_by=lambda row: (row.kind, row.email, row.at),
)


def a_shop_with_two_campaigns(folder: Path) -> Shop:
    """Both people got a mail at noon, and another two hours later."""
    shop = an_open_shop(folder, 2, AClock(NOON + 10 * HOUR))
    with shop.transaction() as session:
        people = session.scalars(select(Contact)).all()
        for number, send_at in enumerate((NOON, NOON + 2 * HOUR), start=1):
            campaign = Campaign(
                name="x", subject="x", content={}, letters="abcdefgh", created_at=NOON, state="handed-over"
            )
            session.add(campaign)
            session.flush()
            wave = Wave(campaign_id=campaign.id, number=1, batch_id=f"b{number}", send_at=send_at)
            session.add(wave)
            session.flush()
            chunk = Chunk(wave_id=wave.id, state="accepted", claimed_at=NOON)
            session.add(chunk)
            session.flush()
            session.execute(
                insert(Delivery),
                [
                    {
                        "campaign_id": campaign.id,
                        "contact_id": person.id,
                        "address_hash": person.address_hash,
                        "email": person.email,
                        "recipient_id": f"r{campaign.id}-{person.id}",
                        "wave_id": wave.id,
                        "chunk_id": chunk.id,
                        "state": "accepted",
                        "changed_at": NOON,
                    }
                    for person in people
                ],
            )
    return shop


@settings(max_examples=15)
@given(rows, st.data())
def test_any_order_any_number_of_times_any_pages(rows: list[FeedbackRow], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(rows * 3))
    size = data.draw(st.integers(1, 7))
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        with a_shop_with_two_campaigns(Path(one)) as shop:
            with shop.transaction() as session:
                record(session, shop.address_key, rows, shop.clock.now())
            straight = told(shop)
        with a_shop_with_two_campaigns(Path(other)) as shop:
            for start in range(0, len(shuffled), size):
                with shop.transaction() as session:
                    record(session, shop.address_key, shuffled[start : start + size], shop.clock.now())
            assert told(shop) == straight


class GrowingLists:
    """A post office whose lists grow, newest first, while they are read in pages of two."""

    name = "growing"
    can_recall = True
    connections = 1

    def __init__(self, rows: list[FeedbackRow]) -> None:
        self.rows = rows
        self.late: list[FeedbackRow] = []
        self.moment = NOON + 10 * HOUR

    def now(self) -> int:
        return self.moment

    def feedback(self, kind: FeedbackKind, since: int, until: int) -> Iterator[list[FeedbackRow]]:
        offset = 0
        while True:
            found = [row for row in self.rows if row.kind is kind and since <= row.at <= until]
            found.sort(key=lambda row: -row.at)
            page = found[offset : offset + 2]
            if page:
                yield page
            if len(page) < 2:
                return
            offset += 2
            if self.late:
                self.rows.append(self.late.pop())

    def leave_group(self, wanted: int | None) -> int:
        raise NotImplementedError

    def new_batch(self) -> str:
        raise NotImplementedError

    def hand_over(self, bundle: object) -> str:
        raise NotImplementedError

    def cancel(self, batch_id: str) -> None:
        raise NotImplementedError

    def is_cancelled(self, batch_id: str) -> bool:
        raise NotImplementedError


@settings(max_examples=15)
@given(rows)
def test_lists_that_grow_while_they_are_read(rows: list[FeedbackRow]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        with a_shop_with_two_campaigns(Path(one)) as shop:
            with shop.transaction() as session:
                record(session, shop.address_key, rows, shop.clock.now())
            straight = told(shop)
        with a_shop_with_two_campaigns(Path(other)) as shop:
            post = GrowingLists(rows[::2])
            post.late = rows[1::2]
            collect(shop, post)
            post.rows.extend(post.late)
            post.late = []
            collect(shop, post)
            assert told(shop) == straight
