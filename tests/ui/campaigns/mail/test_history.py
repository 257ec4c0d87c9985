"""Undo and redo: whatever is done in whatever order, each step gives back exactly what was there."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shopmail.ui.campaigns.mail.history import MOST, PAUSE, History


class Steps(RuleBasedStateMachine):
    """A list of all states with a place in it, held beside the history."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History(0)
        self.states, self.place = [0], 0
        self.typing = ""
        self.moment = self.last = 0.0

    @rule(
        state=st.integers(0, 5),
        field=st.sampled_from(["", "a", "b"]),
        rest=st.sampled_from([0.1, PAUSE, 2.0]),
    )
    def edit(self, state: int, field: str, rest: float) -> None:
        self.moment += rest
        self.history.edit(state, field, self.moment)
        if state == self.states[self.place]:
            return
        del self.states[self.place + 1 :]
        if field and field == self.typing and self.moment - self.last <= PAUSE:
            self.states[self.place] = state
        else:
            self.states.append(state)
            self.place += 1
        self.typing, self.last = field, self.moment

    @precondition(lambda self: self.place > 0)
    @rule()
    def undo(self) -> None:
        self.place -= 1
        self.typing = ""
        assert self.history.undo() == self.states[self.place]

    @precondition(lambda self: self.place + 1 < len(self.states))
    @rule()
    def redo(self) -> None:
        self.place += 1
        self.typing = ""
        assert self.history.redo() == self.states[self.place]

    @invariant()
    def agrees(self) -> None:
        assert self.history.now == self.states[self.place]
        assert self.history.can_undo == (self.place > 0)
        assert self.history.can_redo == (self.place + 1 < len(self.states))


TestSteps = Steps.TestCase


@given(st.lists(st.integers(), max_size=30))
def test_all_the_way_back_and_forth(states: list[int]) -> None:
    history = History(0)
    seen = [0]
    for state in states:
        history.edit(state)
        if state != seen[-1]:
            seen.append(state)
    assert [history.undo() for _step in seen[1:]] == seen[-2::-1]
    assert [history.redo() for _step in seen[1:]] == seen[1:]


def test_at_the_ends_nothing_happens() -> None:
    history = History("x")
    assert (history.undo(), history.redo()) == ("x", "x")


def test_only_so_many_steps_are_kept() -> None:
    history = History(0)
    for state in range(1, MOST + 10):
        history.edit(state)
    while history.can_undo:
        history.undo()
    assert history.now == 9
