"""Harmless calls are repeated a few times; nothing is repeated for ever."""

import pytest

from shopmail.delivery.pacing import repeated
from shopmail.delivery.server_time import ServerTime
from shopmail.errors import DeliveryError, KeyRefused, OutcomeUnknown, TooMany
from tests.delivery.bundles import StillClock

_LOST = OutcomeUnknown("lost", "The line broke.")


class Calls:
    """Raises each of ``problems`` in turn, then answers."""

    def __init__(self, *problems: DeliveryError) -> None:
        self.left = list(problems)
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        if self.left:
            raise self.left.pop(0)
        return "answer"


def busy(clock: StillClock, wait: int) -> TooMany:
    return TooMany("busy", "Too many.", retry_at=clock.now() + wait)


def test_a_lost_answer_is_asked_for_again() -> None:
    clock, calls = StillClock(), Calls(_LOST, _LOST)
    assert repeated(calls, clock) == "answer"
    assert (calls.made, clock.slept) == (3, [1.0, 4.0])


def test_after_three_tries_it_is_an_error_that_leaves_nothing_open() -> None:
    clock, calls = StillClock(), Calls(_LOST, _LOST, _LOST)
    with pytest.raises(DeliveryError) as caught:
        repeated(calls, clock)
    assert type(caught.value) is DeliveryError
    assert (calls.made, caught.value.message) == (3, "The line broke.")


def test_a_refusal_is_not_repeated() -> None:
    calls = Calls(KeyRefused("no", "No."))
    with pytest.raises(KeyRefused):
        repeated(calls, StillClock())
    assert calls.made == 1


def test_a_short_wait_that_is_asked_for_is_kept() -> None:
    clock = StillClock()
    assert repeated(Calls(busy(clock, 7)), clock) == "answer"
    assert clock.slept == [7]


def test_a_long_wait_is_the_callers_to_decide() -> None:
    clock = StillClock()
    with pytest.raises(TooMany):
        repeated(Calls(busy(clock, 60)), clock)
    assert clock.slept == []


def test_asked_to_wait_again_and_again_it_gives_up() -> None:
    clock = StillClock()
    calls = Calls(*[busy(clock, 1) for _ in range(100)])
    with pytest.raises(TooMany):
        repeated(calls, clock)
    assert calls.made == 3


def test_the_servers_time_goes_on_between_answers() -> None:
    clock = StillClock()
    time = ServerTime(clock)
    assert time.now() is None
    time.read(5_000)
    clock.pass_by(90)
    assert time.now() == 5_090


def test_an_old_reading_is_not_trusted() -> None:
    clock = StillClock()
    time = ServerTime(clock)
    time.read(5_000)
    clock.pass_by(601)
    assert time.now() is None


@pytest.mark.parametrize("jump", [8 * 3600, -365 * 86_400])
def test_after_sleep_or_a_changed_wall_clock_the_server_is_asked_again(jump: int) -> None:
    clock = StillClock()
    time = ServerTime(clock)
    time.read(5_000)
    clock.wall += jump
    assert time.now() is None
