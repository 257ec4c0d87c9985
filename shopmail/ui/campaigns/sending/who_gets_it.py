"""Who gets a campaign and who does not, as a sum that adds up; the names behind each line can be opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.campaigns.sending.words import REASONS
from shopmail.ui.widgets.card import hairline
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label, restyle
from shopmail.wording import _, n_

_PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
TITLE_WIDTH = 128
_HIGH, _LOW, _MANY = 32, 28, 5
"""Height of a line, and where there are more than so many, a lower one: what follows is to be seen too."""


@dataclass(frozen=True)
class Line:
    """One line of the sum; ``which`` names its people for whoever opens them."""

    which: str
    icon: str
    role: str
    title: str
    sentence: str
    number: str


class WhoGetsIt(QWidget):
    """``names_wanted`` carries what ``PeopleSheet`` calls the people of a line, and the line's title."""

    names_wanted = Signal(str, str)

    def __init__(
        self, audience: str, matches: int, left_out: Sequence[tuple[str, int]], mailable: int
    ) -> None:
        """``audience``: the segment's name, empty for everyone; ``left_out``: ``WhyNot`` code and people."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        out = matches - mailable
        words = n_("{number} is left out", "{number} are left out", out, number=numbers.number(out))
        column.addLayout(_sum_line(_("Who gets it"), words if out else "", "muted"))
        column.addSpacing(4)
        self.lines = [PeopleLine(line) for line in _lines(audience, matches, left_out)]
        high = _HIGH if len(self.lines) <= _MANY else _LOW
        for line in self.lines:
            line.setMinimumHeight(high)
            line.pressed.connect(self.names_wanted)
            column.addWidget(line)
        column.addSpacing(4)
        column.addWidget(hairline())
        column.addSpacing(8)
        column.addLayout(_sum_line(_("Will be sent"), numbers.people(mailable), "strong"))


class PeopleLine(QFrame):
    """Icon, title, what it means, number; opened by mouse, Enter or Space."""

    pressed = Signal(str, str)

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self.setProperty("tile", True)
        restyle(self, "corners", "top-left top-right bottom-left bottom-right")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{line.title}: {line.number}. {line.sentence}. " + _("Open the names"))
        self.setToolTip(_("Open the names"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        row.addWidget(IconLabel(line.icon, line.role))
        row.addWidget(_title(line.title))
        row.addWidget(label(line.sentence, "muted", wrap=True), 1)
        row.addWidget(label(line.number))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESS:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self.pressed.emit(self._line.which, self._line.title)


def _title(words: str) -> QLabel:
    """A title as wide as the others. It goes on below where it is longer; one long word ends in “…”."""
    made = label(words, wrap=True)
    made.setFixedWidth(TITLE_WIDTH)
    made.ensurePolished()
    metrics, right = made.fontMetrics(), Qt.TextElideMode.ElideRight
    made.setText(" ".join(metrics.elidedText(word, right, TITLE_WIDTH) for word in words.split()))
    return made


def _lines(audience: str, matches: int, left_out: Sequence[tuple[str, int]]) -> list[Line]:
    everyone = audience or _("Everyone")
    means = _("Everyone in the segment now") if audience else _("Everybody in your contacts")
    icon = "circles-overlap" if audience else "users"
    lines = [Line("", icon, "muted", everyone, means, numbers.number(matches))]
    for code, people in left_out:
        reason = REASONS[code]
        number = f"− {numbers.number(people)}"
        lines.append(Line(code, reason.icon, reason.role, _(reason.title), _(reason.sentence), number))
    return lines


def _sum_line(words: str, number: str, voice: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(label(words, "strong"))
    row.addStretch(1)
    row.addWidget(label(number, "strong" if voice == "strong" else "muted"))
    return row
