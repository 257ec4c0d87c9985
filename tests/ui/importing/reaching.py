"""The wizard on its way: opened with answers, and led on by its own Next to the step that a test is about."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopmail.ui.application import Application
from shopmail.ui.importing.check import CheckStep
from shopmail.ui.importing.done import DoneStep
from shopmail.ui.importing.page import Wizard
from shopmail.ui.importing.planned import PlanStep

CHECK, PLAN, DONE = 4, 5, 6
"""Places of the steps."""
PATIENCE = 20_000
"""Milliseconds."""


def the_wizard(application: Application) -> Wizard:
    """The import page, opened."""
    application.window.go("import", "")
    page = application.window.page
    assert isinstance(page, Wizard)
    return page


def next_step(wizard: Wizard, qtbot: QtBot) -> None:
    """Press Next by mouse once it can be pressed, and wait until another step is shown."""
    before = wizard.step
    qtbot.waitUntil(wizard.foot.next.isEnabled, timeout=PATIENCE)
    QTest.mouseClick(wizard.foot.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.step is not before, timeout=PATIENCE)


def at_check(application: Application, qtbot: QtBot, path: Path, **answers: object) -> CheckStep:
    """The step Check with a file of sign-ups (unless ``answers`` say other), its groups shown."""
    wizard = the_wizard(application)
    told = {"kind": "signups", "origin": "own-form", "source_name": "Web form"} | answers
    wizard.answer(path=path, **told)
    while not isinstance(wizard.step, CheckStep):
        next_step(wizard, qtbot)
    step = wizard.step
    qtbot.waitUntil(lambda: step.facts is not None and step.groups.isVisible(), timeout=PATIENCE)
    return step


def at_plan(application: Application, qtbot: QtBot, path: Path, **answers: object) -> PlanStep:
    """The step Plan, all said."""
    wizard = at_check(application, qtbot, path, **answers).wizard
    next_step(wizard, qtbot)
    step = wizard.step
    assert isinstance(step, PlanStep)
    qtbot.waitUntil(lambda: step.is_told, timeout=PATIENCE)
    return step


def at_done(application: Application, qtbot: QtBot, path: Path, **answers: object) -> DoneStep:
    """The step Done: the file has been imported."""
    wizard = at_plan(application, qtbot, path, **answers).wizard
    next_step(wizard, qtbot)
    step = wizard.step
    assert isinstance(step, DoneStep)
    return step
