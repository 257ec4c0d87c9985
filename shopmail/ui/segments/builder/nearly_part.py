"""Who is nearly in: people who fail one condition only, and the value that keeps them out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import days, numbers
from shopmail.ui.segments.builder.press_row import PressRow
from shopmail.ui.segments.builder.reading import Person
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.text import label
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.segments.nearly import Nearly

_SHOWN = 5


class NearlyPart(QWidget):
    """``chosen`` carries the person to be looked at."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.count = label("", "muted")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(_("Nearly in: fail one condition"), "strong", wrap=True), 1)
        head.addWidget(self.count)
        self._card = Card(margins=(1, 5, 1, 5))
        self.people: list[PressRow] = []
        self._persons: list[Person] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._card)
        self.hide()

    def show_nearly(self, nearly: "Nearly") -> None:
        """The first of them; the whole part goes where there is nobody."""
        found = nearly.people[:_SHOWN]
        self._persons = [Person(one.email, one.name) for one in found]
        while len(self.people) < len(found):
            row, number = PressRow(), len(self.people)
            row.pressed.connect(lambda number=number: self.chosen.emit(self._persons[number]))
            self.people.append(row)
            self._card.column.addWidget(row)
        for row in self.people[len(found) :]:
            row.hide()
        for row, one in zip(self.people, found, strict=False):
            row.show_row("x", "bad", one.name or one.email, below=days.spelled(one.words))
            row.show()
        self.count.setText(numbers.people(nearly.count))
        self.setVisible(bool(nearly.count))
