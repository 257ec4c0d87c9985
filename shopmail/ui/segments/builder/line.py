"""What all lines of the sentence share: an icon, room for controls, how many people, a menu and a ×."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.widgets.buttons import Button, IconButton
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.menu import Act, menu_of
from shopmail.ui.widgets.text import label, restyle
from shopmail.wording import N_, _

HERE = "\ufffc"
"""Stands in a sentence where a control is to stand."""
_HIGH = 28
_COUNT = 96
_ICON = 20

REMOVE, DUPLICATE, OFF, ON = "remove", "duplicate", "off", "on"
"""What can be done to a part."""
_WORDS = {DUPLICATE: N_("Duplicate"), OFF: N_("Switch off"), ON: N_("Switch on"), REMOVE: N_("Remove")}


class Line(QWidget):
    """``wanted`` carries the number of the part and what is to be done to it. Controls go into ``flow``."""

    wanted = Signal(int, str)

    def __init__(self, number: int, *, sets_in: int = 0, body: QWidget | None = None) -> None:
        """``sets_in``: pixels that it begins further right; ``body`` stands in the place of controls."""
        super().__init__()
        self.number = number
        self._is_off = False
        self.icon = IconLabel("filter", "muted", _ICON)
        self.flow = Flow()
        self.count = label("", "muted")
        self.count.setMinimumWidth(_COUNT)
        self.count.setFixedHeight(_HIGH)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.switch_on = Button(_("Switch on"), "quiet", small=True)
        self.switch_on.clicked.connect(lambda: self.wanted.emit(self.number, ON))
        self.menu = IconButton("dots", _("More"))
        menu_of(self.menu, self._acts)
        self.remove = IconButton("x", _("Remove"))
        self.remove.clicked.connect(lambda: self.wanted.emit(self.number, REMOVE))
        self._wrong = label("", "small", wrap=True)
        self._wrong.setProperty("state", "bad")
        self._sign = IconLabel("alert-triangle", "bad")
        self._lay_out(sets_in, body)
        self.show_off(off=False)
        self.show_problem("")

    @property
    def problem(self) -> str:
        """What is said to be wrong with the line."""
        return self._wrong.text()

    def show_count(self, people: int | None) -> None:
        """How many people the part finds by itself; None while that is not known."""
        self.count.setText("" if people is None else numbers.people(people))

    def wait_for_count(self) -> None:
        """It is being counted."""
        self.count.setText("…")

    def show_off(self, *, off: bool) -> None:
        """A part that is off stays where it is, and says so."""
        self._is_off = off
        self.switch_on.setVisible(off)
        restyle(self.count, "dimmed", "true" if off else "false")

    def show_problem(self, sentence: str) -> None:
        """Say below the line what is wrong with it, or nothing any more."""
        self._wrong.setText(sentence)
        for part in (self._wrong, self._sign):
            part.setVisible(bool(sentence))

    def name(self, words: str) -> None:
        """What a screen reader calls the line and what belongs to it."""
        self.setAccessibleName(words)
        self.menu.setAccessibleName(_("More for: {what}", what=words))
        self.remove.setAccessibleName(_("Remove: {what}", what=words))
        self.switch_on.setAccessibleName(_("Switch on: {what}", what=words))

    def _acts(self) -> list[Act]:
        return [(_(_WORDS[act]), self._act(act)) for act in (ON if self._is_off else OFF, DUPLICATE, REMOVE)]

    def _act(self, act: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(self.number, act)

    def _lay_out(self, sets_in: int, body: QWidget | None) -> None:
        row = QHBoxLayout()
        row.addLayout(_centred(self.icon))
        if body is None:
            body = QWidget()
            body.setLayout(self.flow)
        row.addWidget(body, 1)
        for part in (self.switch_on, self.count, self.menu, self.remove):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        row.setSpacing(4)
        row.insertSpacing(1, 4)
        below = QHBoxLayout()
        below.setContentsMargins(_ICON + 8, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._wrong, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12 + sets_in, 6, 12, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addLayout(below)


def halves(sentence: str) -> tuple[str, str]:
    """The words of a sentence before and after ``HERE``."""
    before, _here, after = sentence.partition(HERE)
    return before.strip(), after.strip()


def _centred(icon: QWidget) -> QVBoxLayout:
    """``icon`` in the middle of the first line, however many there are."""
    column = QVBoxLayout()
    column.setContentsMargins(0, (_HIGH - icon.height()) // 2, 0, 0)
    column.addWidget(icon)
    column.addStretch(1)
    return column
