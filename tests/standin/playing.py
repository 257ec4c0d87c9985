"""Faults, played on the wire."""

from collections.abc import Callable

from msgspec import Struct

from tests.standin import answers
from tests.standin.answers import Answer, Problem
from tests.standin.faults import LONGEST_WAIT, Fault

_DRIPS = 400
"""Into at most so many pieces an answer is cut that comes in drips."""


class Wire(Struct, frozen=True):
    """One connection, as a fault sees it. ``wait`` answers True when the stand-in is about to end."""

    encoded: Callable[[Answer], bytes]
    write: Callable[[bytes], object]
    told: Callable[[int], None]
    """Hears the status just before the caller can have seen a whole answer."""
    wait: Callable[[float], bool]
    end: Callable[[], None]


def play(fault: Fault, ordinary: Answer | None, wire: Wire, now: int) -> None:
    """Answer as the fault says, and hang up."""
    instead = ordinary or answers.refusal(503, Problem("service unavailable"))
    seconds = min(fault.seconds, LONGEST_WAIT)
    match fault.kind:
        case "slow":
            if not wire.wait(seconds) and ordinary is not None:
                _give(wire, ordinary)
        case "drip":
            _drip(wire, instead, seconds)
        case "cut_off":
            wire.write(_promising_more(wire, instead))
        case "cut_off_headers":
            wire.write(wire.encoded(instead)[:11])
        case "drop":
            pass
        case _:
            _give(wire, _replacement(fault, now))
    wire.end()


def _give(wire: Wire, answer: Answer) -> None:
    wire.told(answer.status)
    wire.write(wire.encoded(answer))


def _replacement(fault: Fault, now: int) -> Answer:
    match fault.kind:
        case "status":
            return answers.refusal(
                fault.status, Problem(fault.message, fault.field), headers=_pace(fault, now)
            )
        case "redirect":
            return Answer(fault.status, headers={"Location": fault.url})
        case "html_page":
            return answers.as_page(
                fault.status, "<!doctype html><title>Welcome</title><p>Log in to the network.</p>"
            )
        case "garbage":
            return Answer(fault.status, b'{"errors": [{"mess\x00\xff', {"Content-Type": "application/json"})
        case "huge":
            body = b'"' + b"x" * (fault.megabytes * 1_000_000) + b'"'
            return Answer(fault.status, body, {"Content-Type": "application/json"})
    raise ValueError(f"no fault is called {fault.kind!r}")


def _pace(fault: Fault, now: int) -> dict[str, str]:
    if fault.reset_in is None:
        return {}
    return {
        "X-RateLimit-Limit": "600",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": str(now + fault.reset_in),
    }


def _promising_more(wire: Wire, answer: Answer) -> bytes:
    longer = {**answer.headers, "Content-Length": str(len(answer.body) + 100)}
    return wire.encoded(Answer(answer.status, answer.body[: len(answer.body) // 2], longer))


def _drip(wire: Wire, answer: Answer, seconds: float) -> None:
    whole = wire.encoded(answer)
    size = max(1, -(-len(whole) // _DRIPS))
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    for piece in pieces:
        if wire.wait(seconds / len(pieces)):
            return
        if piece is pieces[-1]:
            wire.told(answer.status)
        wire.write(piece)
