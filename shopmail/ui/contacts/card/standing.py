"""The block that says whether the person may be mailed, why, and what proves it."""

from PySide6.QtGui import QPainter, QPaintEvent

from shopmail.ui import theme
from shopmail.ui.contacts.card import wrapping
from shopmail.ui.contacts.card.person import Person
from shopmail.ui.contacts.card.printed import Piece, Printed
from shopmail.ui.widgets import icons
from shopmail.ui.widgets.states import State
from shopmail.ui.widgets.text import restyle

_MARGIN, _ICON, _GAP, _LINE_GAP = 12, 20, 8, 4
_LEFT = _MARGIN + _ICON + _GAP
_TITLES, _TITLES_AT_MOST = 68, 112


class StandingBlock(Printed):
    """On the ground of the person's state."""

    def __init__(self, width: int) -> None:
        super().__init__(width)
        self._state: State | None = None

    def show_person(self, person: Person) -> None:
        """The headline, and the proof in lines of title and value."""
        self._state = person.state
        restyle(self, "notice", person.state.role)
        self.setAccessibleName(person.headline)
        self.setAccessibleDescription("\n".join(f"{line.title}: {line.value}" for line in person.proof))
        headline = Piece(_LEFT, _MARGIN, self.width() - _LEFT - _MARGIN, person.headline, "strong")
        pieces, y = [headline], self.foot_of(headline) + 6
        small = wrapping.font_of("small", self.font())
        widest = max((theme.width_of(line.title, small) + 1 for line in person.proof), default=0)
        titles = min(max(_TITLES, widest), _TITLES_AT_MOST)
        values = _LEFT + titles + _GAP
        for line in person.proof:
            title = Piece(_LEFT, y, titles, line.title, "small")
            value = Piece(values, y, self.width() - values - _MARGIN, line.value, "small", "text")
            pieces += [title, value]
            y = max(self.foot_of(title), self.foot_of(value)) + _LINE_GAP
        self.print_pieces(pieces, below=_MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._state:
            tint = theme.colour(self._state.role)
            icons.paint(QPainter(self), self._state.icon, tint, _MARGIN, _MARGIN, _ICON)
