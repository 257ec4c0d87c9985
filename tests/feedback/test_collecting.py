"""Each of SendGrid's lists: what it does to the mail, to the person, and to people never mailed from here."""

from pathlib import Path

import pytest
from sqlalchemy import select

from shopmail.consent.mailable import WhyNot, judge
from shopmail.delivery.provider import FeedbackKind
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import DeliveryError
from shopmail.feedback.collecting import OVERLAP_SECONDS, collect
from shopmail.model import Contact, Delivery, Event, Reason, Suppression, Way
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock
from tests.feedback.heard import a_sent_campaign, an_hour_passes, read_until, told
from tests.sending.ready import an_open_shop, post_office, states
from tests.standin import StandIn, faults

ONE = "p1@example.org"


def why_not(shop: Shop, email: str) -> WhyNot | None:
    with shop.reading() as session:
        contact_id = session.scalars(select(Contact.id).where(Contact.email == email)).one()
        return judge(session, contact_id, shop.settings(), shop.clock.now()).why_not


def refusals(shop: Shop) -> list[tuple[str, Reason, Way]]:
    with shop.reading() as session:
        rows = session.execute(select(Suppression.email, Suppression.reason, Suppression.way))
        return [(row[0], row[1], row[2]) for row in rows]


def happens(post: StandIn, kind: FeedbackKind, email: str) -> None:
    """What the row of that list comes from, one hour after the mail."""
    moment = post.clock.now()
    match kind:
        case FeedbackKind.BOUNCE:
            post.add("bounces", email, moment, "550 5.1.1 no such user", "5.1.1")
        case FeedbackKind.BLOCK:
            post.add("blocks", email, moment, "421 try later", "4.7.0")
        case FeedbackKind.INVALID:
            post.add("invalid_emails", email, moment, "Mail domain mentioned in email address is unknown")
        case FeedbackKind.SPAM_REPORT:
            post.complain(email, moment)
        case FeedbackKind.GLOBAL_UNSUBSCRIBE:
            post.unsubscribe_globally(email, moment)
        case FeedbackKind.GROUP_UNSUBSCRIBE:
            post.leave_group(email, 1001, moment)


TABLE = [
    (FeedbackKind.BOUNCE, "bounced", WhyNot.CAME_BACK, Reason.CAME_BACK, Way.BOUNCE),
    (FeedbackKind.BLOCK, "bounced", None, None, None),
    (FeedbackKind.INVALID, "bounced", WhyNot.CAME_BACK, Reason.CAME_BACK, Way.INVALID),
    (FeedbackKind.SPAM_REPORT, "complained", WhyNot.COMPLAINED, Reason.COMPLAINED, Way.SPAM_REPORT),
    (FeedbackKind.GLOBAL_UNSUBSCRIBE, "delivered", WhyNot.LEFT, Reason.LEFT, Way.LINK),
    (FeedbackKind.GROUP_UNSUBSCRIBE, "delivered", WhyNot.LEFT, Reason.LEFT, Way.LINK),
]


def test_every_list_is_in_the_table() -> None:
    assert [row[0] for row in TABLE] == list(FeedbackKind)


@pytest.mark.parametrize(("kind", "state", "reason_not", "reason", "way"), TABLE)
def test_a_row_moves_the_mail_and_takes_the_person_off(
    post: StandIn,
    tmp_path: Path,
    kind: FeedbackKind,
    state: str,
    reason_not: WhyNot | None,
    reason: Reason | None,
    way: Way | None,
) -> None:
    shop, campaign_id = a_sent_campaign(tmp_path, post)
    happens(post, kind, ONE.upper())
    with shop:
        heard = collect(shop, post_office(post, shop.clock))
        assert heard.new == {each: int(each is kind) for each in FeedbackKind}
        assert heard.suppressed == int(reason is not None)
        assert states(shop, campaign_id) == {
            "p0@example.org": "accepted", ONE: state, "p2@example.org": "accepted"
        }  # fmt: skip
        assert why_not(shop, ONE) is reason_not
        assert refusals(shop) == ([(ONE, reason, way)] if reason else [])
        with shop.reading() as session:
            event = session.scalars(select(Event)).one()
            mail = session.scalars(select(Delivery).where(Delivery.email == ONE)).one()
        assert (event.kind, event.email, event.at, event.delivery_id) == (
            kind,
            ONE,
            post.clock.now(),
            mail.id,
        )
        assert mail.left_at == (event.at if reason is Reason.LEFT else None)
        assert mail.reason == event.reason


@pytest.mark.parametrize(("kind", "reason"), [(row[0], row[3]) for row in TABLE])
def test_strangers_are_recorded_and_suppressed_too(
    post: StandIn, tmp_path: Path, kind: FeedbackKind, reason: Reason | None
) -> None:
    if kind is FeedbackKind.GROUP_UNSUBSCRIBE:
        post.new_group("News", is_default=True)
    happens(post, kind, "stranger@example.net")
    with an_open_shop(tmp_path, 1) as shop:
        collect(shop, post_office(post))
        with shop.reading() as session:
            assert session.scalars(select(Event.delivery_id)).all() == [None]
        assert [row[:2] for row in refusals(shop)] == ([("stranger@example.net", reason)] if reason else [])


