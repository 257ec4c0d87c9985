"""Where every mail of a campaign is: each in one place, the numbers and the names telling the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import CampaignRefused, DeliveryError, Stopped
from shopmail.model import CampaignState, DeliveryState, Reason
from shopmail.sending.people import (
    Place,
    Stand,
    deliveries,
    how_many,
    how_many_left_out,
    left_out,
    stand,
)
from shopmail.sending.recalling import recall
from shopmail.sending.starting import send
from shopmail.storage.shop import Shop
from tests.builders import NOON, a_refusal
from tests.sending.ready import (
    TWO_KINDS,
    a_campaign,
    add_people,
    an_open_shop,
    at_once,
    in_half_an_hour,
    post_office,
)
from tests.standin import StandIn, faults


def standing(shop: Shop, campaign_id: int, now: int = NOON) -> Stand:
    with shop.reading() as session:
        return stand(session, campaign_id, now)


def there(found: Stand) -> dict[str, int]:
    """Place -> people, without the empty ones."""
    return {place.value: people for place, people in found.places.items() if people}


def test_from_the_draft_to_the_departure(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        draft = standing(shop, campaign_id)
        assert (draft.state, draft.recipients, draft.recallable) == (CampaignState.DRAFT, 0, 0)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        held = standing(shop, campaign_id)
        assert there(held) == {"at-post": 3}
        assert (held.leaves_at, held.recall_until) == (NOON + 1800, NOON + 1800 - 720)
        assert (held.recallable, held.too_late, held.at_once, held.rehearsed) == (3, 0, False, False)
        late = standing(shop, campaign_id, NOON + 1800 - 720)
        assert (late.recallable, late.too_late, late.recall_until) == (0, 3, 0)
        left = standing(shop, campaign_id, NOON + 1800)
        assert there(left) == {"gone": 3}
        assert (left.leaves_at, left.last_leaves_at) == (0, NOON + 1800)
        recall(shop, post_office(post), campaign_id)
        taken = standing(shop, campaign_id, NOON + 1800)
        assert there(taken) == {"recalled": 3}
        assert (taken.recallable, taken.too_late) == (0, 0)
        with pytest.raises(CampaignRefused):
            standing(shop, 99)


def test_at_once_and_rehearsed(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        sent, rehearsed = a_campaign(shop), a_campaign(shop)
        send(shop, post_office(post), sent, at_once)
        found = standing(shop, sent)
        assert (there(found), found.at_once, found.recallable, found.too_late) == ({"gone": 3}, True, 0, 3)
        send(shop, RehearsalOutbox(tmp_path / "outbox", shop.clock), rehearsed, in_half_an_hour)
        assert standing(shop, rehearsed).rehearsed


def test_what_was_interrupted_can_be_recalled_as_a_whole(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 2) as shop:
        add_people(shop, ["q@example.org"], city="")
        campaign_id = a_campaign(shop, TWO_KINDS)
        post.fail("/v3/mail/send", faults.drop_after_accept())
        post.fail("/v3/user/scheduled_sends", faults.status(403))
        with pytest.raises((DeliveryError, Stopped)):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        found = standing(shop, campaign_id)
        assert found.state is CampaignState.STOPPED
        assert "unknown" in there(found)
        assert found.recallable == found.recipients == 3
        assert found.stopped_because


def test_names_are_searched_sorted_and_paged(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 0) as shop:
        for last, first in (("Čáp", "Jan"), ("Adam", "Eva"), ("Dub", "Petr"), ("Cibulka", "Ota")):
            add_people(shop, [f"{first.lower()}@example.org"], first_name=first, last_name=last)
        _order_names(shop)
        campaign_id = a_campaign(shop)
        with shop.transaction() as session:
            a_refusal(session, shop, "ota@example.org", Reason.LEFT)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        with shop.reading() as session:
            everybody = deliveries(session, campaign_id, None, "", 0, 10, NOON)
            assert [one.name for one in everybody] == ["Eva Adam", "Jan Čáp", "Petr Dub"]
            assert {one.place for one in everybody} == {Place.AT_POST}
            second = deliveries(session, campaign_id, Place.AT_POST, "", 1, 1, NOON)
            assert [one.email for one in second] == ["jan@example.org"]
            assert deliveries(session, campaign_id, Place.GONE, "", 0, 10, NOON) == []
            assert [one.name for one in deliveries(session, campaign_id, None, "cap", 0, 10, NOON)] == [
                "Jan Čáp"
            ]
            assert how_many(session, campaign_id, None, "cap", NOON) == 1
            assert how_many(session, campaign_id, Place.GONE, "", NOON + 1800) == 3
            (out,) = left_out(session, campaign_id, "", 0, 10)
            assert (out.name, out.email, out.reason) == ("Ota Cibulka", "ota@example.org", "left")
            assert left_out(session, campaign_id, "cap", 0, 10) == []
            assert how_many_left_out(session, campaign_id, "") == 1
            assert how_many_left_out(session, campaign_id, "cap") == 0


def _order_names(shop: Shop) -> None:
    from shopmail.contacts.ordering import name_order
    from shopmail.model import Contact

    with shop.transaction() as session:
        for contact in session.query(Contact):
            contact.name_order = name_order(contact.last_name, contact.first_name, contact.email_key)


def test_everybody_is_in_one_place_whichever_way_it_is_asked(tmp_path: Path) -> None:
    """Numbers, names and counts agree for any states in any waves; nobody twice, nobody forgotten."""
    with an_open_shop(tmp_path, 8) as shop:

        @settings(max_examples=40, deadline=None)
        @given(
            mails=st.lists(
                st.tuples(st.sampled_from(DeliveryState), st.integers(0, 2)), min_size=1, max_size=8
            ),
            waves=st.tuples(*[st.tuples(st.sampled_from((0, -1, 600, 7200)), st.booleans())] * 3),
        )
        def check(mails: list[tuple[DeliveryState, int]], waves: tuple[tuple[int, bool], ...]) -> None:
            campaign_id = a_campaign(shop)
            put_mails(shop, campaign_id, mails, waves)
            _agree(shop, campaign_id, mails)

        check()


def _agree(shop: Shop, campaign_id: int, mails: list[tuple[DeliveryState, int]]) -> None:
    with shop.reading() as session:
        found = stand(session, campaign_id, NOON)
        everybody = deliveries(session, campaign_id, None, "", 0, 100, NOON)
        assert len(everybody) == len({one.contact_id for one in everybody}) == len(mails)
        assert found.recipients == len(mails)
        for place in Place:
            names = deliveries(session, campaign_id, place, "", 0, 100, NOON)
            assert len(names) == found.places[place] == how_many(session, campaign_id, place, "", NOON)
            assert {one.place for one in names} <= {place}
            assert {one.email for one in names} == {one.email for one in everybody if one.place is place}
    never = (DeliveryState.HELD, DeliveryState.REJECTED, DeliveryState.RECALLED)
    assert found.recallable + found.too_late == sum(state not in never for state, _wave in mails)


def put_mails(
    shop: Shop,
    campaign_id: int,
    mails: list[tuple[DeliveryState, int]],
    waves: tuple[tuple[int, bool], ...],
) -> None:
    """Deliveries as given, past every act: (state, number of wave); waves: (seconds from noon, cancelled)."""
    with shop.transaction() as session:
        for number, (ahead, cancelled) in enumerate(waves, 1):
            session.execute(
                text(
                    "INSERT INTO wave (campaign_id, number, batch_id, send_at, cancelled_at)"
                    " VALUES (:campaign, :n, :batch, :at, :cancelled)"
                ),
                {
                    "n": number,
                    "campaign": campaign_id,
                    "batch": f"B{number}" if ahead else "",
                    "at": NOON + ahead if ahead else 0,
                    "cancelled": NOON if cancelled else None,
                },
            )
        for number, (state, wave) in enumerate(mails):
            session.execute(
                text(
                    "INSERT INTO delivery (campaign_id, contact_id, address_hash, email, recipient_id,"
                    " wave_id, state, changed_at) SELECT :campaign, contact.id, address_hash, email,"
                    " :recipient, wave.id, :state, :at FROM contact"
                    " JOIN wave ON wave.campaign_id = :campaign AND number = :wave"
                    " WHERE email = :email"
                ),
                {
                    "campaign": campaign_id,
                    "recipient": f"c{campaign_id}r{number}",
                    "wave": wave + 1,
                    "state": state.value,
                    "at": NOON - 3600,
                    "email": f"p{number}@example.org",
                },
            )
        session.execute(text("UPDATE campaign SET state = 'handed-over' WHERE id = :id"), {"id": campaign_id})
