"""A campaign's mail to the owner: the very mail of one person, marked, harmless, counted nowhere."""

import email
import email.policy
from pathlib import Path

import pytest
from sqlalchemy import func, select

from shopmail.campaigns.pictures import keep
from shopmail.campaigns.previewing import preview
from shopmail.delivery.message import UNSUBSCRIBE_URL
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import CampaignRefused, InputRefused, MailRefused, OutcomeUnknown, SenderRefused
from shopmail.model import Agreement, Campaign, CampaignState, Chunk, Delivery, Event, ShopFact
from shopmail.sending.test_mail import MOST_ADDRESSES, send_campaign_test
from shopmail.storage.shop import Shop
from tests.builders import a_refusal
from tests.campaigns.picture_files import a_logo, saved
from tests.sending.ready import DRAFT, a_campaign, add_people, an_open_shop, post_office, sends
from tests.standin import StandIn, faults

ME, PARTNER = "me@example.org", "partner@example.org"


def counted(shop: Shop) -> list[int]:
    with shop.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Delivery, Chunk, Event)
        ]


def test_it_is_the_mail_of_that_person(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 2, tracking__opens="yes", tracking__clicks="yes") as shop:
        campaign_id = a_campaign(shop)
        tested = send_campaign_test(shop, post_office(post), campaign_id, [f" {ME} "], "p1@example.org")
        with shop.reading() as session:
            expected = preview(session, session.get_one(Campaign, campaign_id), "p1@example.org").mail
            assert session.get_one(Campaign, campaign_id).state is CampaignState.DRAFT
        assert [(one.to, one.file) for one in tested] == [(ME, None)]
        (mail,) = post.mails
        assert mail.to == ME
        assert mail.subject == f"[Test] {expected.subject}"
        assert "Žofie 1" in mail.subject
        assert mail.html == expected.html.replace(UNSUBSCRIBE_URL, "#")
        assert mail.text == expected.text.replace(UNSUBSCRIBE_URL, "#")
        assert counted(shop) == [0, 0, 0]


def test_it_counts_nowhere_and_its_link_takes_nobody_off(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1, tracking__opens="yes", tracking__clicks="yes") as shop:
        send_campaign_test(shop, post_office(post), a_campaign(shop), [ME], None)
        with shop.reading() as session:
            facts = session.scalars(select(ShopFact.name).where(ShopFact.name.like("test_mail%"))).all()
    (mail,) = post.mails
    assert mail.categories == ["shopmail", "sm-test"]
    assert mail.group_id is None
    tracking = mail.posting.body["tracking_settings"]
    assert not any(setting["enable"] for setting in tracking.values())
    assert "/leave/" not in mail.html + mail.text
    assert not [request for request in post.requests if "asm" in request.path], "no group is asked for"
    assert sorted(facts) == ["test_mail_at", "test_mail_by"]


