"""What the choices of the Columns step offer, in groups: one model for the lines of all columns."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from shopmail.ui import theme
from shopmail.ui.importing.answers import SKIP
from shopmail.ui.importing.column_reading import AGREEMENT, ORDERS, OWN, PERSON, REFUSALS, TAGS, Goal
from shopmail.wording import N_, _

NEW_FIELD = "+"
"""The key of "New field…", which no field can have."""

_TITLES: tuple[tuple[str, str], ...] = (
    (PERSON, N_("The person")),
    (TAGS, ""),
    (AGREEMENT, N_("Whether they agreed")),
    (ORDERS, N_("What they ordered")),
    (REFUSALS, N_("Who must not be mailed")),
    (OWN, N_("Your own fields")),
)
"""The groups in their order; tags are near the person and need no heading."""


class Goals(QStandardItemModel):
    """A heading for each group, which can't be chosen, and its goals; the own fields made here come last."""

    def __init__(self, goals: Iterable[Goal], parent: QObject) -> None:
        super().__init__(parent)
        # Rows are found by what they hold. Items that Python keeps would outlive the model that owns them.
        self._new: list[str] = []
        of_group: dict[str, list[Goal]] = {}
        for goal in goals:
            of_group.setdefault(goal.group, []).append(goal)
        for group, title in _TITLES:
            found = of_group.get(group, [])
            if title and (found or group == OWN):
                self._add_heading(_(title))
            for goal in found:
                self.appendRow(_item(goal.key, goal.title))
        self.appendRow(_item(NEW_FIELD, _("New field…")))
        self.appendRow(_item(SKIP, _("Leave out")))
        self.tint()

    def show_new(self, titles: Iterable[tuple[str, str]]) -> None:
        """These are the own fields that the import makes: (key, title)."""
        wanted = dict(titles)
        for key in [key for key in self._new if key not in wanted]:
            self._new.remove(key)
            self.removeRow(self._row_of(key))
        for key, title in wanted.items():
            if key in self._new:
                self.setData(self.index(self._row_of(key), 0), title, Qt.ItemDataRole.DisplayRole)
            else:
                self._new.append(key)
                # Before "New field…" and "Leave out".
                self.insertRow(self.rowCount() - 2, _item(key, title))

    def title_of(self, key: str) -> str:
        """What a goal is called here."""
        row = self._row_of(key)
        return "" if row < 0 else str(self.index(row, 0).data())

    def tint(self) -> None:
        """Draw the headings in the palette in use."""
        for row in range(self.rowCount()):
            index = self.index(row, 0)
            if index.data(Qt.ItemDataRole.UserRole) is None:
                self.setData(index, theme.colour("muted"), Qt.ItemDataRole.ForegroundRole)

    def _row_of(self, key: str) -> int:
        found = self.match(self.index(0, 0), Qt.ItemDataRole.UserRole, key, 1, Qt.MatchFlag.MatchExactly)
        return found[0].row() if found else -1

    def _add_heading(self, title: str) -> None:
        heading = QStandardItem(title)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setFont(theme.sized(theme.body_font(), 12, strong=True))
        self.appendRow(heading)


def _item(key: str, title: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setData(key, Qt.ItemDataRole.UserRole)
    return item
