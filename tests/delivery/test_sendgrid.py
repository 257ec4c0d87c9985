"""SendGrid as a post office, against the stand-in: what it is asked, what its answers become."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from shopmail.clock import Clock
from shopmail.delivery.message import Address, Leave, assembled
from shopmail.delivery.provider import FeedbackKind
from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.errors import DeliveryError, MailRefused, RightMissing, SenderRefused
from shopmail.keychain import Secret
from tests.delivery.bundles import ImpatientClock, StillClock, a_bundle, a_picture, a_recipient
from tests.standin import StandIn, faults


@pytest.fixture
def post() -> Iterator[StandIn]:
    with StandIn() as running:
        yield running


@pytest.fixture
def office(post: StandIn) -> SendGridProvider:
    return an_office(post)


def an_office(post: StandIn, key: str = "", clock: Clock | None = None) -> SendGridProvider:
    return SendGridProvider(Secret(key or post.key), post.url, clock or ImpatientClock())


def paths(post: StandIn) -> list[str]:
    return [f"{call.method} {call.path}" for call in post.requests]


def test_each_person_gets_the_mail_that_was_assembled_here(post: StandIn, office: SendGridProvider) -> None:
    bundle = a_bundle(3, leave=Leave(office.leave_group(None)), batch_id=office.new_batch())
    message_id = office.hand_over(bundle)
    assert message_id
    for mail, recipient in zip(post.mails, bundle.recipients, strict=True):
        expected = assembled(bundle, recipient)
        link = "https://unsubscribe.invalid/shopmail"
        assert (mail.to, mail.subject, mail.others) == (expected.to, expected.subject, [])
        assert mail.html == expected.html.replace(link, mail.unsubscribe_url)
        assert mail.text == expected.text.replace(link, mail.unsubscribe_url)
        assert (mail.message_id, mail.batch_id) == (message_id, bundle.batch_id)
        assert mail.custom_args == {"sm_recipient": recipient.id}
        assert mail.categories == ["shopmail", "sm-07"]


def test_pictures_travel_once_a_request(post: StandIn, office: SendGridProvider) -> None:
    shown = a_picture(data=bytes(range(256)))
    office.hand_over(a_bundle(3, pictures=(shown,)))
    assert len(post.mails[0].posting.body["attachments"]) == 1
    for mail in post.mails:
        (one,) = mail.attachments
        assert (one.content_id, one.name, one.type) == (shown.cid, shown.name, shown.media_type)
        assert (one.disposition, one.sha256) == ("inline", sha256(shown.data).hexdigest())


def test_a_mail_without_a_way_out_names_none(post: StandIn, office: SendGridProvider) -> None:
    office.hand_over(a_bundle(1, leave=None))
    (mail,) = post.mails
    assert mail.group_id is None
    assert "/leave/" not in mail.html + mail.text
    assert "unsubscribe.invalid" not in mail.html + mail.text


def test_by_tracking_the_link_is_the_persons_way_out_of_everything(
    post: StandIn, office: SendGridProvider
) -> None:
    office.hand_over(a_bundle(1, leave=Leave(None)))
    (mail,) = post.mails
    assert "/leave/global_unsubscribe/" in mail.unsubscribe_url
    assert mail.unsubscribe_url in mail.html
    assert mail.unsubscribe_url in mail.text
    assert "unsubscribe.invalid" not in mail.html + mail.text


def test_several_threads_hand_over_at_once(post: StandIn, office: SendGridProvider) -> None:
    bundles = [a_bundle(recipients=(a_recipient(number),)) for number in range(40)]
    with ThreadPoolExecutor(office.connections) as threads:
        ids = list(threads.map(office.hand_over, bundles))
    assert len(set(ids)) == 40
    assert sorted(mail.to for mail in post.mails) == sorted(f"p{number}@example.org" for number in range(40))


def test_a_refused_person_is_named_by_place(post: StandIn, office: SendGridProvider) -> None:
    post.refuse("p1@example.org")
    with pytest.raises(MailRefused) as caught:
        office.hand_over(a_bundle(3))
    assert caught.value.place.startswith("personalizations.1.to")
    assert post.mails == []


def test_an_unverified_sender_is_refused(post: StandIn, office: SendGridProvider) -> None:
    with pytest.raises(SenderRefused):
        office.hand_over(a_bundle(sender=Address("shop@example.net")))
    assert post.mails == []


def test_the_time_is_sendgrids(post: StandIn) -> None:
    post.clock.advance(3 * 86_400)
    office = an_office(post, clock=StillClock(wall=1_000_000_000))
    assert abs(office.now() - post.clock.now()) <= 2
    assert paths(post) == ["GET /v3/scopes"]
    office.now()
    assert len(post.requests) == 1


def test_every_answer_sets_the_clock(post: StandIn) -> None:
    clock = StillClock()
    office = an_office(post, clock=clock)
    office.now()
    post.clock.advance(7_200)
    office.new_batch()
    clock.pass_by(60)
    assert abs(office.now() - post.clock.now() - 60) <= 2
    assert len(post.requests) == 2


def test_after_a_long_pause_the_time_is_asked_again(post: StandIn) -> None:
    clock = StillClock()
    office = an_office(post, clock=clock)
    office.now()
    clock.wall += 8 * 3600
    post.clock.advance(8 * 3600)
    assert abs(office.now() - post.clock.now()) <= 2


def test_the_rights_are_the_keys(post: StandIn) -> None:
    key = post.new_key(["mail.send", "suppression.bounces.read"])
    assert an_office(post, key).rights() == {"mail.send", "suppression.bounces.read"}


def test_a_missing_right_is_named_by_each_call(post: StandIn) -> None:
    office = an_office(post, post.new_key(["stats.read"]))
    calls: dict[str, list[Callable[[], object]]] = {
        "Mail Send": [lambda: office.hand_over(a_bundle())],
        "Scheduled Sends": [office.new_batch, lambda: office.cancel("abc")],
        "Unsubscribe Groups": [
            lambda: office.leave_group(None),
            lambda: list(office.feedback(FeedbackKind.GROUP_UNSUBSCRIBE, 0, 1)),
        ],
        "Suppressions": [lambda: list(office.feedback(FeedbackKind.BOUNCE, 0, 1))],
        "Sender Authentication": [office.senders],
    }
    for right, acts in calls.items():
        for act in acts:
            with pytest.raises(RightMissing) as caught:
                act()
            assert f"“{right}”" in caught.value.message


class TestLeaveGroup:
    def test_the_wanted_one(self, post: StandIn, office: SendGridProvider) -> None:
        post.new_group("Other", is_default=True)
        wanted = post.new_group("Wanted")
        assert office.leave_group(wanted) == wanted

    def test_the_wanted_one_must_exist(self, post: StandIn, office: SendGridProvider) -> None:
        with pytest.raises(DeliveryError) as caught:
            office.leave_group(77)
        assert "77" in caught.value.message
        assert paths(post) == ["GET /v3/asm/groups"]

    def test_the_accounts_default(self, post: StandIn, office: SendGridProvider) -> None:
        post.new_group("Newsletter")
        default = post.new_group("Other", is_default=True)
        assert office.leave_group(None) == default

    def test_the_one_that_bears_our_name(self, post: StandIn, office: SendGridProvider) -> None:
        post.new_group("Other")
        ours = post.new_group("NEWSLETTER")
        assert office.leave_group(None) == ours

    def test_a_new_one_once(self, post: StandIn, office: SendGridProvider) -> None:
        made = office.leave_group(None)
        assert office.leave_group(None) == made
        assert paths(post).count("POST /v3/asm/groups") == 1


class TestWhoMayBeTheSender:
    def test_the_address_itself(self) -> None:
        many = tuple(f"s{number}@example.com" for number in range(250))
        with StandIn(senders=many, domains=()) as post:
            assert an_office(post).senders().may_send_as("S249@Example.com")

    def test_its_domain(self) -> None:
        with StandIn(senders=(), domains=("example.org",)) as post:
            assert an_office(post).senders().may_send_as("anybody@example.org")
            assert not an_office(post).senders().may_send_as("anybody@example.com")
            assert not an_office(post).senders().may_send_as("anybody@sub.example.org")


class TestCancel:
    def waiting(self, post: StandIn, office: SendGridProvider, minutes: int = 30) -> str:
        batch = office.new_batch()
        office.hand_over(a_bundle(2, batch_id=batch, send_at=office.now() + minutes * 60))
        return batch

    def states(self, post: StandIn) -> set[str]:
        post.clock.advance(3600)
        return {mail.state for mail in post.mails}

    def test_no_mail_leaves(self, post: StandIn, office: SendGridProvider) -> None:
        office.cancel(self.waiting(post, office))
        assert self.states(post) == {"cancelled"}

    def test_without_it_they_leave(self, post: StandIn, office: SendGridProvider) -> None:
        self.waiting(post, office)
        assert self.states(post) == {"delivered"}

    def test_repeating_it_is_harmless(self, post: StandIn, office: SendGridProvider) -> None:
        batch = self.waiting(post, office)
        office.cancel(batch)
        office.cancel(batch)
        assert self.states(post) == {"cancelled"}

    def test_what_was_only_paused_is_cancelled(self, post: StandIn, office: SendGridProvider) -> None:
        batch = self.waiting(post, office)
        post.account.schedule.hold(batch, "pause", post.clock.now(), 10)
        office.cancel(batch)
        assert self.states(post) == {"cancelled"}

    def test_a_lost_answer_is_asked_for_again(self, post: StandIn, office: SendGridProvider) -> None:
        batch = self.waiting(post, office)
        post.fail("/v3/user/scheduled_sends", faults.drop_after_accept())
        office.cancel(batch)
        assert self.states(post) == {"cancelled"}

    def test_too_late_is_said(self, post: StandIn, office: SendGridProvider) -> None:
        post.set_limit("refuse_late_cancel", 1)
        batch = self.waiting(post, office, minutes=5)
        with pytest.raises(DeliveryError) as caught:
            office.cancel(batch)
        assert "could not be stopped" in caught.value.title
        assert self.states(post) == {"delivered"}

    def test_no_place_left_is_said(self, post: StandIn, office: SendGridProvider) -> None:
        post.set_limit("held_batches", 1)
        office.cancel(office.new_batch())
        with pytest.raises(DeliveryError):
            office.cancel(self.waiting(post, office))

    def test_no_answer_at_all_is_no_confirmation(self, post: StandIn, office: SendGridProvider) -> None:
        post.fail("/v3/user/scheduled_sends", faults.html_page(), times=9)
        with pytest.raises(DeliveryError) as caught:
            office.cancel("abc")
        assert type(caught.value) is DeliveryError

    def test_a_batch_id_never_becomes_another_path(self, post: StandIn, office: SendGridProvider) -> None:
        with pytest.raises(DeliveryError):
            office.cancel("../scopes?x#y")
        assert {path.rpartition("/")[0] for path in paths(post)} == {
            "POST /v3/user",
            "GET /v3/user/scheduled_sends",
        }