@pytest.mark.parametrize("status", ["4.2.2", "4.0.0", "5.7.1", "5.7.26"])
def test_a_bounce_that_says_nothing_of_the_address_suppresses_nobody(
    post: StandIn, tmp_path: Path, status: str
) -> None:
    shop, campaign_id = a_sent_campaign(tmp_path, post)
    post.add("bounces", ONE, reason="452 mailbox full", status=status)
    with shop:
        assert collect(shop, post_office(post, shop.clock)).suppressed == 0
        assert states(shop, campaign_id)[ONE] == "bounced"
        assert why_not(shop, ONE) is None


@pytest.mark.parametrize("status", ["5.1.1", "5.0.0", "5.2.1", "5.4.4", ""])
def test_a_bounce_of_the_address_suppresses(post: StandIn, tmp_path: Path, status: str) -> None:
    with an_open_shop(tmp_path, 2) as shop:
        post.add("bounces", ONE, reason="550 no", status=status)
        assert collect(shop, post_office(post)).suppressed == 1
        assert why_not(shop, ONE) is WhyNot.CAME_BACK


def test_what_happened_before_a_mail_left_is_not_its_answer(post: StandIn, tmp_path: Path) -> None:
    shop, campaign_id = a_sent_campaign(tmp_path, post)
    post.add("blocks", ONE, NOON + 29 * 60, "421 try later", "4.7.0")
    post.add("blocks", "p2@example.org", NOON + 30 * 60, "421 try later", "4.7.0")
    with shop:
        collect(shop, post_office(post, shop.clock))
        found = states(shop, campaign_id)
    assert (found[ONE], found["p2@example.org"]) == ("accepted", "bounced")


def test_hearing_again_changes_nothing(post: StandIn, tmp_path: Path) -> None:
    shop, _campaign_id = a_sent_campaign(tmp_path, post)
    for kind in FeedbackKind:
        happens(post, kind, ONE)
    with shop:
        collect(shop, post_office(post, shop.clock))
        before = told(shop)
        for _again in range(3):
            heard = collect(shop, post_office(post, shop.clock))
            assert (sum(heard.new.values()), heard.suppressed) == (0, 0)
        assert told(shop) == before
        assert len(before["events"]) == len(FeedbackKind)


def test_the_last_day_is_read_again_and_late_rows_are_found(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 2) as shop:
        collect(shop, post_office(post))
        an_hour_before = post.clock.now() - 3600
        post.unsubscribe_globally(ONE, an_hour_before)
        assert collect(shop, post_office(post)).suppressed == 1
        asked = [request.query for request in post.requests if request.path == "/v3/suppression/unsubscribes"]
    assert [query["start_time"] for query in asked] == ["0", str(NOON - OVERLAP_SECONDS)]


@pytest.mark.parametrize("broken", ["bounces", "invalid_emails", "unsubscribes"])
def test_a_reading_that_fails_half_way_is_resumed(post: StandIn, tmp_path: Path, broken: str) -> None:
    shop, campaign_id = a_sent_campaign(tmp_path, post)
    for kind in FeedbackKind:
        happens(post, kind, ONE)
    with shop:
        post.fail(f"/v3/suppression/{broken}", faults.garbage())
        with pytest.raises(DeliveryError):
            collect(shop, post_office(post, shop.clock))
        order = ["bounces", "blocks", "invalid_emails", "spam_reports", "unsubscribes"]
        done = list(FeedbackKind)[: order.index(broken)]
        assert {kind for kind, at in read_until(shop).items() if at == post.clock.now()} == {*done}
        an_hour_passes(shop, post)
        collect(shop, post_office(post, shop.clock))
        assert states(shop, campaign_id)[ONE] == "complained"
        assert len(told(shop)["events"]) == len(FeedbackKind)
        assert set(read_until(shop).values()) == {post.clock.now()}


def test_a_page_that_fails_leaves_the_pages_before_it_and_begins_again(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 0) as shop:
        for number in range(600):
            post.add("bounces", f"b{number}@example.net", NOON - number, "550 5.1.1 no", "5.1.1")
        post.fail("/v3/suppression/bounces", faults.garbage(), after=1)
        with pytest.raises(DeliveryError):
            collect(shop, post_office(post))
        assert len(told(shop)["events"]) == 500
        assert read_until(shop) == {}
        heard = collect(shop, post_office(post))
        assert heard.new[FeedbackKind.BOUNCE] == 100
        assert len(told(shop)["refusals"]) == 600


def test_progress_counts_the_lists(post: StandIn, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with an_open_shop(tmp_path, 0) as shop:
        collect(shop, post_office(post), lambda done, total: seen.append((done, total)))
    assert seen == [(done, 6) for done in range(7)]


def test_a_rehearsal_does_not_count_as_having_heard(post: StandIn, tmp_path: Path) -> None:
    """Whoever left before the shop had a key is heard of once there is one."""
    with an_open_shop(tmp_path) as shop:
        happens(post, FeedbackKind.GLOBAL_UNSUBSCRIBE, "stranger@example.org")
        post.clock.advance(3 * 86_400)
        collect(shop, RehearsalOutbox(tmp_path / "outbox", AClock(NOON + 3 * 86_400)))
        assert collect(shop, post_office(post)).suppressed == 1
