"""What is looked at before a campaign may leave: each check finds its fault, and nothing else."""

from pathlib import Path

import pytest

from shopmail.campaigns.blocks.written import Button
from shopmail.campaigns.checks.catalog import CHECKS, findings, stopping
from shopmail.campaigns.starting_points import ELSEWHERE, STARTING_POINTS, StartingPoint
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.model import DeliveryState, Picture, Segment
from shopmail.segments import saving as segments
from shopmail.sending.starting import send
from shopmail.storage.shop import Shop
from shopmail.wording import LANGUAGES
from tests.campaigns.checks.looking import (
    IDENTITY,
    LAWFUL,
    LEAVE,
    MARKED,
    codes,
    found,
    of_html,
    of_written,
    people_from,
    rows,
    was_sent,
)
from tests.sending.ready import DRAFT, a_campaign, add_people, an_open_shop, at_once


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        assert findings(shop, a_campaign(shop)) == []
        assert found(shop, LAWFUL) == []


def test_every_check_has_a_key_of_its_own() -> None:
    assert len({check.key for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize(
    ("html", "code", "stops"),
    [
        (f"<p>Roses. {MARKED}</p>{LEAVE}", "identity-not-in-mail", True),
        (f"<p>{IDENTITY}</p>{LEAVE}", "not-marked", True),
        (f"{LAWFUL}<a href='https://example.com'></a>", "empty-link", True),
        (f"<p>{{{{ city }}}}</p>{LAWFUL}", "field-without-fallback", True),
        (f"{LAWFUL}<a href='https://example.com'>Click here</a>", "vague-link", False),
        (f"{LAWFUL}<form><input></form>", "taken-out", False),
        (f"<p>{IDENTITY}</p>", "footer-added", False),
        (f"{LAWFUL}<p>{'x' * 110_000}</p>", "clipped", False),
        (f"{LAWFUL}<img src='https://example.com/a.png' alt='Roses'>", "pictures-on-the-web", False),
        (f"{LAWFUL}<img src='cid:0123456789abcdef' alt='Roses'>", "pictures-refused", True),
    ],
)
def test_own_html(tmp_path: Path, html: str, code: str, stops: bool) -> None:
    with an_open_shop(tmp_path) as shop:
        assert found(shop, html) == [(code, stops)]


def test_a_picture_without_words(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        assert ("picture-without-words", False) in found(
            shop, f"{LAWFUL}<img src='https://example.com/a.png'>"
        )


def test_only_czech_law_forbids_a_mail_that_is_not_marked(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, shop__country="DE") as shop:
        assert found(shop, f"<p>{IDENTITY}</p>{LEAVE}") == [("not-marked", False)]


@pytest.mark.parametrize(
    ("settings", "code", "stops"),
    [
        ({"sender.email": ""}, "no-sender", True),
        ({"sender.email": "shop"}, "bad-sender", True),
        ({"sender.reply_to": "shop@localhost"}, "bad-reply-to", True),
        ({"sender.email": "kvetiny@seznam.cz"}, "mailbox-service", False),
        ({"shop.company_number": " "}, "no-shop-identity", True),
        ({"tracking.opens": "yes"}, "measuring", False),
    ],
)
def test_settings(tmp_path: Path, settings: dict[str, str], code: str, stops: bool) -> None:
    with an_open_shop(tmp_path) as shop:
        shop.change_settings(settings)
        assert codes(findings(shop, a_campaign(shop))) == [(code, stops)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"subject": " "}, [("no-subject", True)]),
        ({"subject": "{{ nothing }}"}, [("broken-template", True)]),
        ({"html": None}, [("broken-template", True)]),
        ({"subject": "", "html": "{% if %}"}, [("no-subject", True), ("broken-template", True)]),
    ],
)
def test_what_is_begun_is_looked_at_as_far_as_it_goes(
    tmp_path: Path, values: dict[str, object], expected: list[tuple[str, bool]]
) -> None:
    with an_open_shop(tmp_path) as shop:
        assert codes(stopping(shop, of_written(shop, **values))) == expected


def test_a_mail_that_one_person_breaks(tmp_path: Path) -> None:
    """A subject that is empty for somebody is the subject's fault; a text that fails for her, the mail's."""
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, ["x@example.org"], city="", first_name="Jana")
        subject = of_written(shop, subject="{% if city %}{{ city | default: '-' }}{% endif %}")
        (finding,) = findings(shop, subject)
        assert (finding.code, finding.stops) == ("broken-template", True)
        assert finding.sentence.startswith("Subject")


