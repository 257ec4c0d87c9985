"""When mails may leave: twenty minutes to seventy-one hours ahead, on the shop's wall clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.errors import CampaignRefused
from shopmail.model import Wave
from shopmail.sending.fence import (
    MOST_WAVES,
    PEOPLE_PER_WAVE,
    Departure,
    at_time,
    can_cancel,
    has_left,
    in_minutes,
    wave_sizes,
)
from shopmail.settings import Settings
from tests.builders import NOON

PRAGUE = ZoneInfo("Europe/Prague")
SHOP = Settings()


def prague(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=PRAGUE).timestamp())


@given(st.integers(0, 2_000_000))
def test_waves_hold_everybody_and_are_few(people: int) -> None:
    sizes = wave_sizes(people)
    assert sum(sizes) == people
    assert all(size > 0 for size in sizes)
    assert len(sizes) <= MOST_WAVES
    if people <= MOST_WAVES * PEOPLE_PER_WAVE:
        assert all(size <= PEOPLE_PER_WAVE for size in sizes)
    assert all(size % 1000 == 0 for size in sizes[:-1]), "only the last request is not full"


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        (0, []),
        (1, [1]),
        (10_000, [10_000]),
        (10_001, [6_000, 4_001]),
        (40_000, [10_000] * 4),
        (100_000, [25_000] * 4),
    ],
)
def test_waves(people: int, sizes: list[int]) -> None:
    assert wave_sizes(people) == sizes


@pytest.mark.parametrize("minutes", [20, 30, 71 * 60])
def test_minutes_that_are_taken(minutes: int) -> None:
    assert in_minutes(minutes, NOON) == Departure(NOON + minutes * 60)
    assert not in_minutes(minutes, NOON).at_once


@pytest.mark.parametrize("minutes", [-1, 0, 19, 71 * 60 + 1, 10**6, 10**15, -(10**15)])
def test_minutes_that_are_refused(minutes: int) -> None:
    with pytest.raises(CampaignRefused, match="between 20 minutes and 71 hours"):
        in_minutes(minutes, NOON)


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("12:20", "2026-11-22 12:20"),
        ("18:30", "2026-11-22 18:30"),
        ("9:05", "2026-11-23 09:05"),
        ("12:00", "2026-11-23 12:00"),
        ("00:00", "2026-11-23 00:00"),
        ("2026-11-24 08:00", "2026-11-24 08:00"),
        (" 2026-11-24T08:00 ", "2026-11-24 08:00"),
        ("2026-11-25 11:00", "2026-11-25 11:00"),
    ],
)
def test_times_on_the_shops_clock(text: str, leaves: str) -> None:
    assert at_time(text, SHOP, NOON) == Departure(prague(leaves))


def test_a_time_with_a_zone_of_its_own() -> None:
    assert at_time("2026-11-22T18:30+00:00", SHOP, NOON) == Departure(prague("2026-11-22 19:30"))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "soon",
            "18",
            "25:00",
            "18:60",
            "18:30:00",
            "1:2:3",
            ":",
            "2026-13-01 10:00",
            "2026-11-22 24:30",
        ),
        *("-5", "0001-01-01 00:00", "9999-12-31 23:59:59-23:59", "2026-11-22 18:30 Praha", "\x00", "１８h"),
    ],
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(CampaignRefused, match="is not a time"):
        at_time(text, SHOP, NOON)


@pytest.mark.parametrize("text", ["12:19", "2026-11-22 11:00", "2026-11-25 11:01", "2036-01-01 10:00"])
def test_times_that_are_too_near_or_too_far(text: str) -> None:
    with pytest.raises(CampaignRefused):
        at_time("2026-11-22 12:19" if text == "12:19" else text, SHOP, NOON)


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    """On 28 March 2027 the clocks in Prague go from 02:00 to 03:00."""
    evening = prague("2027-03-27 20:00")
    for text in ("02:30", "2027-03-28 02:00", "2027-03-28 02:59"):
        with pytest.raises(CampaignRefused, match="clocks go forward"):
            at_time(text, SHOP, evening)
    assert at_time("03:00", SHOP, evening).send_at - evening == 6 * 3600
    assert at_time("01:59", SHOP, evening).send_at - evening == 5 * 3600 + 59 * 60


def test_an_hour_that_comes_twice_is_the_first() -> None:
    """On 25 October 2026 the clocks in Prague go from 03:00 back to 02:00."""
    evening = prague("2026-10-24 20:00")
    assert at_time("02:30", SHOP, evening).send_at - evening == 6 * 3600 + 30 * 60
    assert at_time("03:00", SHOP, evening).send_at - evening == 8 * 3600


def test_a_wave_can_be_cancelled_until_twelve_minutes_before() -> None:
    wave = Wave(batch_id="b", send_at=NOON + 720, number=1)
    assert can_cancel(wave, NOON - 1)
    assert not can_cancel(wave, NOON)
    assert not can_cancel(Wave(batch_id="", send_at=0, number=1), NOON)


def test_a_wave_has_left_unless_it_was_cancelled() -> None:
    assert has_left(Wave(batch_id="b", send_at=NOON, number=1), NOON)
    assert not has_left(Wave(batch_id="b", send_at=NOON + 1, number=1), NOON)
    assert not has_left(Wave(batch_id="b", send_at=NOON, number=1, cancelled_at=NOON), NOON)
