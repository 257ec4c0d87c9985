"""A second start of the same shop raises the first window and ends; another shop gets a window of its own."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from pytestqt.qtbot import QtBot

from shopmail.errors import ShopFileBusy
from shopmail.storage.locking import Lock
from shopmail.storage.shop import Shop
from shopmail.ui import second_window
from tests.ui.conftest import Open

ROOT = Path(__file__).parent.parent.parent
START = "import sys; from pathlib import Path; from shopmail.ui.application import run\n"
START += "sys.exit(run(Path(sys.argv[1]), demo=False))"


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_second_start_raises_the_first_window(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "shop.shopmail"
    window = open_window(file).window
    window.showMinimized()
    second = QProcess()
    second.setWorkingDirectory(str(ROOT))
    with qtbot.waitSignal(second.finished, timeout=20_000):
        second.start(sys.executable, ["-c", START, str(file)])
    assert second.exitCode() == 0
    qtbot.waitUntil(lambda: not window.windowState() & Qt.WindowState.WindowMinimized)


def test_a_first_window_that_does_not_answer_is_told_by_the_exit_code(tmp_path: Path) -> None:
    file = tmp_path / "shop.shopmail"
    with Lock(file, "window"):
        done = subprocess.run(
            [sys.executable, "-c", START, str(file)], cwd=ROOT, capture_output=True, check=False
        )
    assert done.returncode == 1
    assert not file.exists()


def test_the_socket_belongs_to_the_shop_file(qtbot: QtBot, tmp_path: Path) -> None:
    raised: list[str] = []
    server = second_window.listen(tmp_path / "a.shopmail", lambda: raised.append("a"))
    assert not second_window.raise_first(tmp_path / "b.shopmail")
    assert second_window.raise_first(tmp_path / "a.shopmail")
    qtbot.waitUntil(lambda: raised == ["a"])
    server.close()


def test_a_socket_left_behind_by_a_dead_process_is_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "a.shopmail"
    first = second_window.listen(file, lambda: None)
    first.close()
    Path(first.fullServerName()).touch()
    server = second_window.listen(file, lambda: None)
    assert server.isListening()
    server.close()


def test_the_window_holds_its_lock_while_it_runs_and_no_longer(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "shop.shopmail"
    running = subprocess.Popen([sys.executable, "-c", START, str(file)], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        qtbot.waitUntil(lambda: second_window.raise_first(file), timeout=20_000)
        with pytest.raises(ShopFileBusy):
            Lock(file, "window")
    finally:
        running.kill()
        running.wait()
    Lock(file, "window").release()
    with Shop(file) as shop:
        assert shop.settings().shop.name == ""
