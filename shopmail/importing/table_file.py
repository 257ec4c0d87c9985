"""A CSV or TSV file becomes a table: encoding, separator and header found, rows read one after the other."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import count, islice
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from shopmail.errors import FileRefused
from shopmail.importing import separator
from shopmail.importing.cells import clean
from shopmail.importing.file_scan import Scan, opened, scan, stamp_of
from shopmail.importing.records import Record, records
from shopmail.importing.refusing import refused, shown
from shopmail.importing.secret_columns import secret_columns
from shopmail.importing.stopping import Progress, unheard
from shopmail.wording import _

MAX_ROWS = 1_000_000
MAX_COLUMNS = 200
SAMPLE_ROWS = 1_000
"""Rows that guesses are made from; a guess that they leave open reads on."""

_TRIAL = 1 << 16
"""Characters at the file's start that the separator is found from."""


class TableFile(Struct, frozen=True):
    """A table as it lies in a file. It holds no open file and no rows but the sample."""

    path: Path
    sha256: str
    encoding: str
    """Python's name of the codec, such as ``utf-8-sig`` or ``cp1250``."""
    delimiter: str
    has_header: bool
    header: tuple[str, ...]
    """Trimmed and each once: a second ``Name`` is ``Name (2)``, a nameless third column ``column 3``."""
    sample: tuple[Record, ...]
    """The first ``SAMPLE_ROWS`` rows."""
    skipped_lines: int
    """Lines before the table: 1 where Excel wrote ``sep=;``."""
    stamp: tuple[int, int]

    @property
    def size(self) -> int:
        """Bytes."""
        return self.stamp[0]

    def rows(self, progress: Progress | None = None) -> Iterator[Record]:
        """Each row with the line where it begins: secrets emptied, a short row filled up to the header.

        ``progress`` is told bytes.

        Blank cells beyond the header are cut; a row with text there stays longer than the header. Raises
        FileRefused in the middle for what only shows there: a quotation mark never closed, a cell too long,
        too many rows, a file that changed.
        """
        width = len(self.header)
        secrets = secret_columns(self.header)
        with _text_of(self.path, self.encoding, self.stamp, progress) as (file, fetched):
            found = records(file, self.delimiter, skip=self.skipped_lines, fetched=fetched)
            for number, (line, cells) in enumerate(islice(found, int(self.has_header), None)):
                if number == MAX_ROWS:
                    raise _too_many_rows(self.path)
                if len(cells) != width:
                    cells = _fitted(cells, width)
                for place in secrets:
                    cells[place] = ""
                yield line, cells


def open_table(
    path: Path,
    encoding: str | None = None,
    delimiter: str | None = None,
    has_header: bool | None = None,
    progress: Progress = unheard,
) -> TableFile:
    """Find out how the file is written; what is handed in is taken as said. ``progress`` is told bytes.

    ``has_header`` None: the first row is the header unless it holds an address. Raises FileRefused where the
    file is no table or holds no rows, InputRefused for an encoding or a separator that can't be.
    """
    facts = scan(path, encoding, progress)
    mark = separator.named(delimiter) if delimiter is not None else None
    with _text_of(path, facts.encoding, facts.stamp) as (file, _fetched):
        lines = file.readlines(_TRIAL)
        named = separator.by_sep_line(lines[0]) if lines else None
        skipped = int(named is not None)
        mark = mark or named or separator.by_trial(lines)
        file.seek(0)
        first = list(islice(records(file, mark, skip=skipped), SAMPLE_ROWS + 1))
    if not first:
        raise refused(
            _("“{name}” is empty.", name=shown(path)), _("Export the list again and choose that file.")
        )
    if has_header is None:
        has_header = not any(separator.looks_like_address(cell) for cell in first[0][1])
    return _table(path, facts, mark, has_header, first, skipped)


def _table(
    path: Path, facts: Scan, delimiter: str, has_header: bool, first: Sequence[Record], skipped: int
) -> TableFile:
    rows = first[1:] if has_header else first[:SAMPLE_ROWS]
    if not rows:
        raise refused(
            _("“{name}” holds a header and no rows.", name=shown(path)),
            _("Export the list again; if that row is a person, say that there is no header."),
        )
    names = _names(first[0][1] if has_header else [], [cells for _line, cells in rows])
    if len(names) > MAX_COLUMNS:
        raise refused(
            _("“{name}” has more than 200 columns.", name=shown(path)),
            _("Check the separator, or take out the columns that are not needed."),
        )
    secrets = secret_columns(names)
    sample = [(line, _fitted(cells, len(names))) for line, cells in rows]
    for _line, cells in sample:
        for place in secrets:
            cells[place] = ""
    return TableFile(
        path, facts.sha256, facts.encoding, delimiter, has_header, names, tuple(sample), skipped, facts.stamp
    )


def _names(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The columns' names, each once. Columns at the end without a name and without text are none."""
    widest = max(map(len, rows)) if not header else len(header)
    names = [clean(name) for name in header] or [""] * widest
    while len(names) > 1 and not names[-1] and not any(_text_at(cells, len(names) - 1) for cells in rows):
        names.pop()
    unique: list[str] = []
    for number, name in enumerate(names, 1):
        name = name or f"column {number}"
        others = (f"{name} ({copy})" for copy in count(2))
        unique.append(name if name not in unique else next(other for other in others if other not in unique))
    return tuple(unique)


def _text_at(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _fitted(cells: list[str], width: int) -> list[str]:
    """As wide as the header, unless text stands beyond it."""
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    return cells if any(cell.strip() for cell in cells[width:]) else cells[:width]


def _too_many_rows(path: Path) -> FileRefused:
    return refused(
        _("“{name}” has more than 1,000,000 rows.", name=shown(path)),
        _("Split it into several files and import each."),
    )


def _changed(path: Path) -> FileRefused:
    return refused(
        _("“{name}” was changed while it was being read.", name=shown(path)),
        _("Wait until the other program has finished with it, and import it again."),
    )


@contextmanager
def _text_of(
    path: Path, encoding: str, stamp: tuple[int, int], progress: Progress | None = None
) -> Iterator[tuple[TextIO, Callable[[], None]]]:
    """The file as text, refused when it is no longer the one that was scanned."""
    with opened(path) as file:
        if stamp_of(file) != stamp:
            raise _changed(path)
        text = TextIOWrapper(file, encoding=encoding, newline="")

        def fetched() -> None:
            if stamp_of(file) != stamp:
                raise _changed(path)
            if progress:
                progress(file.tell(), stamp[0])

        try:
            yield text, fetched
        except UnicodeDecodeError as error:
            raise _changed(path) from error
        finally:
            text.detach()
