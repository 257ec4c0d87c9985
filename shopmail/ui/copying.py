"""Copying rows of a table, as lines of tab-separated words that a spreadsheet takes."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication

from shopmail.ui.background import Latest
from shopmail.ui.widgets.cells import Cell


class Copying:
    """Puts rows on the clipboard; they are read and written out on a lane, because there may be many."""

    def __init__(self, latest: Latest) -> None:
        self._latest = latest

    def copy(self, rows: Callable[[], Sequence[Sequence[Cell]]], copied: Callable[[int], None]) -> None:
        """Copy what ``rows`` gives; ``copied`` is called with the number of rows."""

        def done(answer: tuple[str, int]) -> None:
            text, count = answer
            QGuiApplication.clipboard().setText(text)
            copied(count)

        self._latest.ask(lambda: _written_out(rows()), done)


def _written_out(rows: Sequence[Sequence[Cell]]) -> tuple[str, int]:
    lines = ["\t".join(" ".join(cell.words.split()) for cell in row) for row in rows]
    return "\n".join(lines), len(lines)
