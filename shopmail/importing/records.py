"""The records of an open table, one after the other, each with the line where it begins."""

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TextIO

from shopmail.importing.refusing import refused
from shopmail.wording import _

MAX_CELL = 100_000
"""Characters in one cell; a longer one is a mistake, mostly a quotation mark that is never closed."""

Record = tuple[int, list[str]]
"""The line where it begins, counted from 1, and its cells as they stand in the file."""

_BLOCK = 1 << 16
"""Characters read at once, for as long as nothing else in the program gets its turn."""
_END = "\0"
"""A line of our own after the last. No file holds it (NUL is refused), so a record that does is open."""

# The csv module knows one limit for the whole program; its own is 131,072.
csv.field_size_limit(MAX_CELL)


def records(
    file: TextIO, delimiter: str, *, skip: int = 0, fetched: Callable[[], None] | None = None
) -> Iterator[Record]:
    """The records of ``file``, opened with ``newline=""``; blank lines and the first ``skip`` are none.

    ``fetched`` is called after each block that was read. Raises FileRefused with the line for a quotation
    mark that is never closed and for a cell over ``MAX_CELL``.
    """
    lines = _Lines(file, skip, fetched)
    reader = csv.reader(chain.from_iterable(lines.blocks()), delimiter=delimiter)
    line = skip + 1
    try:
        for cells in reader:
            last = skip + reader.line_num
            if last != line:
                _check_several_lines(lines.between(line, last), line, cells, delimiter)
            elif cells == [_END]:
                return
            if cells:
                yield line, cells
            line = lines.wanted = last + 1
    except csv.Error as error:
        raise refused(
            _(
                "A cell in the row that begins in line {line} is longer than 100,000 characters;"
                " most likely a quotation mark there is never closed.",
                line=line,
            ),
            _("Correct that line and import the file again."),
        ) from error


class _Lines:
    """The file's lines in blocks; those of the record being read are kept, to look at them again."""

    def __init__(self, file: TextIO, skip: int, fetched: Callable[[], None] | None) -> None:
        self.wanted = skip + 1
        self._file = file
        self._skip = skip
        self._fetched = fetched
        self._kept: list[tuple[int, list[str]]] = []

    def blocks(self) -> Iterator[Sequence[str]]:
        for _line in range(self._skip):
            self._file.readline()
        first = self._skip + 1
        while block := self._file.readlines(_BLOCK):
            self._kept = [(at, lines) for at, lines in self._kept if at + len(lines) > self.wanted]
            self._kept.append((first, block))
            if self._fetched:
                self._fetched()
            yield block
            first += len(block)
        yield (_END,)

    def between(self, first: int, last: int) -> list[str]:
        return [
            line for at, lines in self._kept for line in lines[max(first - at, 0) : max(last + 1 - at, 0)]
        ]


def _check_several_lines(lines: Sequence[str], first: int, cells: Sequence[str], delimiter: str) -> None:
    """Refuse a record whose quotation mark is never closed, or closed by the opening mark of another cell.

    The csv module reads on to the next mark, whoever's it is, and people would be lost without a word.
    """
    if _END in cells[-1]:
        # All cells before the open one are whole, and so are their lines.
        first += sum(len(cell.splitlines()) - 1 for cell in cells[:-1] if cell)
    elif _well_formed(lines, delimiter):
        return
    raise refused(
        _("The quotation mark that opens a cell in line {line} is never closed.", line=first),
        _("Close it, or take it out, and import the file again."),
    )


def _well_formed(lines: Sequence[str], delimiter: str) -> bool:
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False
