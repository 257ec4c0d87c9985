"""The lanes: off the GUI thread and back, in order, with failures, progress, stopping and stale answers."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shopmail.errors import InputRefused
from shopmail.ui.background import Background, Latest, Progress, Stopped, Writes


@pytest.fixture
def unforeseen() -> list[Exception]:
    return []


@pytest.fixture
def background(qtbot: QtBot, unforeseen: list[Exception]) -> Iterator[Background]:
    lanes = Background(unforeseen.append)
    yield lanes
    lanes.close()


def test_work_runs_on_its_lane_and_the_answer_comes_to_the_gui_thread(
    background: Background, qtbot: QtBot
) -> None:
    seen: list[tuple[str, int]] = []

    def done(lane: str) -> None:
        seen.append((lane, threading.get_ident()))

    background.run("reading", lambda: threading.current_thread().name, done)
    background.run("writing", lambda: threading.current_thread().name, done)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert sorted(seen) == [
        ("shopmail reading", threading.get_ident()),
        ("shopmail writing", threading.get_ident()),
    ]


def test_a_lane_works_in_order(background: Background, qtbot: QtBot) -> None:
    seen: list[int] = []
    for number in range(50):
        background.run("reading", lambda number=number: number, seen.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_a_failure_goes_where_the_caller_said(
    background: Background, unforeseen: list[Exception], qtbot: QtBot
) -> None:
    failed: list[Exception] = []
    background.run("reading", _refuse, _never, failed.append)
    background.run("reading", _refuse, _never)
    qtbot.waitUntil(lambda: len(failed) == len(unforeseen) == 1)
    assert str(failed[0]) == str(unforeseen[0]) == "No: not this."


def test_a_lane_goes_on_after_a_failure(background: Background, qtbot: QtBot) -> None:
    seen: list[int] = []
    background.run("reading", _refuse, _never)
    background.run("reading", lambda: 7, seen.append)
    qtbot.waitUntil(lambda: seen == [7])


def test_long_work_tells_how_far_it_is_and_can_be_stopped(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    ended: list[int] = []
    told = threading.Event()

    def work(progress: Progress, stopped: Stopped) -> int:
        progress(1, 3)
        assert told.wait(5)
        while not stopped():
            pass
        return 1

    job = background.run_long("writing", work, ended.append, lambda done, total: seen.append((done, total)))
    qtbot.waitUntil(lambda: seen == [(1, 3)])
    told.set()
    job.stop()
    qtbot.waitUntil(lambda: ended == [1])


def test_only_the_latest_question_is_answered(background: Background, qtbot: QtBot) -> None:
    latest = Latest(background, "reading")
    answers: list[str] = []
    asked: list[str] = []
    gate = threading.Event()

    def first() -> str:
        asked.append("first")
        assert gate.wait(5)
        return "first"

    def second() -> str:
        asked.append("second")
        return "second"

    latest.ask(first, answers.append)
    qtbot.waitUntil(lambda: asked == ["first"])
    latest.ask(second, answers.append)
    latest.ask(lambda: "third", answers.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.wait(20)
    assert answers == ["third"]
    assert asked == ["first"], "a question that nobody waits for any more is not even begun"


def test_closing_stops_what_is_under_way_and_delivers_nothing_more(qtbot: QtBot) -> None:
    background = Background(lambda problem: None)
    seen: list[Any] = []
    begun = threading.Event()

    def work(_progress: Progress, stopped: Stopped) -> int:
        begun.set()
        while not stopped():
            pass
        return 1

    background.run_long("reading", work, seen.append, lambda done, total: None)
    background.run("reading", lambda: seen.append("begun after the end"), seen.append)
    assert begun.wait(5)
    background.close()
    background.run("reading", lambda: seen.append("begun after the end"), seen.append)
    qtbot.wait(20)
    assert seen == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("shopmail")]


def test_closing_still_writes_what_the_owner_has_done(qtbot: QtBot) -> None:
    background = Background(lambda problem: None)
    did: list[str] = []
    begun = threading.Event()

    def work(_progress: Progress, stopped: Stopped) -> None:
        begun.set()
        while not stopped():
            pass

    background.run_long("writing", work, lambda _answer: did.append("told"), lambda done, total: None)
    background.run("writing", lambda: did.append("written"), lambda _answer: did.append("told"))
    assert begun.wait(5)
    background.close()
    assert did == ["written"]


def _refuse() -> None:
    raise InputRefused("No", "not this.")


def _never(_answer: object) -> None:
    raise AssertionError("it failed, so it was not done")


def test_an_act_is_carried_out_although_nobody_waits_for_it(qtbot: QtBot) -> None:
    told: list[Exception] = []
    background = Background(told.append)
    held = threading.Event()
    did: list[str] = []
    background.run("writing", held.wait, lambda _nothing: None)
    writes = Writes(background, "writing")
    writes.do(lambda: did.append("first"), lambda _nothing: did.append("answered"))
    writes.do(lambda: did.append("second"), lambda _nothing: did.append("answered"))
    writes.do(lambda: 1 // 0, lambda _nothing: None, lambda _problem: did.append("answered"))
    writes.drop()
    held.set()
    qtbot.waitUntil(lambda: bool(told))
    assert did == ["first", "second"]
    assert isinstance(told[0], ZeroDivisionError), "what fails is told all the same"
    background.close()


def test_whoever_waits_is_let_go_on_the_gui_thread(background: Background, qtbot: QtBot) -> None:
    let_go: list[int] = []

    class Waiting:
        def __del__(self) -> None:
            let_go.append(threading.get_ident())

        def answered(self, _answer: object) -> None:
            pass

    def ask() -> None:
        waiting = Waiting()
        job = background.run("reading", lambda: waiting, waiting.answered, waiting.answered)
        long = background.run_long(
            "writing", lambda _tell, _stopped: waiting, waiting.answered, lambda _d, _t: None
        )
        background.run("reading", lambda: _refuse(), waiting.answered, waiting.answered)
        background.run("reading", lambda: waiting, waiting.answered).drop()
        assert not job.dropped
        assert not long.dropped

    for _time in range(30):
        ask()
    qtbot.waitUntil(lambda: len(let_go) == 30)
    assert set(let_go) == {threading.get_ident()}
