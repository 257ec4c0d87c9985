"""The parts a report is made of, for the window and the command line alike."""

from msgspec import Struct


class Tile(Struct, frozen=True):
    """One number: people, and the key of the table that names them."""

    key: str
    title: str
    count: int


class Person(Struct, frozen=True):
    """One person behind a number. ``note`` is in our words, ``server_text`` in the receiving server's own."""

    contact_id: int
    email: str
    note: str
    at: int | None = None
    server_text: str = ""


class Table(Struct, frozen=True):
    """The people behind the tile of the same key."""

    key: str
    title: str
    people: list[Person]


class Report(Struct, frozen=True):
    """Tiles and their tables; every count is the length of its table."""

    title: str
    tiles: list[Tile]
    tables: list[Table]

    def table(self, key: str) -> Table:
        """The table of a tile."""
        return next(table for table in self.tables if table.key == key)
