"""Small bundles to hand over, and a clock that stands still."""

from typing import Any

from shopmail.clock import Clock
from shopmail.delivery.message import UNSUBSCRIBE_URL, Address, Bundle, InlinePicture, Leave, Recipient


def a_recipient(number: int = 0, **changed: Any) -> Recipient:
    """``p0@example.org``, with one piece for HTML and one for text."""
    given: dict[str, Any] = {
        "id": f"r{number}",
        "email": f"p{number}@example.org",
        "subject": f"Tea for № {number}",
        "pieces": {"-abcdefgh1-": f"Žofie &amp; {number}", "-abcdefgh2-": f"Žofie & {number}"},
    }
    return Recipient(**(given | changed))


def a_picture(number: int = 0, data: bytes = b"\x89PNG") -> InlinePicture:
    """What only calls itself a PNG: the post office does not look into it."""
    return InlinePicture(f"{number:032x}", "image/png", f"rose-{number}.png", data)


def a_bundle(people: int = 2, **changed: Any) -> Bundle:
    """A mail of the shop to so many people, with the unsubscribe link in both parts."""
    given: dict[str, Any] = {
        "sender": Address("shop@example.com", "Čaj, s.r.o."),
        "reply_to": None,
        "html": f'<p>Dear -abcdefgh1-</p><a href="{UNSUBSCRIBE_URL}">Leave</a>',
        "text": f"Dear -abcdefgh2-\n\nLeave: {UNSUBSCRIBE_URL}\n",
        "recipients": tuple(a_recipient(number) for number in range(people)),
        "category": "sm-07",
        "leave": Leave(None),
    }
    return Bundle(**(given | changed))


class StillClock(Clock):
    """Moves only by ``sleep``, which it counts; ``awake`` and ``wall`` can be moved apart."""

    def __init__(self, wall: int = 1_800_000_000) -> None:
        self.wall = float(wall)
        self.awake = 100.0
        self.slept: list[float] = []

    def now(self) -> int:
        return int(self.wall)

    def monotonic(self) -> float:
        return self.awake

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.awake += seconds


class ImpatientClock(Clock):
    """The computer's clock, but nobody waits."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
