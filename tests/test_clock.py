"""Moments and days on the shop's wall clock, across the change to summer time."""

from datetime import date

from shopmail.clock import Clock, iso, local, local_day, start_of_day

MIDNIGHT_IN_PRAGUE = 1_795_302_000


def test_a_moment_in_utc_and_on_the_wall() -> None:
    assert iso(MIDNIGHT_IN_PRAGUE) == "2026-11-21T23:00:00Z"
    assert local(MIDNIGHT_IN_PRAGUE, "Europe/Prague") == "2026-11-22 00:00"
    assert local_day(MIDNIGHT_IN_PRAGUE - 1, "Europe/Prague") == date(2026, 11, 21)


def test_a_day_begins_when_the_wall_clock_says_so() -> None:
    assert start_of_day(date(2026, 11, 22), "Europe/Prague") == MIDNIGHT_IN_PRAGUE
    summer = start_of_day(date(2027, 3, 29), "Europe/Prague") - start_of_day(
        date(2027, 3, 28), "Europe/Prague"
    )
    assert summer == 23 * 3600


def test_the_computers_clock_runs() -> None:
    clock = Clock()
    before = clock.monotonic()
    clock.sleep(-5)
    clock.sleep(0.01)
    assert clock.monotonic() >= before + 0.01
    assert clock.now() > MIDNIGHT_IN_PRAGUE
