"""What the window shows of the checks: a row for each, also when all is well, and where to put it right."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopmail.campaigns.checks.catalog import CHECKS, examined, findings, stopping
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import CampaignRefused, Stopped
from shopmail.sending.starting import send
from tests.campaigns.checks.looking import LAWFUL, of_html, of_written, rows
from tests.sending.ready import a_campaign, an_open_shop, at_once

PLACES = ("to", "from", "subject", "mail", "settings/shop", "settings/sendgrid")


def test_all_is_well_and_each_check_says_so(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        found = examined(shop, campaign_id)
        assert all(row.title and row.sentence for row in found)
        # There is no key in the tests, and a campaign that would reach nobody is not well.
        assert {row.key for row in found if row.state != "good"} == {"post-office"}
        assert {check.key for check in CHECKS} - {row.key for row in found} == {"taken-out"}
        assert {check.key for check in CHECKS} - rows(shop, of_html(shop, LAWFUL)).keys() == {"own-words"}


def test_a_campaign_deleted_meanwhile_is_told(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        for look in (examined, findings, stopping):
            with pytest.raises(CampaignRefused, match="No campaign has the number 7"):
                look(shop, 7)


def test_sentences_of_what_is_well_speak_of_this_campaign(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 4) as shop:
        found = rows(shop, a_campaign(shop))
    assert found["people"].sentence == "4 people get the mail."
    assert found["sender"].sentence == "Květiny, shop@example.com"


def test_a_draft_just_begun_shows_what_can_be_looked_at(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        found = rows(shop, of_written(shop, subject="", html=None))
    assert [key for key, row in found.items() if row.state == "bad"] == ["subject", "mail"]
    assert found["sender"].state == "good"
    assert "links" not in found
    assert found["subject"].remedy is not None
    assert found["subject"].remedy.place == "subject"


@pytest.mark.parametrize(
    ("values", "key", "place"),
    [
        ({"preview_text": "{{ city }}"}, "fallbacks", "subject"),
        ({"subject": "{{ city }}"}, "fallbacks", "subject"),
        ({"html": "{{ city }}" + LAWFUL}, "fallbacks", "mail"),
        ({"preview_text": "{{ nothing }}"}, "mail", "subject"),
        ({"html": "{{ nothing }}"}, "mail", "mail"),
    ],
)
def test_a_remedy_leads_to_where_the_mistake_is(
    tmp_path: Path, values: dict[str, object], key: str, place: str
) -> None:
    with an_open_shop(tmp_path) as shop:
        row = rows(shop, of_written(shop, **values))[key]
    assert row.state == "bad"
    assert row.remedy is not None
    assert row.remedy.place == place


def test_every_remedy_leads_somewhere() -> None:
    for check in CHECKS:
        for remedy in check.remedies.values():
            assert remedy.place in PLACES
            assert remedy.words


def test_it_can_be_stopped_and_tells_how_far_it_is(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1_500) as shop:
        campaign_id = a_campaign(shop)
        told: list[tuple[int, int]] = []
        examined(shop, campaign_id, progress=lambda done, total: told.append((done, total)))
        assert told == [(0, 1_500), (1_000, 1_500)]
        with pytest.raises(Stopped):
            examined(shop, campaign_id, stopped=lambda: True)


SUBJECTS = st.sampled_from(["", "Roses", "{{ first_name }}", "{{ nothing }}", "{% if %}"])
BODIES = st.sampled_from([None, LAWFUL, "<p>Roses</p>", f"{LAWFUL}<a href='#'>x</a>", "{{ first_name }}"])
SENDERS = st.sampled_from(["", "nobody", "Květiny <shop@example.com>"])


def test_what_is_bad_on_screen_is_refused_by_the_core_and_the_other_way_round(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:

        @settings(max_examples=40, deadline=None)
        @given(subject=SUBJECTS, html=BODIES, sender=SENDERS)
        def holds(subject: str, html: str | None, sender: str) -> None:
            campaign_id = of_written(shop, subject=subject, html=html, sender=sender)
            bad = [row for row in examined(shop, campaign_id) if row.state == "bad"]
            assert bool(bad) == bool(stopping(shop, campaign_id))
            assert len(findings(shop, campaign_id)) >= len(bad)

        holds()


def test_what_is_bad_on_screen_is_never_sent(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = of_written(shop, subject="")
        assert any(row.state == "bad" for row in examined(shop, campaign_id))
        with pytest.raises(CampaignRefused):
            send(shop, RehearsalOutbox(tmp_path / "outbox", shop.clock), campaign_id, at_once)
    assert list(tmp_path.rglob("*.eml")) == []
