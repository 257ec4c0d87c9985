"""What each column of a table most likely is: guessed from the words of its header and from its values."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from shopmail.importing import column_words, statuses
from shopmail.importing.column_kinds import (
    BY_KEY,
    EMAIL,
    PROBLEM_HEADER,
    SKIP,
    TARGETS,
    Group,
    Target,
    is_leaving,
    mostly,
)
from shopmail.importing.columns import Column, with_order
from shopmail.importing.dates import is_nothing, looks_like_date
from shopmail.importing.folding import fold, phrases
from shopmail.importing.secret_columns import is_secret
from shopmail.importing.separator import looks_like_address
from shopmail.importing.table_file import SAMPLE_ROWS, TableFile

_SHOWN = 3
"""Values of a column that are shown beside its guess."""
_JUDGED = 200
"""Values of a column that a guess looks at."""
_OWNED = 1_000
"""Added to the rank of a header that fits only without its owner (``billing city``)."""


_RANKS: dict[str, dict[str, int]] = {}
"""Phrase -> the targets it may head, with its rank among their words."""
for _key, _words in column_words.WORDS.items():
    for _rank, _phrase in enumerate(phrases(_words)):
        _RANKS.setdefault(_phrase, {})[_key] = _rank

_OWNERS = phrases(column_words.OWNERS)
_DATED_OPT_IN = phrases(column_words.DATED_OPT_IN)
_PLAIN_DATES = frozenset(phrases(column_words.PLAIN_DATES))
_ORDER_SIGNS = frozenset(phrases(column_words.ORDER_SIGNS))
_ORDER_NUMBERS = phrases(column_words.ORDER_NUMBERS)
_ORDER_DATES = phrases(column_words.ORDER_DATES)
_STATUS_OF_ANYTHING = frozenset(phrases(column_words.STATUS_OF_ANYTHING))
_WHOLE_OR_FIRST = frozenset(phrases("jméno, meno, имя, imię"))
_OWNABLE = frozenset(target.key for target in TARGETS if target.group is not Group.EVIDENCE)


class _Seen(Struct):
    """What is seen of a column: its header folded, its values, and the targets that the header names."""

    index: int
    phrase: str
    values: list[str]
    filled: int
    addresses: int
    ranks: dict[str, int]


def guess(table: TableFile) -> tuple[Column, ...]:
    """A column each, in the order of the file; without an idea it is skipped."""
    seen = [_look(table, index) for index in range(len(table.header))]
    left_alone = _left_alone(table.header)
    open_columns = [column for column in seen if table.header[column.index] not in left_alone]
    _tell_names_apart(open_columns)
    _tell_orders(open_columns)
    found: dict[int, str] = {}
    _take_address(table, open_columns, found)
    for target in TARGETS:
        if target.key != EMAIL:
            _take(table, target, open_columns, found)
    _take_dated_opt_in(open_columns, found)
    _take_status_words(open_columns, found)
    allowed = {column.index for column in open_columns}
    return tuple(_column(table, column, found, column.index in allowed) for column in seen)


def _left_alone(header: Sequence[str]) -> frozenset[str]:
    """Headers that nothing is guessed of: secrets, shopmail's remark on a row, its conclusions in an export.

    In an export of ours ``status`` and ``confirmed_at`` tell what a file can tell of consent.
    """
    never = frozenset(name for name in header if is_secret(name) or name == PROBLEM_HEADER)
    return never | column_words.OUR_CONCLUSIONS if column_words.OUR_MARK in header else never


def _look(table: TableFile, index: int) -> _Seen:
    cells = [text for _line, row in table.sample if (text := row[index].strip())]
    phrase = fold(table.header[index])
    ranks = dict(_RANKS.get(phrase, {}))
    for owner in _OWNERS:
        if phrase.startswith(owner + " "):
            for key, rank in _RANKS.get(phrase.removeprefix(owner + " "), {}).items():
                if key in _OWNABLE:
                    ranks.setdefault(key, rank + _OWNED)
    return _Seen(index, phrase, cells[:_JUDGED], len(cells), sum(map(looks_like_address, cells)), ranks)


def _tell_names_apart(seen: Sequence[_Seen]) -> None:
    """``Jméno`` is the whole name where no column holds the last; ``Name`` beside ``Vorname`` is the last."""
    first = any("first_name" in column.ranks and column.phrase not in _WHOLE_OR_FIRST for column in seen)
    last = any("last_name" in column.ranks for column in seen)
    for column in seen:
        one_word = not mostly(lambda value: " " in value, column.values) or not column.values
        if column.phrase in _WHOLE_OR_FIRST and not last and not one_word:
            column.ranks = {"full_name": 0}
        elif column.phrase == "name" and first != last and one_word:
            column.ranks = {"last_name" if first else "first_name": 0}


def _tell_orders(seen: Sequence[_Seen]) -> None:
    """In a list of orders ``Name`` (Shopify) or ``code`` (Shoptet) is the number, ``date`` the date."""
    if any(column.phrase in _ORDER_SIGNS for column in seen):
        for column in seen:
            for key, words in (("order_number", _ORDER_NUMBERS), ("order_date", _ORDER_DATES)):
                if column.phrase in words and mostly(BY_KEY[key].fits, column.values):
                    column.ranks = {key: _OWNED + words.index(column.phrase)}


def _take_address(table: TableFile, seen: Sequence[_Seen], found: dict[int, str]) -> None:
    """The column with the most addresses, whatever it is called; without one, that which is called so."""
    named = [column for column in seen if EMAIL in column.ranks]
    holding = [column for column in seen if column.addresses and mostly(looks_like_address, column.values)]
    candidates = [column for column in named if column.addresses] + holding or named
    if candidates:
        best = max(candidates, key=lambda it: (it.addresses, -it.ranks.get(EMAIL, _OWNED * 2), -it.index))
        found[best.index] = EMAIL
    elif len(table.sample) == SAMPLE_ROWS:
        allowed = {column.index for column in seen}
        for _line, cells in table.rows():
            for index, cell in enumerate(cells):
                if index in allowed and looks_like_address(cell):
                    found[index] = EMAIL
                    return


def _take(table: TableFile, target: Target, seen: Sequence[_Seen], found: dict[int, str]) -> None:
    fits = _tells if target.lowers else _looks_right
    candidates = [
        column
        for column in seen
        if target.key in column.ranks and column.index not in found and fits(table, target, column)
    ]
    if target.many:
        found.update({column.index: target.key for column in candidates})
    elif candidates:
        found[min(candidates, key=lambda column: _worth(column, target)).index] = target.key


def _looks_right(_table: TableFile, target: Target, column: _Seen) -> bool:
    return mostly(target.fits, column.values)


def _tells(table: TableFile, target: Target, column: _Seen) -> bool:
    """A column that can say no is taken at the slightest sign: to miss who left is worse than to ask.

    Only what is just called ``status`` may be that of an order or a state of the USA: it must show words of a
    mailing list. A column of dates is none of words.
    """
    if target.fits is is_leaving:
        return True
    dates = [value for value in column.values if not is_nothing(value)]
    if dates and mostly(looks_like_date, dates):
        return False
    if mostly(target.fits, column.values):
        return True
    if target.key == "status":
        return column.phrase not in _STATUS_OF_ANYTHING or _anywhere(table, column, statuses.names_a_status)
    return _anywhere(table, column, target.fits)


def _anywhere(table: TableFile, column: _Seen, shows: Callable[[str], bool]) -> bool:
    if any(map(shows, column.values)):
        return True
    seen_all = column.filled == len(column.values) and len(table.sample) < SAMPLE_ROWS
    return not seen_all and any(shows(cells[column.index].strip()) for _line, cells in table.rows())


def _worth(column: _Seen, target: Target) -> tuple[int, int, int]:
    """Of several columns the better name counts for evidence, the fuller column for a profile."""
    rank = column.ranks[target.key]
    return (rank, 0, column.index) if target.group is Group.EVIDENCE else (-column.filled, rank, column.index)


def _take_dated_opt_in(seen: Sequence[_Seen], found: dict[int, str]) -> None:
    """An ``opt-in date`` is that of the confirmation where no column is plainly that, else of the sign-up.

    A column just called ``date`` is taken beside a column that tells the status, never among orders.
    """
    status_told = not {"status", "double_opt_in"}.isdisjoint(found.values())
    orders = "order_number" in found.values()
    by_rank = sorted(
        (column for column in seen if column.phrase in _DATED_OPT_IN and column.index not in found),
        key=lambda column: _DATED_OPT_IN.index(column.phrase),
    )
    for column in by_rank:
        if column.phrase in _PLAIN_DATES and (not status_told or orders):
            continue
        if not mostly(BY_KEY["confirmed_at"].fits, column.values):
            continue
        for key in ("confirmed_at", "signed_up_at"):
            if key not in found.values():
                found[column.index] = key
                break


def _take_status_words(seen: Iterable[_Seen], found: dict[int, str]) -> None:
    """A column of words like ``unsubscribed`` tells the status whatever its header says."""
    for column in seen:
        if column.index not in found and column.values and mostly(statuses.names_a_status, column.values):
            found[column.index] = "status"


def _column(table: TableFile, column: _Seen, found: dict[int, str], is_open: bool) -> Column:
    field = found.get(column.index, SKIP)
    samples = tuple(value[:100] for value in dict.fromkeys(column.values))[:_SHOWN]
    sure = not is_open or field in column.ranks or (field == EMAIL and len(column.values) == column.addresses)
    guessed = Column(
        column.index,
        table.header[column.index],
        field,
        sure and (field == SKIP or mostly(BY_KEY[field].fits, column.values)),
        samples,
        confirms=field == "confirmed_at" and field in column.ranks,
    )
    return with_order(table, guessed)
