"""Where the mails are: each place with its number, each mail counted once, and their sum."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.campaigns.sending.words import ALWAYS, PLACES, place_words
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label, restyle
from shopmail.wording import _

_PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HIGH = 35
_ALL = ""


class Whereabouts(Card):
    """``chosen`` carries the place that was pressed, empty for all."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(margins=(1, 1, 1, 1))
        self._rooms: dict[str, QWidget] = {}
        self.lines: dict[str, PlaceLine] = {}
        for key, look in PLACES.items():
            self._add(key, PlaceLine(key, look.icon), ends=True)
        self._add(_ALL, PlaceLine(_ALL, ""), ends=False)

    def show_counts(self, counts: Mapping[str, int], held_until: str, *, rehearsed: bool) -> None:
        """``counts`` by place; ``held_until``: until when the post office keeps them, empty if not."""
        for key in PLACES:
            people = counts.get(key, 0)
            words = (
                _("Waiting on this computer") if key == "waiting" else place_words(key, rehearsed=rehearsed)
            )
            if key == "at-post" and held_until and not rehearsed:
                words = _("At SendGrid, held until {time}", time=held_until)
            self.lines[key].show_count(words, people, PLACES[key].role)
            self._rooms[key].setVisible(bool(people) or key in ALWAYS)
        self.lines[_ALL].show_count(_("All, each counted once"), sum(counts.values()), "text")

    def choose(self, key: str) -> None:
        """Show ``key`` as the one whose people are listed; one of another name: none."""
        for place, line in self.lines.items():
            restyle(line, "chosen", "true" if place == key else "false")

    def _add(self, key: str, line: "PlaceLine", *, ends: bool) -> None:
        line.pressed.connect(self.chosen)
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        if ends:
            column.addWidget(hairline())
        self.lines[key], self._rooms[key] = line, room
        self.column.addWidget(room)


class PlaceLine(QFrame):
    """One place: icon, words, number; pressed by mouse, Enter or Space."""

    pressed = Signal(str)

    def __init__(self, key: str, icon: str) -> None:
        super().__init__()
        self._key = key
        self.people = 0
        self.setProperty("tile", True)
        self.setProperty("corners", "bottom-left bottom-right" if key == _ALL else "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(_HIGH)
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 7, 15, 7)
        row.setSpacing(8)
        self._icon = IconLabel(icon) if icon else None
        if self._icon:
            row.addWidget(self._icon)
        self._words = label("", "muted" if icon else "strong", wrap=True)
        self._number = label("", "muted" if icon else "strong")
        row.addWidget(self._words, 1)
        row.addWidget(self._number)

    def show_count(self, words: str, people: int, role: str) -> None:
        """So many are here; a place where nobody is steps back."""
        self.people = people
        self._words.setText(words)
        self._number.setText(numbers.number(people))
        if self._icon:
            self._icon.show_icon(PLACES[self._key].icon, role if people else "muted")
            for shown in (self._words, self._number):
                restyle(shown, "voice", "body" if people else "muted")
        self.setAccessibleName(f"{words}: {numbers.number(people)}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESS:
            self.pressed.emit(self._key)
        else:
            super().keyPressEvent(event)
