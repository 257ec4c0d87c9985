"""Small builders: a table written as a file, and its rows read back."""

from pathlib import Path
from zoneinfo import ZoneInfo

from shopmail.importing.mapping import mapping_from
from shopmail.importing.reading import ReadRow, read_rows
from shopmail.importing.table_file import TableFile, open_table

PRAGUE = ZoneInfo("Europe/Prague")
NOW = 1_790_000_000
"""21 September 2026, when these tests happen."""


def a_file(folder: Path, text: str, encoding: str = "utf-8", name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def a_table(folder: Path, text: str, encoding: str = "utf-8") -> TableFile:
    return open_table(a_file(folder, text, encoding))


def cells_of(table: TableFile) -> list[list[str]]:
    return [cells for _line, cells in table.rows()]


def read_all(table: TableFile, *maps: str) -> list[ReadRow]:
    return list(read_rows(table, mapping_from(table, maps), PRAGUE, NOW))


def read_one(folder: Path, text: str, *maps: str) -> ReadRow:
    rows = read_all(a_table(folder, text), *maps)
    assert len(rows) == 1
    return rows[0]
