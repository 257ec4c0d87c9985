"""The only clock: every moment is whole seconds since 1970 in UTC, every wait goes through here."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


class Clock:
    """The computer's clock. Tests hand in a subclass; nothing else calls ``time`` itself."""

    def now(self) -> int:
        """Unix time in whole seconds, UTC."""
        return int(time.time())

    def monotonic(self) -> float:
        """Seconds that never run backwards, for durations and deadlines."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; a negative wait is none."""
        if seconds > 0:
            time.sleep(seconds)


def iso(moment: int) -> str:
    """``2026-11-22T10:15:00Z``: how a moment is written in JSON and in files."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(moment: int, zone: str) -> str:
    """``2026-11-22 11:15`` on the wall clock of the IANA zone ``zone``."""
    return datetime.fromtimestamp(moment, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def local_day(moment: int, zone: str) -> date:
    """The calendar day of ``moment`` in the IANA zone ``zone``."""
    return datetime.fromtimestamp(moment, ZoneInfo(zone)).date()


def start_of_day(day: date, zone: str) -> int:
    """The moment at which ``day`` begins in the IANA zone ``zone``."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())
