"""Each row of a table read by a mapping: the address, the fields, what it says of consent."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from msgspec import Struct

from shopmail.importing.cells import (
    NOTE_LIMIT,
    address_and_name,
    clean,
    clean_note,
    clean_number,
    is_plain,
    split_last_first,
    split_name,
    split_tags,
)
from shopmail.importing.column_kinds import BY_KEY, EMAIL, SKIP, Group
from shopmail.importing.columns import Column, Mapping
from shopmail.importing.dates import is_nothing, read_day
from shopmail.importing.evidence import NOTHING_SAID, Evidence, EvidenceReader
from shopmail.importing.separator import looks_like_address
from shopmail.importing.stopping import Progress
from shopmail.importing.table_file import TableFile
from shopmail.wording import _

_CLEANERS: dict[str, Callable[[str], str]] = {
    "note": clean_note,
    "tags": partial(clean, limit=NOTE_LIMIT),
    "phone": clean_number,
    "postal_code": clean_number,
    "order_number": clean_number,
}


class ReadRow(Struct, frozen=True):
    """One row, cleaned. Whether the address is one is for ``contacts.address`` to say."""

    line: int
    """Where the row begins in the file, counted from 1."""
    cells: list[str]
    """As they stand in the file, secrets emptied."""
    email: str
    """The address out of its cell, trimmed; may be empty or no address at all."""
    fields: dict[str, str]
    """Profile and own fields by key, empty ones left out; a birthday as ``1985-05-14``."""
    tags: tuple[str, ...]
    evidence: Evidence
    remarks: tuple[str, ...]
    """What could not be taken from the row: a sentence each."""
    problem: str
    """Why the row can't come in at all; empty if it can, were it not for the address."""
    unread: str = ""
    """The field whose cell holds something that can't be read."""


def read_rows(
    table: TableFile, mapping: Mapping, zone: ZoneInfo, now: int, progress: Progress | None = None
) -> Iterator[ReadRow]:
    """Every row of the table in the order of the file. ``zone`` is the shop's, ``now`` a Unix second.

    Raises FileRefused in the middle, as ``TableFile.rows`` does: take nothing before the end is reached.
    """
    read = RowReader(table, mapping, zone, now)
    for line, cells in table.rows(progress):
        yield read(line, cells)


class RowReader:
    """Reads rows of one table by one mapping; made once, called for each row."""

    def __init__(self, table: TableFile, mapping: Mapping, zone: ZoneInfo, now: int) -> None:
        self._width = len(table.header)
        self._delimiter = table.delimiter
        self._today = datetime.fromtimestamp(now, zone).date()
        self._email = mapping.of(EMAIL)[0].index
        self._plain = [(column.field, column.index) for column in mapping.columns if _is_plain_field(column)]
        self._birthday = mapping.first("birth_date")
        self._tags = [column.index for column in mapping.of("tags")]
        self._names = [
            (column.index, split)
            for key, split in (("full_name", split_name), ("last_first_name", split_last_first))
            for column in mapping.of(key)
        ]
        self._cleaners = [_CLEANERS.get(column.field, clean) for column in mapping.columns]
        self._evidence = EvidenceReader(mapping, zone, now)
        self._silent = mapping.has_no_evidence

    def __call__(self, line: int, cells: list[str]) -> ReadRow:
        """The row that begins in ``line``."""
        whole = "".join(cells)
        if is_plain(whole):
            texts = list(map(str.strip, cells))
        else:
            texts = [clean_cell(cell) for clean_cell, cell in zip(self._cleaners, cells, strict=False)]
        email = texts[self._email]
        name = ""
        if "<" in email or ":" in email:
            email, name = address_and_name(email)
        fields = {key: text for key, index in self._plain if (text := texts[index])}
        remarks: list[str] = []
        if self._names or name:
            self._add_names(fields, texts, name)
        unread = ""
        if self._birthday and not self._add_birthday(
            fields, texts[self._birthday.index], self._birthday, remarks
        ):
            unread = "birth_date"
        return ReadRow(
            line,
            cells,
            email,
            fields,
            split_tags(",".join([texts[index] for index in self._tags])) if self._tags else (),
            NOTHING_SAID if self._silent else self._evidence(texts, remarks),
            tuple(remarks),
            "" if email and len(cells) == self._width and "\n" not in whole else self._problem(cells),
            unread,
        )

    def _add_names(self, fields: dict[str, str], texts: Sequence[str], beside_address: str) -> None:
        """The parts of a full name that no other column gives; last, the name written beside the address."""
        for index, split in self._names:
            _fill(fields, *split(texts[index]))
        if beside_address and "first_name" not in fields and "last_name" not in fields:
            _fill(fields, *split_name(clean(beside_address)))

    def _add_birthday(self, fields: dict[str, str], text: str, column: Column, remarks: list[str]) -> bool:
        """Whether the cell could be read; an empty one can."""
        if is_nothing(text):
            return True
        day = read_day(text, month_first=column.month_first)
        if day and day > self._today and str(day.year) not in text:
            day = read_day(f"{day.day}.{day.month}.{day.year - 100}")  # "65" was 1965
        if day and day <= self._today:
            fields["birth_date"] = day.isoformat()
            return True
        remarks.append(_("“{text}” can't be read as a birthday.", text=text))
        return False

    def _problem(self, cells: Sequence[str]) -> str:
        if len(cells) > self._width:
            return _("The row has {count} cells, the header {width}.", count=len(cells), width=self._width)
        if not any(cell.strip() for cell in cells):
            return _("The row is empty.")
        if self._holds_another_row(cells):
            return _("The row holds other rows: a quotation mark in it is probably not closed.")
        return ""

    def _holds_another_row(self, cells: Sequence[str]) -> bool:
        """Whether a line inside a cell is a whole row of the table, an address in the address's place.

        A quotation mark closed lines too late makes one row of many, and people would be lost without a word.
        """
        for cell in cells:
            for line in cell.splitlines()[1:]:
                inner = line.split(self._delimiter)
                if len(inner) >= self._width and looks_like_address(inner[self._email].strip('" ')):
                    return True
        return False


def _is_plain_field(column: Column) -> bool:
    if column.own:
        return True
    return column.field not in (SKIP, "birth_date") and BY_KEY[column.field].group is Group.PROFILE


def _fill(fields: dict[str, str], first: str, last: str) -> None:
    if first:
        fields.setdefault("first_name", first)
    if last:
        fields.setdefault("last_name", last)
