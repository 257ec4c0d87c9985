"""How soon the live mail follows what is written: in a real window, over a shop of many people.

Run ``python -m tests.benchmarks.mail_preview [PEOPLE]``. Milliseconds by the wall clock, the median of many
because the host is shared: from the last key (after the pause in which one might type on) or the choice of
another person until the new mail is on screen; for the first preview, which starts the web engine, with the
longest time in which the window could not answer. It fails when a key or a person takes longer than 300 ms.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from shopmail.campaigns import pictures, saving
from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.drawn import Picture
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.content import Written
from shopmail.ui.application import Application
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.campaigns.preview.pane import PAUSE, PreviewPane
from tests.benchmarks.contacts_list import built
from tests.benchmarks.contacts_window import Heart

PEOPLE, KEYS, PATIENCE, MOST_MS = 100_000, 25, 60_000, 300
TEXT = 'Dear {{ first_name | default: "friend" }}, the dahlias are out in {{ city | default: "town" }}. '


def main() -> int:
    """Open the window and the preview, write and look around, print the table; 1 when a limit is passed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    app = QApplication(["shopmail"])
    with tempfile.TemporaryDirectory() as folder:
        with built(Path(folder), people) as shop:
            picture = Path(folder) / "basket.png"
            # Noise: as large a photograph as comes into a mail.
            QImage(os.urandom(600 * 400 * 4), 600, 400, QImage.Format.Format_RGB32).save(str(picture))
            kept = pictures.keep(shop, picture)
            draft = saving.begin(shop, a_mail(kept.cid))
            shop_file = shop.path
        application = Application(app, shop_file)
        application.start()
        _until(lambda: application.window.page is not None)
        times = _use(application, draft)
        application.close()
        application.window.deleteLater()
    print(f"{people:,} people, a mail with a picture of {kept.size:,} bytes")  # noqa: T201 - this is the report
    for name, took in times.items():
        print(f"{name:<48}{took:>8.0f}")  # noqa: T201
    return int(max(times["a key, until it is drawn, ms"], times["another person, ms"]) > MOST_MS)


def a_mail(cid: str) -> Written:
    """A newsletter of the usual size."""
    text = Text(text=TEXT * 4)
    blocks: tuple[Block, ...] = (
        Picture(url=f"cid:{cid}", alt="A basket"),
        Heading(text="Autumn baskets"),
        *(text,) * 4,
        Button(text="Order one", url="https://example.com/basket"),
    )
    return Written(name="Baskets", subject="Baskets for {{ first_name }}", blocks=blocks)


def _use(application: Application, draft: int) -> dict[str, float]:
    page = application.window.page
    assert page is not None
    assert application.shop is not None
    with application.shop.reading() as session:
        keeper = Keeper(page.desk, saving.opened(session, draft))
    pane = PreviewPane(page.desk, keeper)
    pane.resize(464, 620)
    heart = Heart()
    found = {"first preview, ms": _drawn(pane, pane.show)}
    found["longest gap in it, ms"] = max(heart.gaps)
    _until(lambda: bool(pane.cases))
    heart = Heart()
    written = keeper.written
    more = [(*written.blocks, Heading(text="!" * number)) for number in range(1, KEYS)]
    keys = [_drawn(pane, partial(keeper.change, blocks=blocks)) for blocks in more]
    found["a key, until it is drawn, ms"] = median(keys) - PAUSE
    cases = [case.person for case in pane.cases] * (KEYS // len(pane.cases) + 1)
    others = [person for person, before in zip(cases[1:], cases, strict=False) if person != before]
    pane.look_as(cases[0])
    _until(lambda: not pane.is_behind and not pane.device.view.is_busy)
    found["another person, ms"] = median(_drawn(pane, partial(pane.look_as, person)) for person in others)
    found["longest gap meanwhile, ms"] = max(heart.gaps)
    found["longest own work at a stretch, ms"] = max(heart.work)
    keeper.end()
    delete(pane)
    return found


def _drawn(pane: PreviewPane, act: Callable[[], object]) -> float:
    """Milliseconds until the mail that comes of ``act`` is on screen."""
    loop = QEventLoop()
    pane.device.view.drawn.connect(loop.quit)
    late = QTimer()
    late.setSingleShot(True)
    late.timeout.connect(loop.quit)
    late.start(PATIENCE)
    began = time.perf_counter()
    act()
    loop.exec()
    pane.device.view.drawn.disconnect(loop.quit)
    assert late.isActive(), "nothing was drawn"
    return (time.perf_counter() - began) * 1000


def _until(there: Callable[[], bool]) -> None:
    for _round in range(PATIENCE // 5):
        if there():
            return
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()
    raise AssertionError("it did not come")


if __name__ == "__main__":
    raise SystemExit(main())
