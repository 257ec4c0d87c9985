"""Which character stands between the cells: each is tried, and a list must have a column of addresses."""

import csv
import re
from collections import Counter
from collections.abc import Sequence

from shopmail.errors import InputRefused
from shopmail.importing.cells import address_and_name
from shopmail.wording import _

CANDIDATES = (",", ";", "\t", "|")
DEFAULT = ","

_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "bar": "|"}
_SEP_LINE = re.compile(r'\s*"?sep=(?P<mark>[^\w\r\n"\'])"?\s*', re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@,;|<>\"()\[\]]+@[^\s@,;|<>\"()\[\]'=]+\.[^\s@,;|<>\"()\[\]'=.]{2,}")
_JUDGED = 200
"""Records of the sample that are looked at."""


def named(text: str) -> str:
    """The separator that an option names: the character itself or ``tab``, ``semicolon``, ``comma``, ``bar``.

    Raises InputRefused for what can't stand between cells.
    """
    mark = _NAMES.get(text.strip().lower(), text)
    if len(mark) != 1 or mark.isalnum() or mark in "\r\n\"'@. \0":
        raise InputRefused(
            _("This separator can't be used"),
            _("“{text}” can't stand between the cells of a table.", text=text),
            _("Use a comma, a semicolon, a bar or “tab”."),
        )
    return mark


def by_sep_line(first_line: str) -> str | None:
    """The separator that Excel's own first line names (``sep=;``), or None."""
    found = _SEP_LINE.fullmatch(first_line.lstrip("\ufeff"))
    return found["mark"] if found else None


def by_trial(lines: Sequence[str]) -> str:
    """The candidate under which ``lines`` are most like a table with a column of addresses."""
    return max(CANDIDATES, key=lambda mark: (_score(lines, mark), -CANDIDATES.index(mark)))


def looks_like_address(cell: str) -> bool:
    """Whether a cell holds one address, alone or as ``Name <address>``: a hint, not the verdict on it."""
    return "@" in cell and _ADDRESS.fullmatch(address_and_name(cell.strip())[0]) is not None


def _score(lines: Sequence[str], mark: str) -> float:
    """Rows whose address stands alone in a cell count most, then equal widths, then having columns at all."""
    reader = csv.reader(lines, delimiter=mark)
    try:
        rows = [cells for _number, cells in zip(range(_JUDGED), reader, strict=False) if cells]
    except csv.Error:
        return 0.0
    if not rows:
        return 0.0
    addresses = Counter(
        place for cells in rows for place, cell in enumerate(cells) if looks_like_address(cell)
    )
    with_address = max(addresses.values(), default=0) / len(rows)
    width, count = Counter(map(len, rows)).most_common(1)[0]
    evenness = count / len(rows) if width > 1 else 0.0
    return 4 * with_address + 2 * evenness + 1 - 1 / width
