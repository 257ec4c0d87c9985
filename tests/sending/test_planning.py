"""The plan before sending says exactly who would be queued, and sending is held to what was agreed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from shopmail.campaigns.saving import delete
from shopmail.consent.mailable import WhyNot
from shopmail.delivery.provider import FeedbackKind, FeedbackRow
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.errors import CampaignRefused, InputRefused
from shopmail.keychain import Secret
from shopmail.model import Agreement, Campaign, CampaignState, Reason, Segment
from shopmail.segments import saving
from shopmail.sending.people import stand
from shopmail.sending.planning import SendPlan, as_agreed, send_plan
from shopmail.sending.recalling import recall
from shopmail.sending.starting import send
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock, a_refusal
from tests.sending.ready import (
    a_campaign,
    add_people,
    an_open_shop,
    in_half_an_hour,
    live_mails,
    post_office,
    sends,
    states,
)
from tests.standin import StandIn

SOUTH = json.dumps({"version": 1, "where": {"rule": "city", "op": "is", "value": "Písek"}})


def planned(shop: Shop, campaign_id: int) -> SendPlan:
    with shop.reading() as session:
        return send_plan(session, campaign_id, shop.settings(), shop.clock.now(), "sendgrid")


def pick(shop: Shop, campaign_id: int, segment_id: int | None) -> None:
    with shop.transaction() as session:
        session.get_one(Campaign, campaign_id).segment_id = segment_id


def test_it_adds_up_and_names_everything(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 4) as shop:
        add_people(shop, ["waits@example.org", "waits2@example.org"], agreement=Agreement.IMPORTED)
        with shop.transaction() as session:
            a_refusal(session, shop, "p0@example.org", Reason.LEFT)
            a_refusal(session, shop, "p1@example.org", Reason.CAME_BACK)
        campaign_id = a_campaign(shop)
        plan = planned(shop, campaign_id)
    assert plan.name == "Autumn"
    assert plan.subject == "Autumn for {{ first_name | default: 'you' }}"
    assert (plan.sender_name, plan.sender_email) == ("Květiny", "shop@example.com")
    assert (plan.audience, plan.state, plan.provider) == ("", CampaignState.DRAFT, "sendgrid")
    assert plan.left_out == {WhyNot.LEFT: 1, WhyNot.CAME_BACK: 1, WhyNot.NOT_CONFIRMED: 2}
    assert (plan.matches, plan.mailable) == (6, 2)


def test_a_segment_narrows_it_and_one_that_is_gone_mails_nobody(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        add_people(shop, ["jana@example.org"], city="Písek")
        campaign_id = a_campaign(shop)
        segment = saving.save(shop, "South", SOUTH)
        pick(shop, campaign_id, segment.id)
        plan = planned(shop, campaign_id)
        assert (plan.audience, plan.matches, plan.mailable) == ("South", 1, 1)
        assert json.loads(plan.definition) == json.loads(SOUTH)
        with shop.transaction() as session:
            session.get_one(Segment, segment.id).deleted_at = NOON
        with pytest.raises(InputRefused, match="was deleted"):
            planned(shop, campaign_id)
        with pytest.raises(CampaignRefused, match="No campaign has the number 99"):
            planned(shop, 99)


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from((Agreement.PROVEN, Agreement.IMPORTED, Agreement.UNPROVEN, Agreement.NONE)),
        st.sampled_from((None, *Reason)),
        st.booleans(),
        st.sampled_from(("Písek", "Tábor")),
    ),
    min_size=1,
    max_size=8,
)


def test_who_is_planned_is_who_is_queued(tmp_path: Path) -> None:
    """Whatever the people are like: what the sheet says is what sending does, to the last person."""
    with an_open_shop(tmp_path, 0) as shop:
        south = saving.save(shop, "South", SOUTH).id
        outbox = RehearsalOutbox(tmp_path / "outbox", shop.clock)

        @settings(max_examples=25, deadline=None)
        @given(people=PEOPLE, narrowed=st.booleans())
        def check(people: list[tuple[Agreement, Reason | None, bool, str]], narrowed: bool) -> None:
            _empty(shop)
            for number, (agreement, reason, quarantined, city) in enumerate(people):
                email = f"p{number}@example.org"
                kind = {"agreement": agreement, "quarantined": quarantined, "city": city}
                add_people(shop, [email], **kind)  # type: ignore[arg-type]
                if reason:
                    with shop.transaction() as session:
                        a_refusal(session, shop, email, reason)
            campaign_id = a_campaign(shop)
            if narrowed:
                pick(shop, campaign_id, south)
            plan = planned(shop, campaign_id)
            assert plan.matches == plan.mailable + sum(plan.left_out.values())
            expected = {
                f"p{number}@example.org"
                for number, (agreement, reason, quarantined, city) in enumerate(people)
                if agreement is Agreement.PROVEN
                and not (reason or quarantined)
                and (not narrowed or city == "Písek")
            }
            assert plan.mailable == len(expected)
            if not expected:
                with pytest.raises(CampaignRefused):
                    send(shop, outbox, campaign_id, in_half_an_hour)
                assert states(shop, campaign_id) == {}
                return
            send(shop, outbox, campaign_id, in_half_an_hour)
            assert states(shop, campaign_id).keys() == expected
            with shop.reading() as session:
                assert stand(session, campaign_id, NOON).left_out == sum(plan.left_out.values())

        check()


def _empty(shop: Shop) -> None:
    """As if nobody had ever been there."""
    with shop.transaction() as session:
        for table in (
            "left_out",
            "delivery",
            "chunk",
            "wave",
            "suppression",
            "consent_entry",
            "campaign",
            "contact",
        ):
            session.execute(text(f"DELETE FROM {table}"))


def test_what_was_agreed_is_sent_and_who_said_no_meanwhile_is_not(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        campaign_id = a_campaign(shop)
        plan = planned(shop, campaign_id)
        with shop.transaction() as session:
            a_refusal(session, shop, "p1@example.org", Reason.LEFT)
        provider = post_office(post)
        send(shop, provider, campaign_id, in_half_an_hour, agreed=as_agreed(shop, provider, plan))
    post.clock.advance(7200)
    assert live_mails(post) == ["p0@example.org", "p2@example.org"]


Change = Callable[[Shop, int], None]


def _more_people(shop: Shop, _campaign_id: int) -> None:
    add_people(shop, ["new@example.org"])


def _another_subject(shop: Shop, campaign_id: int) -> None:
    with shop.transaction() as session:
        session.get_one(Campaign, campaign_id).subject = "Winter"


def _another_mail(shop: Shop, campaign_id: int) -> None:
    with shop.transaction() as session:
        session.get_one(Campaign, campaign_id).content = {"html": "<p>Winter</p>"}


def _another_segment(shop: Shop, campaign_id: int) -> None:
    everyone = json.dumps({"version": 1, "where": {"all": []}})
    pick(shop, campaign_id, saving.save(shop, "All", everyone).id)


def _another_sender(shop: Shop, _campaign_id: int) -> None:
    shop.change_settings({"sender.email": "other@example.com"})


def _another_rule(shop: Shop, _campaign_id: int) -> None:
    shop.change_settings({"consent.double_opt_in": "not-required"})


@pytest.mark.parametrize(
    "change",
    [_more_people, _another_subject, _another_mail, _another_segment, _another_sender, _another_rule],
)
def test_what_was_not_agreed_to_is_not_sent(post: StandIn, tmp_path: Path, change: Change) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        campaign_id = a_campaign(shop)
        plan = planned(shop, campaign_id)
        change(shop, campaign_id)
        provider = post_office(post)
        with pytest.raises(CampaignRefused, match="Nobody was mailed"):
            send(shop, provider, campaign_id, in_half_an_hour, agreed=as_agreed(shop, provider, plan))
        assert states(shop, campaign_id) == {}
        with shop.reading() as session:
            assert session.get_one(Campaign, campaign_id).state is CampaignState.DRAFT
    assert sends(post) == 0


def test_a_rehearsal_that_was_agreed_to_never_really_leaves(post: StandIn, tmp_path: Path) -> None:
    """A key was set, in another window, between looking and sending."""
    with an_open_shop(tmp_path, 3, AClock()) as shop:
        campaign_id = a_campaign(shop)
        with shop.reading() as session:
            plan = send_plan(session, campaign_id, shop.settings(), NOON, "rehearsal")
        provider = post_office(post)
        with pytest.raises(CampaignRefused, match="rehearsal has changed"):
            send(shop, provider, campaign_id, in_half_an_hour, agreed=as_agreed(shop, provider, plan))
    assert sends(post) == 0


class _Meddling(SendGridProvider):
    """Somebody keeps another mail, or imports people, while the do-not-mail lists are being read."""

    def __init__(self, post: StandIn, meddle: Callable[[], object]) -> None:
        super().__init__(Secret(post.key), post.url, AClock())
        self._meddle = meddle

    def feedback(self, kind: FeedbackKind, since: int, until: int) -> Iterator[list[FeedbackRow]]:
        if kind is FeedbackKind.SPAM_REPORT:
            self._meddle()
        return super().feedback(kind, since, until)


@pytest.mark.parametrize("change", [_another_subject, _another_mail, _another_sender])
def test_what_was_checked_is_what_is_sent(post: StandIn, tmp_path: Path, change: Change) -> None:
    """Also from the command line, where nobody has looked at a plan."""
    with an_open_shop(tmp_path, 3) as shop:
        campaign_id = a_campaign(shop)
        provider = _Meddling(post, lambda: change(shop, campaign_id))
        with pytest.raises(CampaignRefused, match="changed while it was about to be sent"):
            send(shop, provider, campaign_id, in_half_an_hour)
        assert states(shop, campaign_id) == {}
    assert sends(post) == 0


def test_a_draft_that_is_deleted_meanwhile_is_refused_in_words(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        campaign_id = a_campaign(shop)
        provider = _Meddling(post, lambda: delete(shop, campaign_id))
        with pytest.raises(CampaignRefused, match="No campaign has the number"):
            send(shop, provider, campaign_id, in_half_an_hour)
        with pytest.raises(CampaignRefused, match="No campaign has the number"):
            send(shop, provider, campaign_id, in_half_an_hour)
        with pytest.raises(CampaignRefused, match="No campaign has the number"):
            recall(shop, provider, campaign_id)
    assert sends(post) == 0


def test_people_who_come_in_at_the_last_moment_are_not_mailed_unseen(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        campaign_id = a_campaign(shop)
        plan = planned(shop, campaign_id)
        provider = _Meddling(post, lambda: _more_people(shop, campaign_id))
        with pytest.raises(CampaignRefused, match="You agreed to 3 recipients; by now there are 4"):
            send(shop, provider, campaign_id, in_half_an_hour, agreed=as_agreed(shop, provider, plan))
        assert states(shop, campaign_id) == {}
    assert sends(post) == 0
