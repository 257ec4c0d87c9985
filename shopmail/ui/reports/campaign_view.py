"""The report of one campaign: a strip of numbers, and the people behind the one that is pressed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.reports import reading
from shopmail.ui.reports.reading import Shown
from shopmail.ui.widgets.cells import Cell, Rows
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.table import Table
from shopmail.ui.widgets.tiles import Tile, TileStrip
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.reports.report import Person

_LOOKS: dict[str, tuple[str, str]] = {
    "sent": ("send", "muted"),
    "came-back": ("corner-down-left", "bad"),
    "left": ("logout", "bad"),
    "complained": ("alert-triangle", "bad"),
    "unknown": ("help-circle", "quiet"),
    "not-sent": ("clock", "quiet"),
    "left-out": ("ban", "quiet"),
}
"""Icon and colour of a tile, by the key that ``reports.campaign`` gives it."""


class CampaignView(QWidget):
    """Shows one report; ``show_report`` again with a newer one keeps the number that is open."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._key = ""
        self.tiles = TileStrip()
        self.tiles.pressed.connect(self.open_number)
        self.people: Rows[Person] = Rows(reading.PEOPLE, self._cells)
        self.table = Table(self.people, _("People"))
        self._card = self.table.in_card()
        self.nobody = Empty("users", _("Nobody"), _("Nobody is behind this number."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.tiles)
        column.addWidget(self._card, 1)
        column.addWidget(self.nobody)
        column.addStretch(0)

    def show_report(self, shown: Shown) -> None:
        """The numbers, and the people behind the one that was open, else the first."""
        self._shown = shown
        self.tiles.show_tiles([_tile(found.key, found.title, found.count) for found in shown.report.tiles])
        keys = [table.key for table in shown.report.tables]
        self.open_number(self._key if self._key in keys else keys[0])

    def open_number(self, key: str) -> None:
        """The people behind the number ``key``."""
        if self._shown is None:
            return
        self._key = key
        self.tiles.choose(key)
        people = self._shown.report.table(key).people
        self.people.show(people)
        self._card.setVisible(bool(people))
        self.nobody.setVisible(not people)

    def _cells(self, person: "Person") -> tuple[Cell, ...]:
        assert self._shown is not None
        return self._shown.cells(person)


def _tile(key: str, title: str, count: int) -> Tile:
    icon, role = _LOOKS[key]
    return Tile(key, icon, role if count else "muted", title, numbers.number(count))
