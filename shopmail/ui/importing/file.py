"""The step File: which file, how it is written, and whether its letters look right."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.importing.drop_area import DropArea
from shopmail.ui.importing.file_options import FileOptions
from shopmail.ui.importing.sample_table import SampleTable
from shopmail.ui.importing.step import Step
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.importing.looking import Look
    from shopmail.ui.background import Progress, Stopped
    from shopmail.ui.importing.answers import Answers
    from shopmail.ui.importing.page import Wizard

_MEGABYTE = 1 << 20


class FileStep(Step["Wizard"]):
    """The file is read on a lane; while it is being read anew, what stood there before is gone."""

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__(wizard)
        self.area = DropArea()
        self.area.dropped.connect(wizard.go_to)
        self.area.choose.clicked.connect(self._choose)
        self._sample_title = label(_("Do the letters look right?"), "strong")
        self._card = Card(margins=(1, 0, 1, 0))
        self.wrong = Button(_("Letters look wrong?"), "quiet", "typography", small=True)
        self.wrong.setCheckable(True)
        self.options = FileOptions()
        self.options.answered.connect(self._answer)
        self.wrong.toggled.connect(self.options.setVisible)
        self._lay_out()

    @cached_property
    def sample(self) -> SampleTable:
        """The first rows; made when there are some, which is long after the step was shown."""
        made = SampleTable()
        self._card.column.addWidget(made)
        return made

    def enter(self) -> None:
        answers = self.wizard.answers
        self.wrong.setVisible(answers.path is not None)
        if answers.path is None:
            self.wrong.setChecked(False)
            self.area.show_empty()
        else:
            self.options.show_answers(answers)
            self.wrong.setChecked(bool(answers.encoding or answers.delimiter))
        self.options.setVisible(self.wrong.isChecked())
        self._show(self.wizard.look)
        if answers.path is not None and self.wizard.look is None:
            self._read(answers, answers.path)

    def ready(self) -> bool:
        return self.wizard.look is not None

    def why_not(self) -> str:
        return _("This file was not read.") if self.wizard.answers.path else _("Choose a file first.")

    def next_words(self) -> str:
        if not self.wizard.answers.kind:
            return _("Next: what you are bringing")
        return _("Next: where they come from")

    def sentence(self) -> str:
        return _("The file itself stays as it is.")

    def first(self) -> QWidget:
        return self.area.choose

    def _lay_out(self) -> None:
        self.column.addWidget(self.area)
        self.column.addSpacing(24)
        head = QHBoxLayout()
        head.addWidget(self._sample_title)
        head.addStretch(1)
        head.addWidget(self.wrong)
        self.column.addLayout(head)
        self.column.addSpacing(8)
        self.column.addWidget(self.options)
        self.column.addSpacing(8)
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), _("Choose a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        tables, everything = _("Tables"), _("All files")
        dialog.setNameFilters([f"{tables} (*.csv *.tsv *.txt)", f"{everything} (*)"])
        path = self.wizard.answers.path
        if path:
            dialog.setDirectory(str(path.parent))
        dialog.fileSelected.connect(self.wizard.go_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _answer(self, name: str, value: object) -> None:
        self.wizard.answer(**{name: value})
        answers = self.wizard.answers
        if answers.path is not None and self.wizard.look is None:
            self._read(answers, answers.path)

    def _read(self, answers: "Answers", path: Path) -> None:
        self.area.show_file(path.name, _("Reading the file …"))

        def read(progress: "Progress", stopped: "Stopped") -> "Look":
            from shopmail.importing.looking import look

            return look(path, answers.encoding, answers.delimiter, answers.has_header, progress, stopped)

        self.wizard.work("reading", read, self._came, _megabytes, partial(self._failed, path))

    def _came(self, look: "Look") -> None:
        self.wizard.look = look
        self._show(look)
        self.changed.emit()

    def _failed(self, path: Path, _problem: Exception) -> None:
        self.area.show_file(path.name, _("This file was not read."))
        self._show(None)

    def _show(self, look: "Look | None") -> None:
        if look:
            self.area.show_file(look.table.path.name, found_in(look))
            self.options.show_look(look)
            self.sample.show_rows(look.table.header, [cells for _line, cells in look.table.sample[:5]])
        for part in (self._sample_title, self._card):
            part.setVisible(look is not None)


def found_in(look: "Look") -> str:
    """One line: rows, columns, what separates them, and how the letters are written."""
    from shopmail.importing.looking import delimiter_words, encoding_words

    table, width = look.table, len(look.table.header)
    rows = n_("{number} row", "{number} rows", look.rows, number=numbers.number(look.rows))
    columns = n_("{number} column", "{number} columns", width, number=numbers.number(width))
    if width == 1:
        return _(
            "{rows}, {columns}, {letters}", rows=rows, columns=columns, letters=encoding_words(table.encoding)
        )
    return _(
        "{rows}, {columns}, separated by {mark}, {letters}",
        rows=rows,
        columns=columns,
        mark=delimiter_words(table.delimiter),
        letters=encoding_words(table.encoding),
    )


def _megabytes(done: int, total: int) -> str:
    return _(
        "{done} of {total} MB read",
        done=numbers.number(done // _MEGABYTE),
        total=numbers.number(-(-total // _MEGABYTE)),
    )
