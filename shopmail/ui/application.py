"""The composition root: everything the window needs is made here once, and handed on."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from shopmail.errors import ShopFileBusy, ShopFileRefused, ShopmailError
from shopmail.storage.locking import Lock
from shopmail.ui.background import Background, Latest
from shopmail.ui.errors import Errors
from shopmail.ui.garbage import Garbage
from shopmail.ui.main_window import MainWindow
from shopmail.ui.pages import PAGES
from shopmail.ui.qt_words import QtWords
from shopmail.ui.remembered import Remembered
from shopmail.ui.theme import Theme
from shopmail.wording import _, language, use_language

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from shopmail.storage.shop import Shop
    from shopmail.ui.desk import Desk, Facts
    from shopmail.ui.opened import Opened
    from shopmail.ui.refresh import Refresh

SWITCH = 0.000_5
"""Seconds after which a thread at work in Python lets another one in."""

_TRIES = 20
"""Tenths of a second in which a window that has just been started must answer a second one."""


def run(shop_file: Path, demo: bool) -> int:
    """Open the window on ``shop_file`` and stay until it is closed; the answer is the process's exit code.

    A window of the same shop that is already open comes to the front instead. With ``demo``, the shop is
    another one, filled with invented people and thrown away at the end.
    """
    app = QApplication(["shopmail"])
    app.setApplicationName("shopmail")
    app.setDesktopFileName("shopmail")
    if not demo:
        return _run(app, shop_file, demo=False)
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="shopmail-sample-") as folder:
        return _run(app, Path(folder) / shop_file.name, demo=True)


def _run(app: QApplication, shop_file: Path, *, demo: bool) -> int:
    application = Application(app, shop_file, demo=demo)
    if not application.is_the_first():
        return 0 if _raised_first(shop_file) else 1
    application.start()
    try:
        return app.exec()
    finally:
        application.close()


class Application(QObject):
    """One window over one shop file, from the first paint to the last."""

    def __init__(self, app: QApplication, shop_file: Path, *, demo: bool = False) -> None:
        super().__init__()
        # Qt takes the interpreter back at every call into Python, and a lane at work in Python lets go of it
        # once in an interval: at the usual 5 ms, painting a page of sixty such calls waits for 0.3 s.
        sys.setswitchinterval(SWITCH)
        self._shop_file = shop_file
        self._demo = demo
        self._remembered = Remembered(shop_file)
        use_language(self._remembered.language)
        self._qt_words = QtWords(app)
        self._garbage = Garbage()
        self.theme = Theme(app, self._remembered.scheme)
        self.theme.chosen.connect(self._remembered.keep_scheme)
        self.window = MainWindow(PAGES)
        self.window.restoreGeometry(self._remembered.geometry)
        self.errors = Errors(self.window)
        self._restore_hook = self.errors.catch_all()
        self.background = Background(self.errors.show)
        self._reading_facts = Latest(self.background, "reading")
        self._lock: Lock | None = None
        self.shop: Shop | None = None
        self._desk: Desk | None = None
        self._refresh: Refresh | None = None
        self._server: QLocalServer | None = None
        self.window.painted.connect(self._after_first_paint)

    def is_the_first(self) -> bool:
        """Whether no other window is open on this shop file; from now on, this one is."""
        try:
            self._take_lock()
        except ShopFileBusy:
            return False
        except ShopFileRefused:
            # A place that can't be written to: the window says so, as soon as there is one.
            return True
        return True

    def start(self) -> None:
        """Show the frame; the shop file is opened once that is on screen."""
        self.window.show()

    def close(self) -> None:
        """Let go of everything, in the opposite order."""
        self._remembered.geometry = self.window.saveGeometry()
        if self._refresh:
            self._refresh.stop()
        if self._server:
            self._server.close()
        self.background.close()
        if self.shop:
            self.shop.close()
        if self._lock:
            self._lock.release()
        self._restore_hook()
        self._qt_words.stop()
        self._garbage.stop()

    def _take_lock(self) -> None:
        if self._lock:
            return
        try:
            self._shop_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = Lock(self._shop_file, "window")
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise ShopFileRefused(
                _("The shop file could not be used"),
                _("“{file}” can't be made there: {why}.", file=str(self._shop_file), why=why),
                _("Choose another place with --shop."),
            ) from None

    def _after_first_paint(self) -> None:
        # Qt's network module is needed from here on only, so the first paint doesn't wait for it.
        from shopmail.ui import second_window

        self._server = second_window.listen(
            self._shop_file, lambda: second_window.bring_to_front(self.window)
        )
        self._open()

    def _open(self) -> None:
        from shopmail.ui import opened

        try:
            self._take_lock()
        except ShopmailError as problem:
            self._refused(problem)
            return
        spoken = language()
        if self._demo:
            job = self.background.run_long(
                "writing",
                lambda progress, stopped: opened.open_sample(self._shop_file, spoken, progress, stopped),
                self._opened,
                lambda done, total: self.window.opening.show_progress(done, total, job.stop),
                self._refused,
            )
            return
        self.background.run(
            "reading", lambda: opened.open_shop(self._shop_file, spoken), self._opened, self._refused
        )

    def _opened(self, answer: "Opened") -> None:
        from shopmail.ui.desk import Desk
        from shopmail.ui.refresh import Refresh

        self._qt_words.speak(language())
        self.shop = answer.shop
        self._desk = Desk(
            answer.shop,
            replace(answer.facts, is_sample=self._demo),
            self.background,
            self.theme,
            self._remembered,
            say=self.window.say,
            open_sheet=self.window.open_sheet,
            go=self.window.go,
            changed=self._news,
        )
        self._speak(answer.facts.language)
        self.window.open_desk(self._desk)
        self._refresh = Refresh(answer.shop, answer.version, self.background, self._news)
        self._garbage.keep_house()
        if not self._demo:
            from shopmail.ui.setup import daily_copy

            daily_copy.keep(self._desk)

    def _refused(self, problem: Exception) -> None:
        if not isinstance(problem, ShopmailError):
            self.errors.show(problem)
            return
        self.window.show_refusal(problem, self._open)

    def _news(self) -> None:
        from shopmail.ui import opened

        if self._desk:
            self._reading_facts.ask(self._desk.reading(opened.facts_of), self._tell)

    def _tell(self, facts: "Facts") -> None:
        if self._desk:
            self._desk.facts = replace(facts, is_sample=self._demo)
        self._speak(facts.language)
        self.window.show_facts()
        self.window.show_news()

    def _speak(self, code: str) -> None:
        if code == language():
            return
        use_language(code)
        self._qt_words.speak(code)
        self._remembered.language = code
        self.window.speak_anew()


def _raised_first(shop_file: Path) -> bool:
    from shopmail.clock import Clock
    from shopmail.ui import second_window

    for _try in range(_TRIES):
        if second_window.raise_first(shop_file):
            return True
        Clock().sleep(0.1)
    return False
