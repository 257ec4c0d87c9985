"""Where the open person's card stands: at the right of the list, which gives up columns for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.desk import Desk

if TYPE_CHECKING:
    from shopmail.ui.contacts.card.panel import PersonCard

_GAP = 16


class Beside(QWidget):
    """The list at the left; ``open_card`` stands a card at the right of it.

    ``turned`` carries the person whose card is open now, 0 for nobody's; ``crowded`` tells whether the list
    has to share the width.
    """

    turned = Signal(int)
    crowded = Signal(bool)

    def __init__(self, desk: Desk, listed: QWidget, *others: QWidget) -> None:
        """``others`` stand in the place of ``listed`` when that is hidden."""
        super().__init__()
        self._desk = desk
        self.card: PersonCard | None = None
        """Made when the first person is opened."""
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(listed, 1)
        for other in others:
            left.addWidget(other)
        left.addStretch(0)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addLayout(left, 1)

    @property
    def is_open(self) -> bool:
        """Whether a card is open."""
        return self.card is not None and not self.card.isHidden()

    def open_card(self, person: int) -> None:
        """Show the card of this person."""
        card = self.card or self._made()
        card.show_person(person)
        card.show()
        self.crowded.emit(True)
        # Not this person while a form in the card waits for an answer.
        self.turned.emit(card.shown or person)

    def refresh(self) -> None:
        """The file has changed: the open card reads its person anew."""
        if self.card and self.is_open:
            self.card.refresh()

    def back(self) -> bool:
        """Esc: one step back inside the card, or close it; False when there is none."""
        return bool(self.card and self.is_open and self.card.back())

    def _made(self) -> "PersonCard":
        from shopmail.ui.contacts.card.panel import PersonCard

        card = self.card = PersonCard(self._desk)
        card.closed.connect(self._close)
        self._row.addWidget(card)
        return card

    def _close(self) -> None:
        if self.card:
            self.card.hide()
        self.crowded.emit(False)
        self.turned.emit(0)
