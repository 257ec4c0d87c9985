"""Step 7 of the import: what was done, who of them can be mailed, and where the skipped rows are."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.importing import outcome
from shopmail.ui.importing.plan_facts import INVALID
from shopmail.ui.importing.saving import copy_file
from shopmail.ui.importing.step import Step
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.file_dialogs import ask_where_to_save
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.states import STANDINGS
from shopmail.ui.widgets.text import label
from shopmail.ui.widgets.tiles import Tile, TileStrip
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.importing.applying import Imported
    from shopmail.ui.importing.page import Wizard


class DoneStep(Step["Wizard"]):
    """Shows the answer of the import itself; Next goes to the people."""

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__(wizard)
        self.done_in_words = label("", "title", wrap=True)
        self._of_them = label("", "strong", wrap=True)
        self.tiles = TileStrip()
        self.tiles.pressed.connect(lambda standing: wizard.desk.go("contacts", standing))
        self.skipped = _SkippedCard()
        self.skipped.open_folder.clicked.connect(self._open_folder)
        self.skipped.save.clicked.connect(self._ask_where)
        self.another = Button(_("Import another file"), icon="file-import")
        self.another.clicked.connect(wizard.restart)
        self._copying = wizard.desk.latest("files", self)
        self._lay_out()

    def enter(self) -> None:
        imported = self.wizard.imported
        if imported is None:
            return
        counts = {verdict.value: count for verdict, count in imported.counts.items()}
        self.done_in_words.setText(outcome.has_been(counts, self._fields_changed()))
        self._show_standings(imported)
        self.skipped.show_file(counts[INVALID], imported.problems_file)
        self.changed.emit()

    def next_words(self) -> str:
        return _("See the people")

    def sentence(self) -> str:
        return _("The import is finished.")

    def first(self) -> QWidget:
        return self.tiles.boxes[0] if self.tiles.boxes else self.another

    def go_on(self, then: Callable[[], None]) -> None:  # noqa: ARG002 - there is no further step
        self.wizard.desk.go("contacts", "")

    def save_to(self, path: Path) -> None:
        """Copy the file of skipped rows to ``path``."""
        problems_file = self.wizard.imported.problems_file if self.wizard.imported else None
        if problems_file is None:
            return

        def copied(_nothing: None) -> None:
            self.wizard.desk.say(_("The skipped rows are saved in “{file}”.", file=path.name))

        self._copying.ask(lambda: copy_file(problems_file, path), copied, self.wizard.refuse)

    def _fields_changed(self) -> int:
        """The plan knows it; where the page was made anew since, there is none."""
        return self.wizard.plan.fields_changed if self.wizard.plan else 0

    def _show_standings(self, imported: "Imported") -> None:
        of_them = {standing.value: people for standing, people in imported.standings.items()}
        people = sum(of_them.values())
        self._of_them.setText(
            n_(
                "The {number} person of this import stands like this now:",
                "The {number} people of this import stand like this now:",
                people,
                number=numbers.number(people),
            )
        )
        self.tiles.show_tiles(
            [
                Tile(
                    standing,
                    state.icon,
                    state.role,
                    _(state.words),
                    numbers.number(of_them.get(standing, 0)),
                    numbers.share(of_them.get(standing, 0), people),
                )
                for standing, state in STANDINGS.items()
            ]
        )
        self._of_them.setVisible(bool(people))
        self.tiles.setVisible(bool(people))

    def _open_folder(self) -> None:
        imported = self.wizard.imported
        if imported and imported.problems_file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(imported.problems_file.parent)))

    def _ask_where(self) -> None:
        imported, path = self.wizard.imported, self.wizard.answers.path
        if imported and imported.problems_file and path:
            proposed = str(path.with_name(imported.problems_file.name))
            ask_where_to_save(self, _("Save the skipped rows"), proposed, self.save_to)

    def _lay_out(self) -> None:
        self.column.addWidget(self.done_in_words)
        self.column.addSpacing(4)
        self.column.addWidget(label(_("Nobody who left will be mailed again."), "muted", wrap=True))
        self.column.addSpacing(16)
        self.column.addWidget(self._of_them)
        self.column.addSpacing(8)
        self.column.addWidget(self.tiles)
        self.column.addSpacing(16)
        self.column.addWidget(self.skipped)
        self.column.addSpacing(16)
        row = QHBoxLayout()
        row.addWidget(self.another)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)


class _SkippedCard(Card):
    """The file of rows that did not come in: where it lies, and what can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "strong", wrap=True)
        self._where = label("", "muted", wrap=True)
        self.open_folder = Button(_("Open the folder"), icon="folder-open", small=True)
        self.save = Button(_("Save the skipped rows…"), icon="device-floppy", small=True)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._where)
        acts = Flow()
        acts.addWidget(self.save)
        acts.addWidget(self.open_folder)
        words.addSpacing(4)
        words.addLayout(acts)
        row = QHBoxLayout()
        row.setSpacing(12)
        icon = IconLabel("circle-x", "bad", 20)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def show_file(self, rows: int, file: Path | None) -> None:
        """Of ``rows`` rows; hidden where there are none."""
        self._title.setText(
            n_(
                "{number} row did not come in",
                "{number} rows did not come in",
                rows,
                number=numbers.number(rows),
            )
        )
        if file:
            self._where.setText(
                _(
                    "They lie in “{file}” in the folder {folder}, each with its reason."
                    " Correct them there and import that file.",
                    file=file.name,
                    folder=str(file.parent),
                )
            )
        self.setVisible(file is not None)
