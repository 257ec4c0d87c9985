"""What a section of the Settings page is made of: cards, each with a title, and forms with their button."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopmail.ui.setup.form import SetupForm, save_button
from shopmail.ui.widgets.buttons import ENTER, Kind, press_focused
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.text import label
from shopmail.wording import _


class Part(Protocol):
    """A widget that reads for itself what it shows."""

    def refill(self) -> None:
        """Read it anew."""

    def leave(self) -> None:
        """Let no answer reach it any more."""


class Section(QScrollArea):
    """Parts one below the other; a section higher than the page scrolls."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.search: QWidget | None = None
        """The field that Ctrl+F goes to, where there is one."""
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._parts: list[Part] = []

    def add(self, title: str, shown: QWidget, *parts: Part) -> None:
        """A strong title, and below it ``shown``, in which the ``parts`` stand."""
        if self._column.count() > 1:
            self._space(24)
        self._insert(label(title, "strong", wrap=True))
        self._space(12)
        self._insert(shown)
        self._parts.extend(parts)

    def add_form(self, form: SetupForm) -> None:
        """A form in its card; one primary button is enough for a page."""
        self.add(_(form.TITLE), FormCard(form, "secondary" if self._parts else "primary"), form)

    def refill(self) -> None:
        """Read anew what the section shows."""
        for part in self._parts:
            part.refill()

    def leave(self) -> None:
        """The section goes away."""
        for part in self._parts:
            part.leave()

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def _space(self, pixels: int) -> None:
        self._column.insertSpacing(self._column.count() - 1, pixels)


class FormCard(Card):
    """A form, and in its foot the button that saves it, which Enter in a field presses where it may."""

    def __init__(self, form: SetupForm, kind: Kind = "primary") -> None:
        super().__init__()
        self.form = form
        self.save = save_button(form, kind)
        if form.SENTENCE:
            self.column.addWidget(label(_(form.SENTENCE), "muted", wrap=True))
            self.column.addSpacing(16)
        self.column.addWidget(form)
        self.column.addSpacing(16)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        self.column.addLayout(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif not press_focused() and self.form.ENTER_SAVES and self.save.isEnabled():
            self.save.click()


class LinesCard(Card):
    """A line a matter: what it is, what it does, and at the right the choice, which holds at once."""

    def __init__(self, lines: Sequence[tuple[str, str, QWidget]]) -> None:
        """``lines`` are (title, sentence, choice)."""
        super().__init__(margins=(16, 4, 16, 4))
        for number, (title, sentence, choice) in enumerate(lines):
            if number:
                self.column.addWidget(hairline())
            self.column.addLayout(_line(title, sentence, choice))


def _line(title: str, sentence: str, choice: QWidget) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(title, wrap=True))
    words.addWidget(label(sentence, "small", wrap=True))
    row = QHBoxLayout()
    row.setContentsMargins(0, 12, 0, 12)
    row.setSpacing(16)
    row.addLayout(words, 1)
    row.addWidget(choice)
    return row
