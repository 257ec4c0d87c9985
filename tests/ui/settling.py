"""Waiting until a window has nothing left to do: every lane has answered, and what came of it is drawn."""

from functools import partial

from PySide6.QtCore import QEventLoop, QTimer

from shopmail.ui.application import Application
from shopmail.ui.background import LANES, Lane

ROUNDS = 3
"""An answer may be followed by another question: first the rows, then their number, then the judgement."""
_PATIENCE = 20_000
_TO_PAINT, _AT_LAST = 10, 20
"""Milliseconds: painting asks for more rows, and is begun 5 ms after it is wanted; at last all is drawn."""


def settle(application: Application) -> None:
    """Let the window work until all that was asked of its lanes so far is answered and drawn."""
    for _round in range(ROUNDS):
        _wait_for_lanes(application)
        pause(_TO_PAINT)
    pause(_AT_LAST - _TO_PAINT)


def _wait_for_lanes(application: Application) -> None:
    waiting = set(LANES)
    loop = QEventLoop()

    def answered(lane: Lane) -> None:
        waiting.discard(lane)
        if not waiting:
            loop.quit()

    for lane in LANES:
        application.background.run(lane, partial(_nothing, lane), answered)
    QTimer.singleShot(_PATIENCE, loop.quit)
    loop.exec()
    assert not waiting, f"lanes {waiting} did not answer"


def _nothing(lane: Lane) -> Lane:
    return lane


def pause(milliseconds: int) -> None:
    """Let the window work for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def put_away(application: Application) -> None:
    """Close what lies over the window: a dialog, a sheet, a toast."""
    if application.errors.shown:
        application.errors.shown.accept()
    if application.window.sheet:
        application.window.sheet.close_sheet()
    if application.window.toast:
        application.window.toast.hide()
