"""The place for copies of the shop file: a folder, proven by a first copy, then one copy a day."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from shopmail.errors import ShopmailError, Stopped
from shopmail.ui import numbers
from shopmail.ui.background import Job, Progress
from shopmail.ui.background import Stopped as Stop
from shopmail.ui.desk import Desk
from shopmail.ui.setup import copying
from shopmail.ui.setup.copying import Copies
from shopmail.ui.setup.form import SetupForm
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.progress import ProgressStrip
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _, n_


class BackupForm(SetupForm):
    """Choosing a folder and copying are two steps, so that nothing is written into a folder by a slip."""

    TITLE = N_("Backup place")
    SENTENCE = N_("A copy of your whole shop: one at once, then one every day; the newest 14 are kept.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looking = self.latest("files")
        self._job: Job | None = None
        self._set = Copies()
        self.folder = TextInput(_("No folder chosen yet"))
        self.folder.textEdited.connect(self._typed)
        self.folder.editingFinished.connect(self._written)
        self.field = Field(_("Folder"), self.folder, _("Best a USB stick, or a folder on another disk."))
        self.choose = Button(_("Choose a folder…"), icon="folder-open")
        self.choose.clicked.connect(self._open_dialog)
        self.open = Button(_("Open the folder"), "quiet", "external-link")
        self.open.clicked.connect(self._open_folder)
        self.stands = label("", "muted", wrap=True)
        self.warning: Notice | None = None
        self.progress = ProgressStrip(_("Copying your shop"))
        self.progress.stopped.connect(self.stop)
        self._lay_out()
        self.set_ready(False)

    @property
    def save_words(self) -> str:
        return _("Make a copy now")

    def fill(self) -> None:
        shop = self.desk.shop
        self._looking.ask(lambda: copying.copies_of(shop), self._show)

    def refill(self) -> None:
        if self._job is None:
            super().refill()

    def choose_folder(self, folder: str) -> None:
        """The owner has picked ``folder``; nothing is written there before a copy is asked for."""
        if not folder:
            return
        shop = self.desk.shop
        self.touch()
        self.folder.setText(folder)
        self.stands.hide()
        self.open.hide()
        self.set_ready(True)
        self._looking.ask(lambda: copying.is_on_the_shops_disk(shop, folder), self._warn_of_same_disk)

    def save(self) -> None:
        shop, folder = self.desk.shop, Path(self.folder.text().strip()).expanduser()

        def copy(progress: Progress, stopped: Stop) -> str:
            from shopmail.storage.backup import choose_folder

            return choose_folder(shop, folder, progress, stopped).file.name

        self.clear_problem()
        self._working(True)
        self._job = self.desk.background.run_long("files", copy, self._copied, self._tell, self._not_copied)

    def stop(self) -> None:
        """Stop copying; nothing of the copy is kept."""
        if self._job:
            self._job.stop()

    def leave(self) -> None:
        super().leave()
        if self._job:
            self._job.drop()

    def _typed(self, folder: str) -> None:
        self.touch()
        self.set_ready(bool(folder.strip()))

    def _written(self) -> None:
        folder = self.folder.text().strip()
        if folder and folder != self._set.folder:
            self.choose_folder(folder)

    def _lay_out(self) -> None:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choose)
        row.addWidget(self.open)
        row.addStretch(1)
        for part in (self.field, buttons, self.stands, self.progress):
            self.column.addWidget(part)
        for hidden in (self.open, self.stands, self.progress):
            hidden.hide()

    def _show(self, copies: Copies) -> None:
        self._set = copies
        self.folder.setText(copies.folder)
        self.stands.setVisible(bool(copies.folder))
        self.stands.setText(self._words(copies))
        self.open.setVisible(copies.there)
        self.set_ready(bool(copies.folder))
        self._warn_of_same_disk(copies.same_disk)
        if copies.folder and not copies.there:
            self._warn(
                _("The folder is not there now"),
                _("If it is on a stick or another disk, connect that; else choose another folder."),
            )

    def _words(self, copies: Copies) -> str:
        if not copies.made_at:
            return _("There is no copy yet.")
        facts = self.desk.facts
        when = numbers.day_and_time(copies.made_at, self.desk.now(), facts.zone)
        if not copies.there:
            return _("The newest copy is of {when}.", when=when)
        return n_(
            "The newest copy is of {when}; {number} copy is there, checked when it was made.",
            "The newest copy is of {when}; {number} copies are there, each checked when it was made.",
            copies.count,
            when=when,
            number=numbers.number(copies.count),
        )

    def _warn_of_same_disk(self, same_disk: bool) -> None:
        self._warn("")
        if same_disk:
            self._warn(
                _("This folder is on the same disk as your shop"),
                _("If the disk breaks or the computer is stolen, both are gone. It is better than no copy."),
            )

    def _warn(self, title: str, *sentences: str) -> None:
        if self.warning:
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None
        if title:
            self.warning = Notice("warn", title, *sentences)
            self.column.insertWidget(self.column.indexOf(self.progress), self.warning)

    def _open_dialog(self) -> None:
        dialog = QFileDialog(self.window(), _("Choose a folder for the copies"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._set.folder))

    def _working(self, working: bool) -> None:
        self.progress.setVisible(working)
        self.progress.show_progress(0, 1, "")
        self.choose.setEnabled(not working)
        self.set_ready(not working)

    def _tell(self, done: int, total: int) -> None:
        self.progress.show_progress(done, total, numbers.share(done, total))

    def _copied(self, name: str) -> None:
        self._job = None
        self._working(False)
        self.finish(_("A copy was made and checked: {name}", name=name))

    def _not_copied(self, problem: Exception) -> None:
        self._job = None
        self._working(False)
        if isinstance(problem, Stopped):
            return
        if isinstance(problem, ShopmailError):
            self.show_problem(problem)
        else:
            self.desk.background.unforeseen(problem)
