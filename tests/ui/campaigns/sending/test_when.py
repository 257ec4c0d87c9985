"""What a choice of time means, beside what the core makes of the same one; and words for every code."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from shopmail.consent.mailable import WhyNot
from shopmail.errors import CampaignRefused
from shopmail.sending import fence
from shopmail.sending.fence import at_time
from shopmail.sending.people import Place
from shopmail.settings import Settings
from shopmail.ui.campaigns.sending import when
from shopmail.ui.campaigns.sending.reading import subject_words
from shopmail.ui.campaigns.sending.when import When, WhenChoice, leaving
from shopmail.ui.campaigns.sending.words import PLACES, REASONS
from tests.builders import NOON

PRAGUE = "Europe/Prague"


def test_the_limits_are_the_cores() -> None:
    assert when.SOON_MINUTES == fence.DEFAULT_MINUTES
    assert when.LEAST_MINUTES == fence.LEAST_MINUTES
    assert when.MOST_HOURS == fence.MOST_HOURS
    assert when.RECALL_SECONDS == fence.CANCEL_SECONDS + fence.MARGIN_SECONDS


def test_soon_and_now() -> None:
    soon = leaving(When("soon"), PRAGUE, NOON)
    assert (soon.at, soon.recall_until, soon.problem) == (NOON + 1800, NOON + 1080, "")
    now = leaving(When("now"), PRAGUE, NOON)
    assert (now.at, now.recall_until) == (NOON, 0)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22 12:20",
        "2026-11-22 12:19",
        "2026-11-22 11:00",
        "2026-11-23 09:00",
        "2026-11-25 11:00",
        "2026-11-25 11:01",
        "2026-11-25 12:00",
        "2026-11-22 25:00",
        "2026-11-22 nine",
        "2026-11-22 :",
        "",
    ],
)
def test_a_time_is_taken_here_when_the_core_takes_it(text: str) -> None:
    found = leaving(When("later", text), PRAGUE, NOON)
    try:
        expected = at_time(text, Settings(), NOON).send_at
    except CampaignRefused:
        expected = 0
    assert found.at == expected
    assert bool(found.problem) == (expected == 0)


def test_an_hour_that_the_clocks_leave_out() -> None:
    before = int(datetime(2027, 3, 27, 12, tzinfo=ZoneInfo(PRAGUE)).timestamp())
    assert "the clocks go forward" in leaving(When("later", "2027-03-28 02:30"), PRAGUE, before).problem
    assert leaving(When("later", "2027-03-28 03:30"), PRAGUE, before).problem == ""


@pytest.mark.parametrize(
    ("typed", "written"), [("9", "09:00"), ("9:5", "09:5"), (" 9.30 ", "09:30"), ("18:00", "18:00")]
)
def test_how_people_write_a_time(qapp: object, typed: str, written: str) -> None:
    choice = WhenChoice(PRAGUE, NOON)
    choice.later.setChecked(True)
    choice.time.setText(typed)
    assert choice.choice() == When("later", f"2026-11-23 {written}")


def test_the_days_go_on_at_midnight(qapp: object) -> None:
    choice = WhenChoice(PRAGUE, NOON)
    assert [choice.day.itemData(number) for number in range(choice.day.count())] == [
        "2026-11-22",
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
    ]
    choice.show_now(NOON + 86_400)
    assert choice.day.itemData(0) == "2026-11-23"
    assert choice.day.key == "2026-11-23"


def test_every_place_and_every_reason_has_its_words() -> None:
    assert PLACES.keys() == {place.value for place in Place}
    assert REASONS.keys() == {code.value for code in WhyNot}
    icons = Path(__file__).parents[4] / "resources" / "icons"
    looks = {*(look.icon for look in PLACES.values()), *(reason.icon for reason in REASONS.values())}
    assert {icon for icon in looks if not (icons / f"{icon}.svg").exists()} == set()


def test_a_subject_is_shown_as_it_reads() -> None:
    assert subject_words("For {{ first_name | default: 'you' }} & {{city}}") == "For ‹first name› & ‹city›"
