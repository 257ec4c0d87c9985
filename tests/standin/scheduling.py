"""Batches, pausing and cancelling, and the moment at which each waiting mail leaves or is thrown away."""

import heapq
import secrets
from collections.abc import Iterable

from msgspec import Struct

from tests.standin.answers import Problem, Refused
from tests.standin.mailing import Mail

BATCH_LIFE = 10 * 24 * 3600
"""Seconds for which a batch id may be used."""

CANCEL_AHEAD = 600
"""A pause or cancel counts for mails whose time is at least this many seconds away."""

PAUSE_LIFE = 72 * 3600
"""A paused mail expires this many seconds after its ``send_at``."""


class Hold(Struct):
    """A batch paused or cancelled (``status``: ``pause`` or ``cancel``) at the Unix second ``since``."""

    status: str
    since: int


class Wave:
    """The mails of one request that are due at the same second."""

    def __init__(self, due: int, mails: list[Mail]) -> None:
        self.due = due
        self.mails = mails
        self.batch_id = mails[0].batch_id
        self.accepted_at = mails[0].accepted_at

    def end(self, state: str) -> None:
        """None of them leaves any more."""
        for mail in self.mails:
            mail.state = state


class Schedule:
    """What waits, and what holds it back."""

    def __init__(self) -> None:
        self.holds: dict[str, Hold] = {}
        self._batches: dict[str, int] = {}
        self._waiting: list[tuple[int, int, Wave]] = []
        self._parked: list[Wave] = []
        self._count = 0

    def new_batch(self, now: int) -> str:
        batch_id = "B" + secrets.token_hex(18)
        self._batches[batch_id] = now
        return batch_id

    def knows(self, batch_id: object, now: int) -> bool:
        """Whether this batch id was given out here within the last ten days."""
        made_at = self._batches.get(batch_id) if isinstance(batch_id, str) else None
        return made_at is not None and now - made_at <= BATCH_LIFE

    def soonest(self, batch_id: str) -> int | None:
        """When the first waiting mail of a batch is due."""
        return min((wave.due for _, _, wave in self._waiting if wave.batch_id == batch_id), default=None)

    def hold(self, batch_id: str, status: str, now: int, most: int) -> None:
        """Pause or cancel a batch; ``most`` is how many may be held on the account at a time."""
        if batch_id in self.holds:
            raise Refused(400, Problem("batch id already has a status, use PATCH to change it", "batch_id"))
        if len(self.holds) >= most:
            raise Refused(400, Problem(f"no more than {most} batches may be paused or cancelled at a time"))
        self.holds[batch_id] = Hold(status, now)

    def forget_expired(self, now: int) -> None:
        """A hold ends with its batch id."""
        for batch_id in [held for held in self.holds if not self.knows(held, now)]:
            del self.holds[batch_id]

    def add(self, mails: Iterable[Mail]) -> None:
        """Let the mails of one request wait for their time."""
        by_time: dict[int, list[Mail]] = {}
        for mail in mails:
            by_time.setdefault(mail.send_at, []).append(mail)
        for due, together in by_time.items():
            self._count += 1
            heapq.heappush(self._waiting, (due, self._count, Wave(due, together)))

    def leaving(self, now: int) -> list[tuple[int, Wave]]:
        """The waves that leave, each with its moment; cancelled and expired ones are ended on the way."""
        leaving: list[tuple[int, Wave]] = []
        parked, self._parked = self._parked, []
        for wave in parked:
            self._pass(wave, now, now, leaving)
        while self._waiting and self._waiting[0][0] <= now:
            wave = heapq.heappop(self._waiting)[2]
            self._pass(wave, wave.due, now, leaving)
        return leaving

    def _pass(self, wave: Wave, moment: int, now: int, leaving: list[tuple[int, Wave]]) -> None:
        hold = self.holds.get(wave.batch_id)
        if hold is None or not _in_time(hold, wave):
            leaving.append((moment, wave))
        elif hold.status == "cancel":
            wave.end("cancelled")
        elif now > wave.due + PAUSE_LIFE:
            wave.end("expired")
        else:
            self._parked.append(wave)


def _in_time(hold: Hold, wave: Wave) -> bool:
    return hold.since <= wave.due - CANCEL_AHEAD or hold.since <= wave.accepted_at
