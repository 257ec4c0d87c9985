"""What the Columns step asks the core, on a lane: the guess, what a column can become, the words in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopmail.ui import numbers
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from shopmail.importing.columns import Mapping
    from shopmail.importing.looking import Look
    from shopmail.importing.status_words import ColumnWords
    from shopmail.importing.table_file import TableFile
    from shopmail.ui.importing.answers import Answers

PERSON, TAGS, AGREEMENT, ORDERS, REFUSALS, OWN = (
    "person",
    "tags",
    "agreement",
    "orders",
    "refusals",
    "own",
)
"""The groups that goals are offered in, in this order."""

_REFUSALS = frozenset(("unsubscribed_at", "bounced_at", "complained_at"))


@dataclass(frozen=True)
class Goal:
    """One thing that a column can become. ``title`` is in the owner's language."""

    key: str
    title: str
    group: str
    many: bool = False
    """Several columns may become it."""


@dataclass(frozen=True)
class FileColumn:
    """One column of the file as it was guessed: ``field`` is the key of a goal, or ``skip``."""

    header: str
    samples: tuple[str, ...]
    field: str
    sure: bool
    shut: bool
    """It is never imported: it holds secrets, or shopmail's own remarks."""


@dataclass(frozen=True)
class Reading:
    """A file's columns in their order, and all that they can become."""

    columns: tuple[FileColumn, ...]
    goals: tuple[Goal, ...]
    known: tuple[tuple[str, str], ...]
    """(header, own field): columns that nothing was guessed for, called as a field that the shop has."""


def read(session: "Session", table: "TableFile") -> Reading:
    """The guess for ``table``, and the goals with the shop's own fields among them."""
    from shopmail.contacts.fields import all_fields, key_from
    from shopmail.importing.column_kinds import PROBLEM_HEADER, SKIP
    from shopmail.importing.guessing import guess
    from shopmail.importing.secret_columns import is_secret

    own = [field for field in all_fields(session) if field.own]
    by_title = {field.title.casefold(): field.key for field in own} | {field.key: field.key for field in own}
    columns, known, taken = [], [], set()
    for column in guess(table):
        header = column.header
        shut = header == PROBLEM_HEADER or is_secret(header)
        columns.append(FileColumn(header, column.samples, column.field, column.sure, shut))
        key = by_title.get(header.casefold()) or by_title.get(key_from(header))
        if column.field == SKIP and key and not shut and key not in taken:
            known.append((header, key))
            taken.add(key)
    goals = (*_targets(), *(Goal(field.key, field.title, OWN) for field in own))
    return Reading(tuple(columns), goals, tuple(known))


def mapped(table: "TableFile", answers: "Answers") -> "Mapping":
    """What becomes of each column by ``answers``. Raises InputRefused for what can't be."""
    from shopmail.importing.mapping import mapping_from

    request = answers.request()
    return mapping_from(table, request.maps, request.skips)


def words(
    table: "TableFile",
    mapping: "Mapping",
    progress: "Callable[[int, int], None]",
    stopped: "Callable[[], bool]",
) -> "tuple[ColumnWords, ...]":
    """The status words of the whole file, counted. ``progress`` is in bytes."""
    from shopmail.importing.status_words import status_words

    return status_words(table, mapping, progress, stopped)


def own_key(title: str) -> str:
    """The key of a new field called ``title``. Raises InputRefused for a name that can't be."""
    from shopmail.contacts.fields import checked_key, clean, key_from
    from shopmail.errors import InputRefused
    from shopmail.importing.column_kinds import BY_KEY, SKIP

    if not clean(title):
        raise InputRefused(_("The field was not added"), _("A field needs a name."), _("Write one."))
    key = checked_key(key_from(title))
    if key in BY_KEY or key == SKIP:
        raise InputRefused(
            _("The field was not added"),
            _("“{key}” already means something else here.", key=key),
            _("Choose another name."),
        )
    return key


def found(look: "Look") -> str:
    """``1,204 rows, 7 columns, separated by ; · Czech Windows text``."""
    rows, columns = look.rows, len(look.table.header)
    return _(
        "{rows}, {columns}, separated by {mark} · {letters}",
        rows=n_("{number} row", "{number} rows", rows, number=numbers.number(rows)),
        columns=n_("{number} column", "{number} columns", columns, number=numbers.number(columns)),
        mark=look.delimiter_words,
        letters=look.encoding_words,
    )


def _targets() -> list[Goal]:
    from shopmail.importing.column_kinds import TARGETS, Group, Target

    def group(target: Target) -> str:
        if target.group is Group.TAGS:
            return TAGS
        if target.group is not Group.EVIDENCE:
            return PERSON
        if target.key.startswith("order_"):
            return ORDERS
        return REFUSALS if target.key in _REFUSALS else AGREEMENT

    return [Goal(target.key, _(target.title), group(target), target.many) for target in TARGETS]
