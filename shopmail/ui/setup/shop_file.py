"""Where the shop's files lie, how large they are, and whether the shop file is in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from shopmail import __version__, paths
from shopmail.errors import ShopmailError, Stopped
from shopmail.ui import numbers
from shopmail.ui.background import Job, Latest, Progress
from shopmail.ui.background import Stopped as Asked
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.text import ElidedLabel, label
from shopmail.wording import _, language, n_

if TYPE_CHECKING:
    from shopmail.storage.checking import Health

Opener = Callable[[QUrl], object]


@dataclass(frozen=True)
class _Size:
    """What lies at a path: its bytes, and of a folder the number of files; None: nothing there."""

    bytes: int
    files: int | None


class ShopFilePart(QWidget):
    """A line a place, and the check; ``open_folder`` shows a folder in the system's file manager."""

    def __init__(self, desk: Desk, open_folder: Opener = QDesktopServices.openUrl) -> None:
        super().__init__()
        self.desk = desk
        self._open_folder = open_folder
        self._measuring = Latest(desk.background, "files")
        self._checking: Job | None = None
        self.result: Notice | None = None
        file = desk.shop.path
        self.lines = [
            _PlaceLine("building-store", _("Shop file"), file, file.parent),
            _PlaceLine("mail", _("Rehearsal outbox"), paths.beside(file, "outbox")),
            _PlaceLine("file-text", _("Skipped rows of imports"), paths.beside(file, "imports")),
        ]
        self.check = Button(_("Check the file"), small=True)
        self.check.clicked.connect(self._check)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(_("Checking the shop file"))
        self.busy.hide()
        self._lay_out()
        for line in self.lines:
            line.open.clicked.connect(lambda _on=False, line=line: self._show_folder(line.folder))
            line.copy.clicked.connect(lambda _on=False, line=line: self._copy(line.path))

    def refill(self) -> None:
        """Measure anew what lies where."""
        places = [line.path for line in self.lines]
        self._measuring.ask(lambda: [_measured(place) for place in places], self._filled)

    def leave(self) -> None:
        """The part goes away: no answer may reach it any more."""
        self._measuring.drop()
        if self._checking:
            self._checking.drop()

    def _lay_out(self) -> None:
        self.card = Card(margins=(16, 4, 16, 4))
        for line in self.lines:
            self.card.column.addWidget(line)
            self.card.column.addWidget(hairline())
        words = _("Every page of the file is read; nothing is changed. A large file takes a minute.")
        title = _("Is the shop file in order?")
        examined = _Line("shield-check", title, self.check)
        examined.below.addWidget(label(words, "small", wrap=True))
        self.card.column.addWidget(examined)
        self.card.column.addWidget(self.busy)
        version = label(_("shopmail {version}", version=__version__), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.card)
        column.addWidget(version)
        self._column = column

    def _filled(self, sizes: Sequence[_Size | None]) -> None:
        for line, size in zip(self.lines, sizes, strict=True):
            line.show_size(size)

    def _show_folder(self, folder: Path) -> None:
        self._open_folder(QUrl.fromLocalFile(str(folder)))

    def _copy(self, path: Path) -> None:
        QGuiApplication.clipboard().setText(str(path))
        self.desk.say(_("The path is copied."))

    # ---- the check ----

    def _check(self) -> None:
        """Begin the check; while it goes on, the same button stops it."""
        if self._checking:
            self._checking.stop()
            return
        path = self.desk.shop.path

        def examine(_progress: Progress, stopped: Asked) -> "Health":
            from shopmail.storage.checking import check

            return check(path, stopped)

        self._show_result(None)
        self.busy.show()
        self.check.setText(_("Stop"))
        # How much is still to be read, SQLite does not tell: the bar only shows that something goes on.
        self._checking = self.desk.background.run_long(
            "files", examine, self._checked, lambda _done, _total: None, self.refused
        )

    def _checked(self, health: "Health") -> None:
        if health.problems:
            self._show_result(Notice("bad", _("The shop file is not in order"), *health.problems))
        else:
            words = _("Every page was read, and every reference leads somewhere.")
            self._show_result(Notice("good", _("The shop file is in order."), words))

    def refused(self, problem: Exception) -> None:
        """The file could not be checked."""
        self._show_result(None)
        if isinstance(problem, Stopped):
            return
        if isinstance(problem, ShopmailError):
            self._show_result(Notice("bad", problem.title, problem.message, problem.remedy))
        else:
            self.desk.background.unforeseen(problem)

    def _show_result(self, result: Notice | None) -> None:
        self._checking = None
        self.busy.hide()
        self.check.setText(_("Check the file"))
        if self.result:
            self.result.hide()
            self.result.deleteLater()
        self.result = result
        if result:
            self._column.insertWidget(1, result)


class _Line(QWidget):
    """Icon and title, at the right what can be done; below, across the whole width, a smaller sentence."""

    def __init__(self, icon: str, title: str, *acts: Button) -> None:
        super().__init__()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(title, wrap=True), 1)
        for act in acts:
            head.addWidget(act)
        self.below = QHBoxLayout()
        self.below.setSpacing(16)
        both = QVBoxLayout()
        both.setSpacing(4)
        both.addLayout(head)
        both.addLayout(self.below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel(icon, "muted", 20))
        row.addLayout(both, 1)


class _PlaceLine(_Line):
    def __init__(self, icon: str, title: str, path: Path, folder: Path | None = None) -> None:
        open_ = Button(_("Open the folder"), small=True)
        open_.setAccessibleName(_("Open the folder: {what}", what=title))
        copy = Button(_("Copy the path"), "quiet", small=True)
        copy.setAccessibleName(_("Copy the path: {what}", what=title))
        super().__init__(icon, title, copy, open_)
        self.path, self.folder = path, folder or path
        self.open, self.copy = open_, copy
        self.room = label("", "small")
        self.below.addWidget(ElidedLabel(str(path), "small"), 1)
        self.below.addWidget(self.room)

    def show_size(self, size: _Size | None) -> None:
        """What lies there; a folder that is not there yet can't be opened."""
        self.open.setEnabled(size is not None)
        if size is None:
            self.room.setText(_("nothing yet"))
        elif size.files is None:
            self.room.setText(_bytes(size.bytes))
        else:
            self.room.setText(
                n_("{number} file", "{number} files", size.files, number=numbers.number(size.files))
            )


def _bytes(count: int) -> str:
    return QLocale(language()).formattedDataSize(count, 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def _measured(place: Path) -> _Size | None:
    try:
        if place.is_dir():
            files = [entry.stat().st_size for entry in place.iterdir() if entry.is_file()]
            return _Size(sum(files), len(files))
        return _Size(place.stat().st_size, None)
    except OSError:
        # A folder that can't be looked into is shown as one that holds nothing.
        return None
