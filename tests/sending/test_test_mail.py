"""A test mail: a whole mail with footer and way out, to one address, and no trace in any number."""

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import InputRefused, MailRefused, OutcomeUnknown, SenderRefused
from shopmail.model import Delivery, Event, ShopFact
from shopmail.sending.test_mail import send_test_mail
from shopmail.storage.shop import Shop
from tests.builders import NOON, a_refusal, a_shop
from tests.sending.ready import SHOP, post_office
from tests.standin import StandIn, faults

ME = "me@example.org"


@pytest.fixture
def post() -> Iterator[StandIn]:
    with StandIn(start=NOON) as running:
        yield running


def noted(shop: Shop) -> dict[str, str]:
    with shop.reading() as session:
        found = session.scalars(select(ShopFact).where(ShopFact.name.like("test_mail%")))
        return {fact.name: fact.value.decode() for fact in found}


def test_it_is_a_whole_mail_and_counts_nowhere(tmp_path: Path, post: StandIn) -> None:
    with a_shop(tmp_path, None, **SHOP, sender__reply_to="Anna <answers@example.com>") as shop:
        tested = send_test_mail(shop, post_office(post), f" {ME} ")
        assert (tested.to, tested.file) == (ME, None)
        (mail,) = post.mails_to(ME)
        assert mail.subject.startswith("Test: ")
        assert mail.sender == "shop@example.com"
        assert mail.posting.body["reply_to"] == {"email": "answers@example.com", "name": "Anna"}
        assert mail.categories == ["shopmail", "sm-test"]
        for part in (mail.text, mail.html):
            assert "Květiny U Mostu" in part
            assert "Company number: 12345678" in part
            assert "http://127.0.0.1" in part, "the way to leave is SendGrid's own"
        with shop.reading() as session:
            for kind in (Delivery, Event):
                assert session.scalar(select(func.count()).select_from(kind)) == 0
        assert noted(shop) == {"test_mail_at": str(NOON), "test_mail_by": "sendgrid"}


def test_it_speaks_the_language_of_the_shop(tmp_path: Path) -> None:
    with a_shop(tmp_path, None, **SHOP, shop__language="cs") as shop:
        tested = send_test_mail(shop, RehearsalOutbox(tmp_path / "outbox", shop.clock), ME)
        assert "Odhlásit" in text_of(tested.file)


def test_without_a_key_it_is_a_file_to_open(tmp_path: Path) -> None:
    with a_shop(tmp_path, None, **SHOP) as shop:
        tested = send_test_mail(shop, RehearsalOutbox(tmp_path / "outbox", shop.clock), ME)
        assert tested.file is not None
        assert tested.file.parent == tmp_path / "outbox"
        assert "unsubscribe.html" in text_of(tested.file)
        assert noted(shop)["test_mail_by"] == "rehearsal"


def test_by_tracking_it_carries_no_group(tmp_path: Path, post: StandIn) -> None:
    with a_shop(tmp_path, None, **SHOP, unsubscribe__way="tracking") as shop:
        send_test_mail(shop, post_office(post), ME)
        assert [mail.group_id for mail in post.mails_to(ME)] == [None]


def test_a_group_that_was_just_made_needs_a_minute(tmp_path: Path, post: StandIn) -> None:
    post.set_limit("group_ready_after", 60)
    with a_shop(tmp_path, None, **SHOP) as shop:
        with pytest.raises(MailRefused) as refusal:
            send_test_mail(shop, post_office(post), ME)
        assert "in a minute" in refusal.value.remedy
        assert noted(shop) == {}
        post.clock.advance(61)
        send_test_mail(shop, post_office(post), ME)
        assert len(post.mails_to(ME)) == 1


@pytest.mark.parametrize(
    ("settings", "to"), [({"sender__email": ""}, ME), ({}, "nobody"), ({"sender__email": "shop"}, ME)]
)
def test_what_is_no_address_is_refused_before_anything_leaves(
    tmp_path: Path, post: StandIn, settings: dict[str, str], to: str
) -> None:
    with a_shop(tmp_path, None, **(SHOP | settings)) as shop:
        with pytest.raises(InputRefused):
            send_test_mail(shop, post_office(post), to)
        assert post.mails == []
        assert noted(shop) == {}


def test_who_said_no_gets_no_sample_either(tmp_path: Path, post: StandIn) -> None:
    with a_shop(tmp_path, None, **SHOP) as shop:
        with shop.transaction() as session:
            a_refusal(session, shop, ME)
        with pytest.raises(InputRefused, match="must not be mailed"):
            send_test_mail(shop, post_office(post), ME)
        assert post.mails == []
        assert noted(shop) == {}


def test_a_sender_that_is_not_verified_is_told(tmp_path: Path, post: StandIn) -> None:
    with a_shop(tmp_path, None, **(SHOP | {"sender__email": "shop@example.net"})) as shop:
        with pytest.raises(SenderRefused):
            send_test_mail(shop, post_office(post), ME)
        assert noted(shop) == {}


def test_a_lost_answer_is_not_tried_again(tmp_path: Path, post: StandIn) -> None:
    post.fail("/v3/mail/send", faults.drop_after_accept())
    with a_shop(tmp_path, None, **SHOP) as shop:
        with pytest.raises(OutcomeUnknown):
            send_test_mail(shop, post_office(post), ME)
        assert len(post.mails_to(ME)) == 1
        assert noted(shop) == {}


def text_of(file: Path | None) -> str:
    assert file is not None
    with file.open("rb") as raw:
        body = email.message_from_binary_file(raw, policy=email.policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())
