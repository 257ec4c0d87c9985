"""The look at a file before anything is asked of it: how it is written, and how many rows it has."""

from pathlib import Path

from msgspec import Struct

from shopmail.importing.stopping import Asked, Progress, never, stopping, unheard
from shopmail.importing.table_file import TableFile, open_table
from shopmail.wording import N_, _

ENCODINGS: tuple[tuple[str, str], ...] = (
    ("utf-8", N_("Unicode text (UTF-8)")),
    ("utf-16", N_("Unicode text (UTF-16)")),
    ("cp1250", N_("Czech Windows text (also Polish, Slovak, Hungarian)")),
    ("cp1252", N_("Western Windows text (German, French, English)")),
    ("cp1251", N_("Russian Windows text")),
    ("iso8859-2", N_("Czech text of the internet (ISO 8859-2)")),
    ("cp852", N_("Czech text of MS-DOS")),
    ("koi8-r", N_("Russian text of the internet (KOI8-R)")),
    ("cp866", N_("Russian text of MS-DOS")),
)
"""Python's name of a codec, and the owner's word for it; looked up with ``_`` where it is shown."""

DELIMITERS: tuple[tuple[str, str], ...] = (
    (",", N_("comma")),
    (";", N_("semicolon")),
    ("\t", N_("tab")),
    ("|", N_("bar")),
)
"""The character between the cells, and its name."""

_SHORT: dict[str, str] = {
    "utf-8": N_("Unicode text"),
    "utf-16": N_("Unicode text (UTF-16)"),
    "utf-32": N_("Unicode text (UTF-32)"),
    "cp1250": N_("Czech Windows text"),
    "cp1252": N_("Western Windows text"),
}
"""Where one line tells what was found, the long words of ``ENCODINGS`` are too long."""
_VARIANTS = ("-sig", "-le", "-be")
"""With a byte order mark, or with its order of bytes said: the same to an owner."""


class Look(Struct, frozen=True):
    """What was found. ``rows`` are those below the header."""

    table: TableFile
    rows: int
    encoding_words: str
    """Such as “Czech Windows text”, in the language in use."""
    delimiter_words: str
    """Such as “semicolon”, in the language in use."""


def look(
    path: Path,
    encoding: str | None = None,
    delimiter: str | None = None,
    has_header: bool | None = None,
    progress: Progress = unheard,
    stopped: Asked = never,
) -> Look:
    """Open the table and count its rows; what is handed in is taken as said. ``progress`` is told bytes.

    The file is gone through twice, each counting for half of it. Raises what ``open_table`` and
    ``TableFile.rows`` raise, and ``Stopped``.
    """
    told = stopping(progress, stopped)
    table = open_table(path, encoding, delimiter, has_header, lambda done, total: told(done // 2, total))
    rows = sum(1 for _row in table.rows(lambda done, total: told((total + done) // 2, total)))
    return Look(table, rows, encoding_words(table.encoding), delimiter_words(table.delimiter))


def offered(encoding: str) -> str:
    """The name in ``ENCODINGS`` that stands for Python's codec, such as ``utf-8`` for ``utf-8-sig``."""
    for ending in _VARIANTS:
        encoding = encoding.removesuffix(ending)
    return encoding


def encoding_words(encoding: str) -> str:
    """The owner's word for Python's codec; its own name where it is none of those that are offered."""
    name = offered(encoding)
    words = _SHORT.get(name) or dict(ENCODINGS).get(name)
    return _(words) if words else name.upper()


def delimiter_words(delimiter: str) -> str:
    """The name of the character; the character itself where it has none here."""
    words = dict(DELIMITERS).get(delimiter)
    return _(words) if words else _("“{text}”", text=delimiter)
