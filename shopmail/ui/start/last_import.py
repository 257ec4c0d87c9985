"""The last import on the Start page: which file, when, and what became of its rows."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopmail.ui import numbers
from shopmail.ui.start.reading import LastImport
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import ElidedLabel
from shopmail.wording import N_, _, n_

_VERDICTS: tuple[tuple[str, str], ...] = (
    ("new", N_("{number} new")),
    ("changed", N_("{number} changed")),
    ("same", N_("{number} the same")),
    ("duplicate", N_("{number} twice in the file")),
    ("do-not-mail", N_("{number} must not be mailed")),
    ("invalid", N_("{number} skipped")),
)


class LastImportCard(Card):
    """File and day over the counts of its rows."""

    def __init__(self) -> None:
        super().__init__()
        self._file, self._rows = ElidedLabel("", "strong"), ElidedLabel("", "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._file)
        words.addWidget(self._rows)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconLabel("download", "muted", 20))
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def show_import(self, last: LastImport, now: int, zone: str) -> None:
        """``now`` is a Unix second, ``zone`` the shop's."""
        self._file.say(f"{last.file_name} · {numbers.day_and_time(last.finished_at, now, zone)}")
        self._rows.say(_in_words(last))


def _in_words(last: LastImport) -> str:
    rows = sum(last.rows.values())
    parts = [
        _(words, number=numbers.number(last.rows[verdict]))
        for verdict, words in _VERDICTS
        if last.rows.get(verdict)
    ]
    return n_("{number} row", "{number} rows", rows, number=numbers.number(rows)) + ": " + " · ".join(parts)
