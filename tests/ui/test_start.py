"""The Start page: two choices of an empty shop, six lines of setting up, what is left of them later."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopmail.keychain import Place, Secret, forget_api_key, keep_for_session
from shopmail.model import ShopFact
from shopmail.settings import Settings, changed
from shopmail.storage.shop import Shop
from shopmail.ui.main_window import MainWindow
from shopmail.ui.setup import daily_copy
from shopmail.ui.setup.backup import BackupForm
from shopmail.ui.setup.key import KeyForm
from shopmail.ui.start import lines, sample
from shopmail.ui.start.page import StartPage
from shopmail.ui.start.readiness import Readiness
from tests.builders import DAY, NOON
from tests.ui.conftest import Open


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.shopmail"
    Shop(path).close()
    return path


@pytest.fixture
def window(open_window: Open, empty: Path) -> MainWindow:
    return open_window(empty).window


def start_of(window: MainWindow, qtbot: QtBot) -> StartPage:
    page = window.page
    assert isinstance(page, StartPage)
    qtbot.waitUntil(lambda: page.getting_ready.isVisible() and page.primary is not None)
    return page


def states(page: StartPage) -> dict[str, str]:
    return {key: row.state.accessibleName() for key, row in page.getting_ready.rows.items()}


class TestEmpty:
    def test_how_to_begin(self, window: MainWindow, qtbot: QtBot) -> None:
        page = start_of(window, qtbot)
        assert page.begin.isVisible()
        assert page.primary is page.begin
        assert not page.bring_in.isVisible()
        assert not page.tiles.isVisible()
        assert page.getting_ready.counted.startswith("1 of 6 done")
        assert states(page) == {
            "details": "To do",
            "language": "Done",
            "backup": "To do",
            "key": "To do",
            "sender": "To do",
            "test": "To do",
        }
        assert all(row.button.isEnabled() for row in page.getting_ready.rows.values())
        assert page.rehearsal.isVisible()
        assert not page.open_outbox.isVisible()

    def test_enter_begins_the_import(self, window: MainWindow, qtbot: QtBot) -> None:
        page = start_of(window, qtbot)
        QTest.keyClick(window, Qt.Key.Key_Return)
        assert window.page is not page
        assert window.page is not None
        assert type(window.page).__module__.startswith("shopmail.ui.importing")

    def test_a_line_opens_its_form_and_the_focus_comes_back(self, window: MainWindow, qtbot: QtBot) -> None:
        page = start_of(window, qtbot)
        button = page.getting_ready.rows["key"].button
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        sheet = window.sheet
        assert sheet is not None
        assert sheet.findChildren(KeyForm)
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        assert button.hasFocus()
        assert not sheet.isVisible()

    def test_a_line_follows_what_is_set(self, window: MainWindow, empty: Path, qtbot: QtBot) -> None:
        page = start_of(window, qtbot)
        button = page.getting_ready.rows["details"].button
        with Shop(empty) as shop:
            shop.change_settings(
                {"shop.name": "Květiny", "shop.address": "Mostní 12\nPísek", "shop.company_number": "123"}
            )
        qtbot.waitUntil(lambda: states(page)["details"] == "Done", timeout=5000)
        row = page.getting_ready.rows["details"]
        assert row.words.text() == "Květiny, Mostní 12, Písek · company number 123"
        assert row.button is button, "a button that has the focus must not be made anew"
        assert button.accessibleName() == "Shop details: Change"

    def test_the_sample_shop_opens_in_a_process_of_its_own(self, window: MainWindow, qtbot: QtBot) -> None:
        page = start_of(window, qtbot)
        page.look_around.click()
        assert page.sample_process
        os.kill(page.sample_process, signal.SIGKILL)
        assert window.toast is not None
        assert "window of its own" in window.toast.words


def test_the_command_of_the_sample_shop_is_this_program() -> None:
    program, arguments, folder = sample.command()
    assert arguments[-1] == "--demo"
    said = subprocess.run(
        [program, *arguments[:-1], "--version"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("shopmail ")


class TestFilled:
    def test_only_what_is_left_stays(self, open_window: Open, filled: Path, qtbot: QtBot) -> None:
        page = start_of(open_window(filled).window, qtbot)
        assert list(page.getting_ready.rows) == ["backup", "key", "test"]
        assert page.getting_ready.counted.startswith("3 of 6 done")
        assert page.primary is page.bring_in
        assert page.bring_in.isVisible()
        assert not page.choices.isVisible()
        assert page.rehearsal.isVisible()

    def test_rehearsed_mails_can_be_looked_at(self, open_window: Open, filled: Path, qtbot: QtBot) -> None:
        filled.with_name("filled-outbox").mkdir()
        page = start_of(open_window(filled).window, qtbot)
        assert page.open_outbox.isVisible()

    def test_nothing_is_left(
        self, open_window: Open, filled: Path, qtbot: QtBot, kept_key: None, tmp_path: Path
    ) -> None:
        with Shop(filled) as shop:
            keep_for_session(shop.id, Secret("SG.x"))
            shop.change_settings({"backup.folder": str(tmp_path)})
            note(shop, backup_at=str(shop.clock.now()), test_mail_at="1", test_mail_by="sendgrid")
        window = open_window(filled).window
        page = window.page
        assert isinstance(page, StartPage)
        qtbot.waitUntil(lambda: list(page.getting_ready.rows) == ["key"])
        assert page.getting_ready.rows["key"].state.accessibleName() == "For now"
        assert not page.rehearsal.isVisible()


@pytest.fixture
def kept_key(filled: Path) -> Iterator[None]:
    yield
    with Shop(filled) as shop:
        forget_api_key(shop.id)


def note(shop: Shop, **facts: str) -> None:
    with shop.transaction() as session:
        for name, value in facts.items():
            session.merge(ShopFact(name=name, value=value.encode()))


def ready(key: Place | None = None, tested_by: str = "", backup_at: int = 0, **settings: str) -> Readiness:
    made = Settings()
    for name, text in settings.items():
        made = changed(made, name.replace("__", "."), text)
    return Readiness(made, key, backup_at, NOON if tested_by else 0, tested_by, "")


class TestLines:
    def line(self, key: str, found: Readiness) -> lines.Line:
        return {line.key: line for line in lines.lines(found, NOON)}[key]

    def test_a_copy_that_is_days_old_is_said(self) -> None:
        fresh = self.line("backup", ready(backup__folder="/media/stick", backup_at=NOON - DAY))
        assert (fresh.state, fresh.words) == (lines.DONE, "/media/stick · newest copy 21 Nov 12:00")
        assert self.line("backup", ready(backup__folder="/x", backup_at=NOON - 4 * DAY)).state is lines.OLD

    @pytest.mark.parametrize(
        ("key", "tested_by", "done"),
        [
            (None, "rehearsal", True),
            (Place.STORE, "rehearsal", False),
            (Place.STORE, "sendgrid", True),
            (None, "", False),
        ],
    )
    def test_a_rehearsal_is_enough_only_without_a_key(
        self, key: Place | None, tested_by: str, done: bool
    ) -> None:
        assert self.line("test", ready(key, tested_by)).done == done

    def test_a_sender_is_done_whether_there_is_a_key_or_not(self) -> None:
        line = self.line("sender", ready(sender__email="shop@example.com", sender__name="Květiny"))
        assert (line.done, line.words, line.act) == (True, "Květiny · shop@example.com", "Change")
        assert self.line("sender", ready(Place.STORE)).state is lines.TO_DO

    def test_half_of_the_details_is_not_done(self) -> None:
        line = self.line("details", ready(shop__name="Květiny"))
        assert (line.done, line.words) == (False, "Květiny · something is still missing")

    def test_every_line_has_a_form(self) -> None:
        kinds = [lines.form_of(line.key) for line in lines.lines(ready(), NOON)]
        assert BackupForm in kinds
        assert len(set(kinds)) == 6


class TestDailyCopy:
    def test_one_a_day(self, open_window: Open, empty: Path, tmp_path: Path, qtbot: QtBot) -> None:
        stick = tmp_path / "stick"
        stick.mkdir()
        with Shop(empty) as shop:
            shop.change_settings({"backup.folder": str(stick)})
        page = start_of(open_window(empty).window, qtbot)
        for _time in range(2):
            daily_copy.keep(page.desk)
            qtbot.waitUntil(lambda: states(page)["backup"] == "Done")
        assert len(list(stick.iterdir())) == 1

    def test_what_went_wrong_is_said_quietly(
        self, open_window: Open, empty: Path, tmp_path: Path, qtbot: QtBot
    ) -> None:
        with Shop(empty) as shop:
            shop.change_settings({"backup.folder": str(tmp_path / "gone")})
        window = open_window(empty).window
        page = start_of(window, qtbot)
        daily_copy.keep(page.desk)
        toast = window.toast
        assert toast is not None
        qtbot.waitUntil(toast.isVisible)
        assert "gone" in toast.words