def test_a_segment_that_was_deleted_stops_and_never_means_everybody(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        everybody = '{"version": 1, "where": {"rule": "email", "op": "contains", "value": "example"}}'
        segment = segments.save(shop, "Písek", everybody)
        campaign_id = of_written(shop, segment_id=segment.id)
        assert findings(shop, campaign_id) == []
        segments.delete(shop, segment.id)
        (finding,) = findings(shop, campaign_id)
        assert (finding.code, finding.stops) == ("no-segment", True)
        assert "Písek" in finding.sentence


def test_a_segment_that_asks_for_what_is_gone_stops(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        with shop.transaction() as session:
            gone = {"version": 1, "where": {"rule": "own:shoe_size", "op": "is", "value": "42"}}
            row = Segment(name="Old", definition=gone, created_at=0, updated_at=0)
            session.add(row)
            session.flush()
            segment_id = row.id
        (finding,) = findings(shop, of_written(shop, segment_id=segment_id))
        assert (finding.code, finding.stops) == ("no-segment", True)


def test_nobody_to_send_to(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 0) as shop:
        assert codes(findings(shop, a_campaign(shop))) == [("nobody", True)]


def test_people_who_get_a_fallback_are_counted(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        add_people(shop, ["x@example.org"], first_name="")
        (finding,) = findings(shop, a_campaign(shop))
        assert (finding.code, finding.stops) == ("fallbacks-used", False)
        assert "1 person" in finding.sentence
        assert "25 %" in finding.sentence


def test_mails_that_go_out_one_by_one_are_counted(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, ["x@example.org"], city="y" * 6_000)
        (finding,) = findings(shop, a_campaign(shop))
    assert (finding.code, finding.stops) == ("one-by-one", False)


def test_what_stops_comes_first(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, ["x@example.org"], first_name="")
        campaign_id = a_campaign(shop, DRAFT.replace(" | default: 'your town'", ""))
        assert codes(findings(shop, campaign_id)) == [
            ("field-without-fallback", True),
            ("fallbacks-used", False),
        ]


@pytest.mark.parametrize("point", STARTING_POINTS, ids=lambda point: point.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_starting_point_leaves_as_it_is(tmp_path: Path, point: StartingPoint, language: str) -> None:
    with an_open_shop(tmp_path) as shop:
        blocks = point.blocks(language, shop.settings().shop)
        found = findings(shop, of_written(shop, html=None, blocks=blocks))
        assert "not-filled-in" in [finding.code for finding in found if finding.stops]
        elsewhere = Button("To the shop", ELSEWHERE)
        found = findings(shop, of_written(shop, html=None, blocks=(elsewhere,)))
        assert codes(found) == [("leads-elsewhere", True)]


def test_heavy_pictures(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        _a_picture(shop, "heavy", 1_000_000)
        _a_picture(shop, "toomuch", 10_000_001)
        assert found(shop, f"{LAWFUL}<img src='cid:heavy' alt='Roses'>") == [("heavy-pictures", False)]
        assert found(shop, f"{LAWFUL}<img src='cid:toomuch' alt='Roses'>") == [("pictures-refused", True)]


def test_who_was_mailed_often_is_counted(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        for days_ago in (1, 10, 31):
            was_sent(shop, DeliveryState.DELIVERED, "p1@example.org", days_ago)
        assert findings(shop, a_campaign(shop)) == []
        was_sent(shop, DeliveryState.BOUNCED, "p1@example.org")
        assert findings(shop, a_campaign(shop)) == []
        was_sent(shop, DeliveryState.ACCEPTED, "p1@example.org")
        (finding,) = findings(shop, a_campaign(shop))
        assert (finding.code, finding.stops) == ("many-mails", False)
        assert finding.sentence.startswith("1 person")


def test_what_may_come_back_is_reckoned_by_source(tmp_path: Path) -> None:
    """Of the fair's 25 mails five came back before, of the web's 80 nobody."""
    with an_open_shop(tmp_path, 0) as shop:
        people_from(shop, "Fair 2019", [f"{number}@fair.example.org" for number in range(20)])
        people_from(shop, "Web form", [f"{number}@web.example.org" for number in range(80)])
        assert findings(shop, a_campaign(shop)) == []
        was_sent(shop, DeliveryState.DELIVERED, "web.example.org")
        assert findings(shop, a_campaign(shop)) == []
        was_sent(shop, DeliveryState.DELIVERED, "fair.example.org")
        for number in range(5):
            was_sent(shop, DeliveryState.BOUNCED, f"1{number}@fair.example.org")
        (finding,) = findings(shop, a_campaign(shop))
        assert (finding.code, finding.stops) == ("coming-back", False)
        assert finding.sentence == (
            "About 4 of 100 may come back (4.0 %). Without the 20 people from “Fair 2019”: 0.0 %."
        )


def test_a_rehearsal_was_no_mail(tmp_path: Path) -> None:
    """Nobody tires of it, and that none of it came back says nothing of a source."""
    with an_open_shop(tmp_path, 0) as shop:
        people_from(shop, "Fair 2019", [f"{number}@fair.example.org" for number in range(25)])
        for _campaign in range(3):
            send(shop, RehearsalOutbox(tmp_path / "outbox", shop.clock), a_campaign(shop), at_once)
        seen = rows(shop, a_campaign(shop))
        assert seen["many-mails"].state == "good"
        assert seen["coming-back"].sentence.startswith("Nothing is known yet")


def test_one_click_is_asked_for_only_of_many(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 4_999) as shop:
        assert codes(findings(shop, of_html(shop, LAWFUL))) == []
        add_people(shop, ["x@example.org"])
        assert codes(findings(shop, of_html(shop, LAWFUL))) == [("one-click-not-sure", False)]
        shop.change_settings({"unsubscribe.way": "tracking"})
        assert codes(findings(shop, of_html(shop, LAWFUL))) == []


def _a_picture(shop: Shop, cid: str, size: int) -> None:
    with shop.transaction() as session:
        session.add(
            Picture(
                cid=cid,
                name="a.jpg",
                media_type="image/jpeg",
                width=1,
                height=1,
                data=b"x" * size,
                added_at=0,
            )
        )
