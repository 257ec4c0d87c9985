"""Cold start to the first paint, as CPU time against a bare QMainWindow: ``./dev bench cold_start``."""

import compileall
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent.parent
RUNS = 9
AIM = 1.5

# Both end at the first paint, without tidying up: what comes after it is not part of the start.
BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))

app = QApplication(["bare"])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
OURS = """
import os, sys
from pathlib import Path
import shopmail.cli.main  # the door that people come through
from PySide6.QtWidgets import QApplication
from shopmail.ui.application import Application

app = QApplication(["shopmail"])
application = Application(app, Path(sys.argv[1]))
application.is_the_first()
application.window.painted.disconnect()
application.window.painted.connect(lambda: os._exit(0))
application.start()
app.exec()
"""


def main() -> None:
    """Warm up, then run both in turns; print the median of each and of the ratios."""
    compileall.compile_dir(ROOT / "shopmail", quiet=2)
    compileall.compile_dir(Path(sys.prefix) / "lib", quiet=2)
    with TemporaryDirectory() as folder:
        pairs = [(cpu(BARE, folder), cpu(OURS, folder)) for _run in range(RUNS + 1)][1:]
    bare, ours = ([pair[place] for pair in pairs] for place in (0, 1))
    ratios = [own / floor for floor, own in pairs]
    print(f"bare QMainWindow   {statistics.median(bare):6.0f} ms CPU (n={RUNS})")  # noqa: T201
    print(f"shopmail           {statistics.median(ours):6.0f} ms CPU (n={RUNS})")  # noqa: T201
    spread = f"{min(ratios):.2f}–{max(ratios):.2f}"
    print(f"ratio              {statistics.median(ratios):6.2f} ({spread}; aim {AIM} or less)")  # noqa: T201


def cpu(script: str, folder: str) -> float:
    """Milliseconds of CPU, user and system, that a process takes which runs ``script``."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", script, f"{folder}/shop.shopmail"],
        env=environment,
        check=True,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
