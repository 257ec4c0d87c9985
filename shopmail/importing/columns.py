"""The columns of a table and what becomes of each of them."""

from msgspec import Struct
from msgspec.structs import replace

from shopmail.importing.column_kinds import BY_KEY, PROBLEM_HEADER, SKIP, Group, is_date, is_leaving
from shopmail.importing.dates import order_of
from shopmail.importing.statuses import Status
from shopmail.importing.table_file import TableFile


class Column(Struct, frozen=True):
    """One column of the file and what becomes of it."""

    index: int
    header: str
    field: str
    """The key of a target, ``SKIP``, or the key of an own field (``own``)."""
    sure: bool
    """False asks the owner to look: unknown, found by its values alone, or dates that read two ways."""
    samples: tuple[str, ...]
    own: bool = False
    month_first: bool = False
    """``05/04/2024`` is the fourth of May."""
    confirms: bool = False
    """A date in this column says by itself that the person confirmed."""
    meanings: dict[str, Status | None] = {}
    """What the owner says that words mean, by ``statuses.key``; None is "not known"."""


class Mapping(Struct, frozen=True):
    """What becomes of each column, in the order of the file; exactly one is the address."""

    columns: tuple[Column, ...]

    def of(self, field: str) -> tuple[Column, ...]:
        """The columns that become ``field``."""
        return tuple(column for column in self.columns if column.field == field)

    def first(self, field: str) -> Column | None:
        """The first column that becomes ``field``, or None."""
        return next(iter(self.of(field)), None)

    @property
    def fields(self) -> dict[str, str]:
        """Header -> field, without the skipped: the ``mapping`` of the answer."""
        return {column.header: column.field for column in self.columns if column.field != SKIP}

    @property
    def ignored(self) -> list[str]:
        """Headers that nothing is taken from, but for the column that shopmail itself had added."""
        return [
            column.header
            for column in self.columns
            if column.field == SKIP and column.header != PROBLEM_HEADER
        ]

    @property
    def has_no_evidence(self) -> bool:
        """No column tells of consent, an order or a wish to leave."""
        return not any(
            column.field in BY_KEY and BY_KEY[column.field].group is Group.EVIDENCE for column in self.columns
        )

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The keys of the own fields."""
        return tuple(column.field for column in self.columns if column.own)


def with_order(table: TableFile, column: Column) -> Column:
    """``column`` with the order of day and month: from the sample, or if need be from the whole file."""
    target = BY_KEY.get(column.field)
    if target is None or target.fits not in (is_date, is_leaving):
        return column
    order = order_of(cells[column.index] for _line, cells in table.sample)
    if not order.sure:
        order = order_of(cells[column.index] for _line, cells in table.rows())
    return replace(column, month_first=order.month_first, sure=column.sure and order.sure)
