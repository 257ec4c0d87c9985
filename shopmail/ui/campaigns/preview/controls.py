"""The controls over the mail: on which screen, how drawn, as whom, and through the hard cases."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from shopmail.ui.widgets.buttons import IconButton
from shopmail.ui.widgets.chips import Toggle
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.inputs import CheckBox, Choice
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _, n_

if TYPE_CHECKING:
    from shopmail.campaigns.hard_cases import Case

HEIGHT = 28
DEVICES = (("phone", N_("Phone")), ("desktop", N_("Desktop")))
LOOKS = (
    ("light", N_("Light mail")),
    ("dark", N_("Dark mail")),
    ("no-pictures", N_("No pictures")),
    ("text", N_("Plain text")),
)
WITHOUT_PICTURES = ("no-pictures", "text")
"""Looks in which nobody misses a picture."""


class PersonChoice(Choice):
    """Looks like a choice; what opens is a window to find somebody in (``wanted``)."""

    wanted = Signal()

    def showPopup(self) -> None:
        self.wanted.emit()


class Controls(QWidget):
    """``changed``: another device, look or marking is wanted; ``stepped`` carries the number of a case."""

    changed = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.device = "phone"
        self._cases: tuple[Case, ...] = ()
        self._case = -1
        self.devices = _small(
            Toggle(tuple((key, _(words)) for key, words in DEVICES), self.device, _("Screen"))
        )
        self.devices.chosen.connect(self.choose_device)
        self.looks = Choice(small=True)
        self.looks.setAccessibleName(_("How it is drawn"))
        self.looks.setToolTip(_("Dark shows roughly what mail programs with a dark look make of the mail."))
        self.looks.fill((key, _(words)) for key, words in LOOKS)
        self.looks.chosen.connect(lambda _key: self.changed.emit())
        self.mark = CheckBox(_("Mark fields"))
        self.mark.toggled.connect(lambda _on: self.changed.emit())
        above = Flow()
        for widget in (self.devices, self.looks, self.mark):
            above.addWidget(_of_one_height(widget))
        self.person = PersonChoice(small=True)
        self.person.setAccessibleName(_("Look at the mail as"))
        self.person.setMaximumWidth(192)
        self.before = IconButton("chevron-left", _("The hard case before"))
        self.next = IconButton("chevron-right", _("The next hard case"))
        self.before.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.place = label("", "muted")
        self.case_words = label("", "small", wrap=True)
        below = QHBoxLayout()
        below.setSpacing(8)
        self._as = label(_("as"), "muted")
        # Nobody is known before the mail is drawn for the first time.
        for part in (self._as, self.person):
            part.hide()
        below.addWidget(self._as)
        below.addWidget(self.person)
        below.addWidget(self.before)
        below.addWidget(self.next)
        below.addWidget(self.place)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(below)
        column.addWidget(self.case_words)
        self.show_cases((), -1)

    @property
    def look(self) -> str:
        """The key of how the mail is drawn, one of ``LOOKS``."""
        return self.looks.key

    @property
    def is_marked(self) -> bool:
        """Whether what came from data and what stands in for it is to be marked."""
        return self.mark.isChecked()

    def choose_device(self, key: str) -> None:
        """Look at the mail on this one, of ``DEVICES``."""
        self.device = key
        for half, (name, _words) in zip(self.devices.findChildren(QPushButton), DEVICES, strict=True):
            half.setChecked(name == key)
        self.changed.emit()

    def show_person(self, words: str) -> None:
        """Who the mail is looked at as."""
        for part in (self._as, self.person):
            part.show()
        self.person.fill([("person", words)])
        self.person.setToolTip(words if self.person.sizeHint().width() > self.person.maximumWidth() else "")

    def show_cases(self, cases: "tuple[Case, ...]", chosen: int) -> None:
        """The hard cases there are, and which of them is looked at; -1: none of them."""
        self._cases, self._case = cases, chosen
        for widget in (self.before, self.next, self.place):
            widget.setVisible(bool(cases))
        self.case_words.setVisible(chosen >= 0)
        if chosen < 0:
            self.place.setText(n_("{count} hard case", "{count} hard cases", len(cases)))
        else:
            self.place.setText(_("Hard case {number} of {total}", number=chosen + 1, total=len(cases)))
            self.case_words.setText(cases[chosen].words)

    def _step(self, by: int) -> None:
        # From none of them, back leads to the last and on to the first; after the last comes the first.
        at = self._case + by if self._case >= 0 or by > 0 else len(self._cases) - 1
        self.stepped.emit(at % len(self._cases))


def _of_one_height(widget: QWidget) -> QWidget:
    """``widget`` in a box of ``HEIGHT``, since a flow lays things of one height."""
    box = QWidget()
    box.setFixedHeight(HEIGHT)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    return box


def _small(toggle: Toggle) -> Toggle:
    """``toggle`` as high as the other controls of a card."""
    for half in toggle.findChildren(QPushButton):
        half.setProperty("small", True)
    return toggle