def test_of_nobody_in_particular_all_fields_fall_back(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        send_campaign_test(shop, post_office(post), a_campaign(shop), [ME], None)
    (mail,) = post.mails
    assert mail.subject == "[Test] Autumn for you"
    assert "Dear friend, the roses of your town" in mail.text


def test_several_addresses_get_it_in_one_request_and_see_nobody_else(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        to = [ME, PARTNER, "ME@example.org"]
        tested = send_campaign_test(shop, post_office(post), a_campaign(shop), to, "p0@example.org")
    assert [one.to.lower() for one in tested] == [ME, PARTNER]
    assert sends(post) == 1
    assert [(mail.to.lower(), mail.others) for mail in post.mails] == [(ME, []), (PARTNER, [])]
    assert len({mail.custom_args["sm_recipient"] for mail in post.mails}) == 2


def test_pictures_are_in_it(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        kept = keep(shop, saved(a_logo(), tmp_path / "logo.png"))
        block = f'\n[[block]]\nkind = "picture"\nurl = "cid:{kept.cid}"\nalt = "Us"\n'
        send_campaign_test(shop, post_office(post), a_campaign(shop, DRAFT + block), [ME], None)
    (mail,) = post.mails
    assert [one.content_id for one in mail.attachments] == [kept.cid]


def test_without_a_key_it_is_a_file_to_open(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        office = RehearsalOutbox(tmp_path / "outbox", shop.clock)
        one, other = send_campaign_test(shop, office, a_campaign(shop), [ME, PARTNER], "p0@example.org")
    assert one.file is not None
    assert other.file not in (None, one.file)
    message = email.message_from_bytes(one.file.read_bytes(), policy=email.policy.default)
    assert message["Subject"].startswith("[Test] Autumn for Žofie")


@pytest.mark.parametrize(
    "to", [[], ["nobody"], [ME, "a@b"], [f"me{number}@example.org" for number in range(MOST_ADDRESSES + 1)]]
)
def test_addresses_that_are_none_or_too_many_are_refused(
    tmp_path: Path, post: StandIn, to: list[str]
) -> None:
    with an_open_shop(tmp_path, 1) as shop, pytest.raises(InputRefused):
        send_campaign_test(shop, post_office(post), a_campaign(shop), to, None)
    assert post.requests == []


def test_who_said_no_gets_no_test_either(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        with shop.transaction() as session:
            a_refusal(session, shop, PARTNER)
        with pytest.raises(InputRefused, match="must not be mailed"):
            send_campaign_test(shop, post_office(post), a_campaign(shop), [ME, PARTNER.upper()], None)
    assert post.requests == []


def test_who_said_no_in_an_imported_file_gets_no_test_either(tmp_path: Path, post: StandIn) -> None:
    """Their no stands with the contact, not on the do-not-mail ledger; the owner, never asked, may test."""
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, [PARTNER], agreement=Agreement.NONE, declined=True)  # type: ignore[arg-type]
        add_people(shop, [ME], agreement=Agreement.NONE)
        campaign_id = a_campaign(shop)
        with pytest.raises(InputRefused, match="must not be mailed"):
            send_campaign_test(shop, post_office(post), campaign_id, [PARTNER], None)
        assert post.requests == []
        send_campaign_test(shop, post_office(post), campaign_id, [ME], None)
    assert sends(post) == 1


def test_a_mail_with_a_mistake_does_not_leave(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        office = post_office(post)
        campaign_id = a_campaign(shop)
        for as_email in ("stranger@example.org", "p0@example.org"):
            with pytest.raises(CampaignRefused):
                send_campaign_test(shop, office, campaign_id, [ME], as_email)
            with shop.transaction() as session:
                session.get_one(Campaign, campaign_id).subject = "{{ first_name"
        with pytest.raises(CampaignRefused):
            send_campaign_test(shop, office, 99, [ME], None)
    assert post.requests == []


def test_a_picture_that_is_missing_is_refused(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        block = '\n[[block]]\nkind = "picture"\nurl = "cid:ff"\n'
        with pytest.raises(CampaignRefused, match="not in the shop file"):
            send_campaign_test(shop, post_office(post), a_campaign(shop, DRAFT + block), [ME], None)
    assert post.requests == []


@pytest.mark.parametrize("sender", ["", "shop"])
def test_without_a_sender_nothing_leaves(tmp_path: Path, post: StandIn, sender: str) -> None:
    with an_open_shop(tmp_path, 1, sender__email=sender) as shop, pytest.raises(InputRefused):
        send_campaign_test(shop, post_office(post), a_campaign(shop), [ME], None)
    assert post.requests == []


def test_the_campaigns_own_sender_is_used(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        own = 'from = "Anna <anna@example.com>"\nreply_to = "Anna <answers@example.com>"\n'
        campaign_id = a_campaign(shop, own + DRAFT)
        send_campaign_test(shop, post_office(post), campaign_id, [ME], None)
    (mail,) = post.mails
    assert mail.posting.body["from"] == {"email": "anna@example.com", "name": "Anna"}
    assert mail.posting.body["reply_to"] == {"email": "answers@example.com", "name": "Anna"}


def test_what_the_post_office_says_is_told_and_nothing_is_tried_twice(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        campaign_id, office = a_campaign(shop), post_office(post)
        for fault, kind in (
            (faults.bad_personalization(0), MailRefused),
            (faults.status(403, "from address", "from"), SenderRefused),
            (faults.drop_after_accept(), OutcomeUnknown),
        ):
            post.fail("/v3/mail/send", fault)
            with pytest.raises(kind):
                send_campaign_test(shop, office, campaign_id, [ME], None)
        assert sends(post) == 3
        with shop.reading() as session:
            assert session.get(ShopFact, "test_mail_at") is None
