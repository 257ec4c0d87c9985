"""From the owner's word to the last request: who is in, who is out, and what is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text

from shopmail.campaigns.checks.catalog import stopping
from shopmail.errors import CampaignRefused, DeliveryError, ShopFileBusy
from shopmail.model import Campaign, CampaignState, DeliveryState, LeftOut, Wave
from shopmail.sending.fence import Departure
from shopmail.sending.queueing import queue
from shopmail.sending.starting import send, settle
from shopmail.storage.locking import Lock
from tests.builders import a_contact, a_refusal
from tests.sending.ready import (
    DRAFT,
    a_campaign,
    an_open_shop,
    counted,
    in_half_an_hour,
    live_mails,
    post_office,
    sends,
    states,
    the_counts,
)
from tests.standin import StandIn, faults

ROOT = Path(__file__).parents[2]


def test_everybody_is_queued_or_left_out_with_a_reason(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        with shop.transaction() as session:
            a_contact(session, shop, "nobody@example.com")
            a_refusal(session, shop, "p1@example.org")
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        found = counted(shop, campaign_id)
    assert found.recipients == 2
    assert found.left_out == {"left": 1, "no-basis": 1}
    assert live_mails(post) == ["p0@example.org", "p2@example.org"]


def test_whoever_left_at_sendgrid_a_moment_ago_is_left_out(post: StandIn, tmp_path: Path) -> None:
    post.complain("p0@example.org")
    with an_open_shop(tmp_path, 2) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert counted(shop, campaign_id).left_out == {"complained": 1}
    assert live_mails(post) == ["p1@example.org"]


@pytest.mark.parametrize("broken", ["suppression/bounces", "suppression/unsubscribes", "asm/suppressions"])
def test_nothing_is_queued_while_the_lists_cannot_be_read(post: StandIn, tmp_path: Path, broken: str) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail(f"/v3/{broken}", faults.status(403), times=10)
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert counted(shop, campaign_id).state is CampaignState.DRAFT
        assert (the_counts(shop, campaign_id), sends(post)) == ({}, 0)


def test_if_the_last_one_left_just_now_nothing_is_sent(post: StandIn, tmp_path: Path) -> None:
    post.unsubscribe_globally("p0@example.org")
    with an_open_shop(tmp_path, 1) as shop:
        campaign_id = a_campaign(shop)
        with pytest.raises(CampaignRefused, match="None of the 1 people"):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert counted(shop, campaign_id).state is CampaignState.DRAFT
        with shop.reading() as session:
            assert session.scalars(select(LeftOut)).all() == []


def test_a_sent_campaign_is_refused(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        with pytest.raises(CampaignRefused, match="nobody gets it a second time"):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert sends(post) == 1


def test_another_sender_is_refused_and_nothing_happens(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        with Lock(shop.path, "sender"):
            for act in (
                lambda: send(shop, post_office(post), campaign_id, in_half_an_hour),
                lambda: settle(shop, post_office(post)),
            ):
                with pytest.raises(ShopFileBusy, match="Another shopmail is sending"):
                    act()
        assert counted(shop, campaign_id).state is CampaignState.DRAFT
        assert post.requests == []


def test_a_large_campaign_leaves_in_waves(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 10_001) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        with shop.reading() as session:
            batches = session.scalars(select(Wave.batch_id).where(Wave.campaign_id == campaign_id)).all()
    assert len(set(batches)) == 2
    assert sorted(mail.batch_id for mail in post.mails) == sorted([batches[0]] * 6000 + [batches[1]] * 4001)
    assert sends(post) == 11


def test_ways_to_leave(post: StandIn, tmp_path: Path) -> None:
    for way in ("group", "tracking"):
        folder = tmp_path / way
        folder.mkdir()
        with an_open_shop(folder, 1, unsubscribe__way=way) as shop:
            send(shop, post_office(post), a_campaign(shop), in_half_an_hour)
        body = post.requests[-1].body
        assert ("asm" in body) == (way == "group")
        assert body["tracking_settings"]["subscription_tracking"]["enable"] == (way == "tracking")
        assert post.mails[-1].unsubscribe_url in post.mails[-1].html
        assert post.mails[-1].unsubscribe_url in post.mails[-1].text


def test_campaigns_take_turns_with_sixty_categories(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        for _campaign in range(2):
            send(shop, post_office(post), a_campaign(shop), in_half_an_hour)
        with shop.transaction() as session:
            session.execute(text("UPDATE campaign SET send_requested_at = 1"))
            session.add_all(
                Campaign(
                    name="x", subject="x", content={}, letters="abcdefgh", created_at=1, send_requested_at=1,
                    state=CampaignState.HANDED_OVER,
                )
                for _campaign in range(59)
            )  # fmt: skip
        send(shop, post_office(post), a_campaign(shop), in_half_an_hour)
    assert [mail.categories[1] for mail in post.mails] == ["sm-00", "sm-01", "sm-01"]


def test_recipients_are_made_once(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 2) as shop:
        campaign_id = a_campaign(shop)
        assert queue(shop, campaign_id, Departure(0), None, "sendgrid") == 2
        with pytest.raises(CampaignRefused, match="has been sent before"):
            queue(shop, campaign_id, Departure(0), None, "sendgrid")
        assert the_counts(shop, campaign_id) == {"queued": 2}


STOPS = [
    ("no-sender", {"sender.email": ""}, DRAFT),
    ("bad-sender", {"sender.email": "shop"}, DRAFT),
    ("bad-reply-to", {"sender.reply_to": "shop@localhost"}, DRAFT),
    ("no-shop-identity", {"shop.address": " "}, DRAFT),
    ("field-without-fallback", {}, DRAFT.replace(" | default: 'friend'", "")),
    ("nobody", {}, DRAFT),
    ("broken-template", {}, DRAFT),
]


@pytest.mark.parametrize(("code", "settings", "draft"), STOPS, ids=[row[0] for row in STOPS])
def test_checks_stop_it(
    post: StandIn, tmp_path: Path, code: str, settings: dict[str, str], draft: str
) -> None:
    with an_open_shop(tmp_path, 0 if code == "nobody" else 2) as shop:
        campaign_id = a_campaign(shop, draft)
        shop.change_settings(settings)
        if code == "broken-template":
            with shop.transaction() as session:
                session.get_one(Campaign, campaign_id).subject = "{{ no_such_field }}"
        assert [finding.code for finding in stopping(shop, campaign_id)] == [code]
        with pytest.raises(CampaignRefused):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert counted(shop, campaign_id).state is CampaignState.DRAFT
    assert sends(post) == 0


def test_two_processes_at_once_mail_everybody_once(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.slow(2.0))
        command = [sys.executable, "-m", "shopmail", "--shop", str(shop.path), "campaign", "send"]
        surroundings = {"SENDGRID_API_KEY": post.key, "SHOPMAIL_SENDGRID_HOST": post.url}
        both = [
            subprocess.Popen(
                [*command, str(campaign_id)], cwd=ROOT, env=os.environ | surroundings,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for _process in range(2)
        ]  # fmt: skip
        ended = [(process.communicate()[1], process.returncode) for process in both]
        assert sorted(code for _said, code in ended) == [0, 1], ended
        assert the_counts(shop, campaign_id) == {"accepted": 3}
        assert set(states(shop, campaign_id).values()) == {DeliveryState.ACCEPTED}
    assert live_mails(post) == ["p0@example.org", "p1@example.org", "p2@example.org"]
