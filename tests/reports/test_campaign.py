"""The report of a campaign: every number is a count of rows, and every row has a name and a reason."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from shopmail.errors import DeliveryError
from shopmail.feedback.collecting import collect
from shopmail.model import Delivery, DeliveryState, LeftOut
from shopmail.reports.campaign import campaign_report
from shopmail.reports.report import Report
from shopmail.sending.recalling import recall
from shopmail.sending.starting import send
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock, a_contact, a_refusal
from tests.feedback.heard import an_hour_passes
from tests.sending.ready import a_campaign, add_people, an_open_shop, in_half_an_hour, post_office
from tests.standin import StandIn, faults

KEYS = ["sent", "came-back", "left", "complained", "unknown", "not-sent", "left-out"]


def reported(shop: Shop, campaign_id: int) -> Report:
    with shop.reading() as session:
        found = campaign_report(session, campaign_id)
        recipients = session.scalar(
            select(func.count()).select_from(Delivery).where(Delivery.campaign_id == campaign_id)
        )
        left_out = session.scalar(
            select(func.count()).select_from(LeftOut).where(LeftOut.campaign_id == campaign_id)
        )
    assert [tile.key for tile in found.tiles] == [table.key for table in found.tables] == KEYS
    assert all(tile.count == len(found.table(tile.key).people) for tile in found.tiles)
    counts = {tile.key: tile.count for tile in found.tiles}
    assert counts["sent"] + counts["unknown"] + counts["not-sent"] == recipients
    assert counts["left-out"] == left_out
    return found


def lines(found: Report, key: str) -> list[tuple[str, str, str]]:
    return [(person.email, person.note, person.server_text) for person in found.table(key).people]


def test_a_campaign_with_everything_in_it(post: StandIn, tmp_path: Path) -> None:
    clock = AClock()
    post.refuse("refused@example.org")
    post.will_bounce("dead@example.org")
    post.will_block("blocked@example.org")
    post.invalid("invalid@example.org")
    with an_open_shop(tmp_path, 1, clock) as shop:
        add_people(
            shop,
            [
                f"{name}@example.org"
                for name in ("refused", "dead", "blocked", "invalid", "angry", "leaver", "gone")
            ],
        )
        with shop.transaction() as session:
            a_contact(session, shop, "nobody@example.com")
            a_refusal(session, shop, "gone@example.org")
        campaign_id = a_campaign(shop)
        send(shop, post_office(post, clock), campaign_id, in_half_an_hour)
        an_hour_passes(shop, post)
        post.add("blocks", "angry@example.org", reason="421 4.7.0 Slow down.", status="4.7.0")
        post.complain("angry@example.org")
        post.leave_group("leaver@example.org", 1001)
        collect(shop, post_office(post, clock))
        found = reported(shop, campaign_id)

    assert found.title == "Autumn"
    assert lines(found, "came-back") == [
        ("dead@example.org", "mailbox does not exist", "550 5.1.1 The email account does not exist."),
        ("blocked@example.org", "refused as spam", "421 4.7.0 Try again later."),
        ("invalid@example.org", "not tried by SendGrid", "Mail domain mentioned in email address is unknown"),
    ]
    assert lines(found, "complained") == [("angry@example.org", "reported as spam", "421 4.7.0 Slow down.")]
    assert [(person.email, person.at) for person in found.table("left").people] == [
        ("leaver@example.org", NOON + 3600)
    ]
    ((email, note, server_text),) = lines(found, "not-sent")
    assert (email, note) == ("refused@example.org", "not accepted by SendGrid")
    assert "personalizations.1.to" in server_text
    assert lines(found, "left-out") == [
        ("gone@example.org", "left", ""),
        ("nobody@example.com", "no basis", ""),
    ]
    assert {person.email for person in found.table("sent").people} == {
        *("p0@example.org", "dead@example.org", "blocked@example.org", "invalid@example.org"),
        *("angry@example.org", "leaver@example.org"),
    }


def test_what_is_not_known_is_said_to_be_so(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.drop_after_accept())
        post.fail("/v3/user/scheduled_sends", faults.status(403))
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        found = reported(shop, campaign_id)
        assert lines(found, "unknown") == [("p0@example.org", "nobody can tell whether it was sent", "")]
        assert found.table("sent").people == []


def test_people_who_were_held_back_have_their_reason(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 2) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.wrong_key())
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert [line[1] for line in lines(reported(shop, campaign_id), "not-sent")] == [
            "waits to be sent"
        ] * 2
        post.complain("p1@example.org")
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        assert lines(reported(shop, campaign_id), "not-sent") == [
            ("p1@example.org", "held back: complained", "")
        ]


def test_a_recalled_campaign_and_a_draft(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 2) as shop:
        campaign_id = a_campaign(shop)
        assert all(tile.count == 0 for tile in reported(shop, campaign_id).tiles)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        recall(shop, post_office(post), campaign_id)
        found = reported(shop, campaign_id)
    assert [line[1] for line in lines(found, "not-sent")] == ["recalled before it left"] * 2


def test_every_state_is_in_one_number(post: StandIn, tmp_path: Path) -> None:
    """Whatever state a mail is in, its person is sent, unknown or not sent, with words of ours."""
    states = [state for state in DeliveryState if state is not DeliveryState.QUEUED]
    with an_open_shop(tmp_path, len(states)) as shop:
        campaign_id = a_campaign(shop)
        post.fail("/v3/mail/send", faults.wrong_key())
        with pytest.raises(DeliveryError):
            send(shop, post_office(post), campaign_id, in_half_an_hour)
        with shop.transaction() as session:
            connection = session.connection()
            connection.exec_driver_sql("DROP TRIGGER delivery_moves")
            for number, state in enumerate(states):
                connection.exec_driver_sql(
                    "UPDATE delivery SET state = ?, reason = ? WHERE email = ?",
                    (state.value, "left" if state is DeliveryState.HELD else "", f"p{number}@example.org"),
                )
        found = reported(shop, campaign_id)
    named = [person for key in ("sent", "unknown", "not-sent") for person in found.table(key).people]
    assert len(named) == len({person.email for person in named}) == len(states)
    assert all(person.note for person in named)
