"""Dates as other systems write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.importing.dates import Order, is_nothing, order_of, read_day, read_moment
from tests.importing.tables import PRAGUE


def moment(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, zone: ZoneInfo = PRAGUE
) -> int:
    return int(datetime(year, month, day, hour, minute, second, tzinfo=zone).timestamp())


UTC_ZONE = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-14", moment(2024, 5, 14)),
        ("2024-05-14 10:05:40", moment(2024, 5, 14, 10, 5, 40)),
        ("2024-05-14T10:05", moment(2024, 5, 14, 10, 5)),
        ("2024-05-14T10:05:40Z", moment(2024, 5, 14, 10, 5, 40, zone=UTC_ZONE)),
        ("2024-05-14T10:05:40.123Z", moment(2024, 5, 14, 10, 5, 40, zone=UTC_ZONE)),
        ("2024-05-14 10:05:40 +0200", moment(2024, 5, 14, 8, 5, 40, zone=UTC_ZONE)),
        ("2024-05-14 10:05:40-05:30", moment(2024, 5, 14, 15, 35, 40, zone=UTC_ZONE)),
        ("2023-05-01 10:00:12.123456 +0200 CEST", moment(2023, 5, 1, 8, 0, 12, zone=UTC_ZONE)),
        ("2023-05-01 10:00:12 +0000 UTC", moment(2023, 5, 1, 10, 0, 12, zone=UTC_ZONE)),
        ("2024-05-14 10:05:40 UTC", moment(2024, 5, 14, 10, 5, 40, zone=UTC_ZONE)),
        ("14. 5. 2024", moment(2024, 5, 14)),
        ("14.5.2024", moment(2024, 5, 14)),
        ("14.05.2024 10:22", moment(2024, 5, 14, 10, 22)),
        ("14.05.2024, 10:22:33", moment(2024, 5, 14, 10, 22, 33)),
        ("14.05.2024 г.", moment(2024, 5, 14)),
        ("14.05.24", moment(2024, 5, 14)),
        ("12-04-2022 09:30", moment(2022, 4, 12, 9, 30)),
        ("31/12/2024", moment(2024, 12, 31)),
        ("2024/05/14", moment(2024, 5, 14)),
        ("1704110400", 1_704_110_400),
        ("1704110400123", 1_704_110_400),
    ],
)
def test_a_moment(text: str, expected: int) -> None:
    assert read_moment(text, PRAGUE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "yes", "2024", "2024-13-01", "2024-02-30", "31.2.2024", "12/31/2024", "14.5.2024 25:00", "14.5.20244",
        "5.1.1",
        "9999-12-31", "0014-05-14", "2024-W20-2", "2024-05-14 tomorrow", "198.51.100.2", "+420777123456", "",
    ],
)  # fmt: skip
def test_no_moment(text: str) -> None:
    assert read_moment(text, PRAGUE) is None


def test_month_first_turns_slashes_and_dashes_but_not_points() -> None:
    assert read_moment("12/31/2024", PRAGUE, month_first=True) == moment(2024, 12, 31)
    assert read_moment("5/1/2024 3:05 PM", PRAGUE, month_first=True) == moment(2024, 5, 1, 15, 5)
    assert read_moment("5/1/2024 12:05 am", PRAGUE, month_first=True) == moment(2024, 5, 1, 0, 5)
    assert read_day("05-14-2024", month_first=True) == date(2024, 5, 14)
    assert read_day("5.1.2024", month_first=True) == date(2024, 1, 5)


def test_an_offset_does_not_move_the_day() -> None:
    assert read_day("2025-02-01 23:50:00 +0100") == date(2025, 2, 1)
    assert read_moment("2025-02-01 23:50:00 +0100", PRAGUE) == moment(2025, 2, 1, 22, 50, zone=UTC_ZONE)


def test_the_order_is_that_of_the_column() -> None:
    assert order_of(["05/04/2024", "12/31/2024", "01/02/2024"]) == Order(month_first=True)
    assert order_of(["05/04/2024", "31/12/2024"]) == Order(month_first=False)
    assert order_of(["05/04/2024", "04/05/2024"]) == Order(month_first=False, sure=False)
    assert order_of(["05/05/2024", "", "14.5.2024", "2024-01-02"]) == Order(month_first=False)


@pytest.mark.parametrize(
    "text",
    ["", " ", "0000-00-00 00:00:00", "0000-00-00", "0/0/00", "0", "-", "null", "N/A", "0001-01-01T00:00:00Z"],
)
def test_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["2024-01-01", "1", "ano", "01.01.2024"])
def test_something(text: str) -> None:
    assert not is_nothing(text)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S"]),
    st.sampled_from(["Europe/Prague", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_a_local_time_is_read_on_the_clock_of_the_zone(when: datetime, form: str, zone: str) -> None:
    here = ZoneInfo(zone)
    expected = int(when.replace(microsecond=0, tzinfo=here).timestamp())
    assert read_moment(when.strftime(form), here) == expected
    assert read_moment(when.strftime(form) + " +0000", here) == int(
        when.replace(microsecond=0, tzinfo=UTC).timestamp()
    )
