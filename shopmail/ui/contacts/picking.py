"""How boxes, ranges, the box in the header and the bar play together while the owner chooses people."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt

from shopmail.ui.contacts.choosing import Asked, Choice, Choosing
from shopmail.ui.contacts.finding import Finding
from shopmail.ui.contacts.people_table import PeopleModel, PeopleTable
from shopmail.ui.contacts.tools import Tools
from shopmail.ui.paged import PAGE

On = Qt.CheckState


class Picking(QObject):
    """``asked`` gives what the list shows; ``choice`` is what an act is done to."""

    def __init__(
        self,
        table: PeopleTable,
        model: PeopleModel,
        tools: Tools,
        choosing: Choosing,
        finding: Finding,
        asked: Callable[[], Asked],
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._tools = table, model, tools
        self._choosing, self._finding, self._asked = choosing, finding, asked
        table.ticked.connect(self._tick)
        table.stretched.connect(self._stretch)
        table.all_wanted.connect(self._choose_all)
        tools.bar.ended.connect(self._let_go)
        choosing.changed.connect(self._show)

    def choice(self) -> Choice:
        """Who is chosen; while nobody is, the one in whose row the keyboard stands."""
        chosen = self._choosing.choice
        person = self._model.person_at(self._table.currentIndex().row())
        return chosen if chosen.count or person is None else Choice(frozenset((person,)), None, 1)

    def _tick(self, row: int) -> None:
        person = self._model.person_at(row)
        if person is not None:
            self._choosing.toggle(person)

    def _stretch(self, first: int, last: int, chosen: bool) -> None:
        known = self._model.people_at(first, last) if last - first < PAGE else None
        if known is not None:
            self._choosing.set(known, chosen=chosen)
            return

        def found(people: Sequence[int]) -> None:
            self._choosing.set(people, chosen=chosen)

        self._finding.people_at(self._asked(), first, last, found)

    def _choose_all(self) -> None:
        if self._choosing.all_found:
            self._choosing.clear()
        else:
            self._choosing.choose_everybody(self._asked(), self._model.rowCount())

    def _show(self) -> None:
        count = self._choosing.count
        self._tools.show_chosen(count)
        some = On.PartiallyChecked if count else On.Unchecked
        self._table.header.show_box(On.Checked if self._choosing.all_found else some)

    def _let_go(self) -> None:
        self._choosing.clear()
        self._table.setFocus()
