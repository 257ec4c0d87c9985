"""The window answers while a large file comes in, and Stop leaves the shop file as it was."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from shopmail.storage.shop import Shop
from shopmail.ui.importing.check import CheckStep
from shopmail.ui.importing.page import Wizard
from tests.importing.imports import everything
from tests.ui.conftest import Open
from tests.ui.gaps import Gaps
from tests.ui.importing.reaching import CHECK, PATIENCE, at_plan, next_step, the_wizard

ROWS = 20_000
LONGEST_GAP = 150.0
"""Milliseconds; from there on a window feels stuck (the aim is 50)."""
BETWEEN_CLICKS = 250
"""Milliseconds; nobody is quicker. Without them, two steps would come in one turn of the event loop."""


def a_large_file(folder: Path, rows: int = ROWS) -> Path:
    """Eight columns in Czech Windows text; some rows are refused, some twice, some no addresses."""
    firsts = ("Barbora", "Martin", "Zdeňka", "Jiří", "Petr", "Alena", "Šárka")
    lasts = ("Vlčková", "Krejčí", "Němcová", "Dvořák", "Novotný", "Říhová", "Žák", "Ševčík")
    towns = ("Písek", "Tábor", "České Budějovice", "Plzeň", "Brno")
    lines = ["email;jméno;příjmení;město;telefon;stav;potvrzeno;oblíbená květina"]
    for number in range(rows):
        email = f"zakaznik{number}@example.org" if number % 97 else f"zakaznik{number} at example"
        if number % 101 == 100:
            email = f"ZAKAZNIK{number - 50}@example.org"
        lines.append(
            f"{email};{firsts[number % 7]};{lasts[number % 8]};{towns[number % 5]};777{number:06};"
            f"{'odhlášen' if number % 61 == 60 else 'potvrzeno' if number % 3 else 'čeká'};"
            f"{1 + number % 28}. {1 + number % 12}. 2025;{'růže' if number % 2 else 'tulipán'}"
        )
    path = folder / "large.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1250"))
    return path


def test_a_handler_that_takes_long_is_seen(qapp: QApplication, qtbot: QtBot) -> None:
    gaps = Gaps()
    with gaps.recorded():
        gaps.act = "sleeping"
        QTimer.singleShot(20, lambda: time.sleep(0.1))
        qtbot.wait(200)
    worst = max(gaps.all, key=lambda gap: gap.wall)
    assert worst.wall >= 100
    assert worst.act == "sleeping"
    assert 0 < gaps.share <= 1


def test_the_window_answers_all_the_way(
    open_window: Open, filled: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = a_large_file(tmp_path)
    wizard = the_wizard(open_window(filled))
    gaps = Gaps()
    with gaps.recorded():
        gaps.act = "What"
        qtbot.wait(BETWEEN_CLICKS)
        gaps.act = "File"
        wizard.answer(kind="signups", origin="own-form", source_name="Web form")
        wizard.go_to(str(path))
        while not isinstance(wizard.step, CheckStep):
            gaps.act = f"{type(wizard.step).__name__} and on"
            next_step(wizard, qtbot)
            qtbot.wait(BETWEEN_CLICKS)
        step = wizard.step
        qtbot.waitUntil(lambda: step.facts is not None, timeout=PATIENCE)
        gaps.act = "Check, a group open"
        step.groups.heads["new"].click()
        body = step.groups.bodies["new"]
        qtbot.waitUntil(lambda: body.model.rowCount() > 0, timeout=PATIENCE)
        body.more.click()
        qtbot.waitUntil(lambda: body.model.rowCount() > 1000, timeout=PATIENCE)
        gaps.act = "Check and on"
        next_step(wizard, qtbot)
        qtbot.waitUntil(wizard.foot.next.isEnabled, timeout=PATIENCE)
        gaps.act = "Plan, and importing"
        next_step(wizard, qtbot)
        gaps.act = "Done"
        qtbot.wait(200)
    print(gaps.told())  # noqa: T201 - what the measurement is for; shown by pytest -s, and when it fails
    assert wizard.imported is not None
    assert wizard.imported.rows == ROWS
    assert gaps.longest <= LONGEST_GAP, gaps.told()


def test_stop_while_the_plan_is_made(open_window: Open, filled: Path, tmp_path: Path, qtbot: QtBot) -> None:
    application = open_window(filled)
    before = _tables(filled)
    wizard = the_wizard(application)
    wizard.answer(path=a_large_file(tmp_path), kind="signups", origin="own-form", source_name="Web form")
    _stop_in_the_middle(wizard, qtbot, lambda: wizard.show_step(CHECK))
    step = wizard.step
    assert isinstance(step, CheckStep)
    assert step.unread.isVisible()
    assert wizard.plan is None
    assert not wizard.foot.next.isEnabled()
    assert wizard.foot.state == "The file has to be read first."
    assert _tables(filled) == before


def test_stop_while_it_is_imported(open_window: Open, filled: Path, tmp_path: Path, qtbot: QtBot) -> None:
    application = open_window(filled)
    before = _tables(filled)
    step = at_plan(application, qtbot, a_large_file(tmp_path))
    wizard = step.wizard
    with_plan = _tables(filled)
    # At once: twenty thousand rows may be in before the strip, which waits for 0.3 s, is there.
    wizard.foot.next.click()
    wizard.working.stop()
    qtbot.waitUntil(lambda: wizard.working.lane is None, timeout=PATIENCE)
    assert wizard.step is step
    assert step.stopped.isVisible()
    assert wizard.imported is None
    assert _tables(filled) == with_plan
    assert wizard.foot.next.isEnabled(), "it can be started again"
    wizard.answer(source_name="Another form")
    qtbot.waitUntil(lambda: _tables(filled) == before, timeout=PATIENCE)


def _tables(shop_file: Path) -> dict[str, list[object]]:
    with Shop(shop_file) as shop:
        return everything(shop)


def _stop_in_the_middle(wizard: Wizard, qtbot: QtBot, begin: Callable[[], object]) -> None:
    """Press Stop once the strip is there and shows that something was done."""
    begin()
    strip = wizard.working.strip
    qtbot.waitUntil(strip.isVisible, timeout=PATIENCE)
    stop = strip.findChild(QPushButton)
    assert stop is not None
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.working.lane is None, timeout=PATIENCE)
