"""The words in which a file tells who agreed: counted, and given a meaning once by the owner.

What shopmail knows as a refusal stays one: the owner can only say which (mailing somebody who said no is
the one mistake that can't be mended).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping as Pairs

from msgspec import Struct
from msgspec.structs import replace

from shopmail.errors import InputRefused
from shopmail.importing import statuses
from shopmail.importing.cells import clean
from shopmail.importing.columns import Column, Mapping
from shopmail.importing.dates import is_nothing
from shopmail.importing.evidence import READS
from shopmail.importing.mapping import index_of
from shopmail.importing.statuses import Status
from shopmail.importing.stopping import Asked, Progress, stopping
from shopmail.importing.table_file import TableFile
from shopmail.wording import _

MOST_WORDS = 40
"""Words of a column that are told one by one."""


class Word(Struct, frozen=True):
    """A word of a column in its commonest spelling, and what shopmail takes it for."""

    word: str
    rows: int
    status: Status | None
    """None: a word that shopmail does not know, which proves nothing."""
    fixed: bool
    """It is a refusal, and stays one."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What the owner may make of it: values of ``Status``, empty for "not known"."""
        return statuses.may_become(self.status)


class ColumnWords(Struct, frozen=True):
    """The words of one column; the rows of all words, ``others`` and ``empty`` are the rows of the file."""

    header: str
    field: str
    words: tuple[Word, ...]
    """The most frequent first, at most ``MOST_WORDS``."""
    others: int
    """Rows with rarer words."""
    empty: int
    """Rows without a word."""


def status_words(
    table: TableFile, mapping: Mapping, progress: Progress, stopped: Asked
) -> tuple[ColumnWords, ...]:
    """The words of every column that tells the status. ``progress`` is told bytes.

    Raises what ``TableFile.rows`` raises, and ``Stopped``.
    """
    columns = [column for column in mapping.columns if column.field in READS]
    if not columns:
        return ()
    cells = [Counter[str]() for _column in columns]
    for _line, row in table.rows(stopping(progress, stopped)):
        for counter, column in zip(cells, columns, strict=True):
            counter[row[column.index]] += 1
    return tuple(map(_words, columns, cells))


def _words(column: Column, cells: Counter[str]) -> ColumnWords:
    read = READS[column.field]
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    empty = 0
    for cell, rows in cells.items():
        word = clean(cell)
        if not word or (read(word) is None and is_nothing(word)):
            empty += rows
        else:
            spellings[statuses.key(word)][word] += rows
    by_rows = sorted(spellings.values(), key=lambda found: (-found.total(), min(found)))
    words = []
    for found in by_rows[:MOST_WORDS]:
        word = found.most_common(1)[0][0]
        status = read(word)
        words.append(Word(word, found.total(), status, status in statuses.REFUSALS))
    others = sum(found.total() for found in by_rows[MOST_WORDS:])
    return ColumnWords(column.header, column.field, tuple(words), others, empty)


def with_meanings(mapping: Mapping, words: Pairs[str, Pairs[str, str]]) -> Mapping:
    """``mapping`` with the owner's meaning of words: header -> word -> value of ``Status``, or empty.

    Raises ``InputRefused`` for a column that tells no status, a meaning that is none, and a refusal that
    would be none any more.
    """
    columns = list(mapping.columns)
    names = [column.header for column in columns]
    for header, meanings in words.items():
        place = index_of(names, header)
        if columns[place].field not in READS:
            raise InputRefused(
                _("The words can't be used like this"),
                _("The column “{header}” does not tell who agreed.", header=names[place]),
                _("Say first what the column becomes, or leave its words out."),
            )
        columns[place] = replace(columns[place], meanings=_meanings(columns[place], meanings))
    return Mapping(tuple(columns))


def _meanings(column: Column, words: Pairs[str, str]) -> dict[str, Status | None]:
    meanings: dict[str, Status | None] = {}
    for written, meaning in words.items():
        word = clean(written)
        if meaning not in statuses.may_become(None):
            raise InputRefused(
                _("The words can't be used like this"),
                _("“{word}” is no status that a person can have.", word=meaning),
                _("Use one of: {names}.", names=", ".join(Status)),
            )
        known = READS[column.field](word)
        if meaning not in statuses.may_become(known):
            raise InputRefused(
                _("A no stays a no"),
                _(
                    "“{word}” in “{header}” says that people must not be mailed.",
                    word=word,
                    header=column.header,
                ),
                _("It can't be made into an agreement or into nothing. Leave it as it is."),
            )
        meant = Status(meaning) if meaning else None
        key = statuses.key(word)
        if meanings.setdefault(key, meant) is not meant:
            raise InputRefused(
                _("The words can't be used like this"),
                _("“{word}” in “{header}” is given two meanings.", word=word, header=column.header),
                _("Say once what it means; capitals and accents make no difference."),
            )
    return meanings
