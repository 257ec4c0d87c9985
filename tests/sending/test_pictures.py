"""Pictures on their way: enclosed where the mail shows them, or the campaign does not leave at all."""

from hashlib import sha256
from pathlib import Path

import pytest

from shopmail.campaigns.pictures import keep, loaded
from shopmail.errors import CampaignRefused, CreditsUsedUp
from shopmail.model import Campaign, CampaignState, Picture
from shopmail.sending.starting import send
from shopmail.storage.shop import Shop
from tests.campaigns.picture_files import a_logo, saved
from tests.sending.ready import (
    TWO_KINDS,
    a_campaign,
    add_people,
    an_open_shop,
    in_half_an_hour,
    post_office,
    states,
)
from tests.standin import StandIn

PICTURE = """
[[block]]
kind = "picture"
url = "cid:{cid}"
alt = "Our roses"
"""


def with_picture(shop: Shop, cid: str) -> int:
    return a_campaign(shop, TWO_KINDS + PICTURE.replace("{cid}", cid))


def state(shop: Shop, campaign_id: int) -> CampaignState:
    with shop.reading() as session:
        return session.get_one(Campaign, campaign_id).state


def test_every_mail_holds_the_picture_and_every_request_holds_it_once(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        add_people(shop, ["nowhere@example.org"], city="")
        kept = keep(shop, saved(a_logo(), tmp_path / "logo.png"))
        campaign_id = with_picture(shop, kept.cid)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        with shop.reading() as session:
            (picture,) = loaded(session, [kept.cid])
    assert len(post.mails) == 4
    assert len({mail.request for mail in post.mails}) == 2
    for mail in post.mails:
        assert len(mail.posting.body["attachments"]) == 1
        (one,) = mail.attachments
        assert f'src="cid:{one.content_id}"' in mail.html
        assert (one.sha256, one.name) == (sha256(picture.data).hexdigest(), "logo.png")
        assert "Our roses" in mail.text


def test_a_picture_of_another_branch_is_not_enclosed(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, ["nowhere@example.org"], city="")
        kept = keep(shop, saved(a_logo(), tmp_path / "logo.png"))
        campaign_id = a_campaign(shop)
        html = f'<p>Dear you{{% if city %}}<img src="cid:{kept.cid}" alt="Roses">{{% endif %}}</p>'
        with shop.transaction() as session:
            session.get_one(Campaign, campaign_id).content = {"html": html}
        send(shop, post_office(post), campaign_id, in_half_an_hour)
    assert {mail.to: len(mail.attachments) for mail in post.mails} == {
        "p0@example.org": 1,
        "nowhere@example.org": 0,
    }


def test_without_the_picture_nobody_is_queued(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 2) as shop:
        campaign_id = with_picture(shop, "f" * 32)
        with pytest.raises(CampaignRefused):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert state(shop, campaign_id) is CampaignState.DRAFT
        assert states(shop, campaign_id) == {}
    assert post.mails == []


def test_a_picture_that_is_gone_between_two_runs_stops_the_rest(tmp_path: Path, post: StandIn) -> None:
    with an_open_shop(tmp_path, 2) as shop:
        kept = keep(shop, saved(a_logo(), tmp_path / "logo.png"))
        campaign_id = with_picture(shop, kept.cid)
        post.limits.credits = 0
        with pytest.raises(CreditsUsedUp):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        with shop.transaction() as session:
            session.delete(session.get_one(Picture, kept.cid))
        post.limits.credits = 100
        with pytest.raises(CampaignRefused):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert state(shop, campaign_id) is CampaignState.STOPPED
    assert post.mails == []
