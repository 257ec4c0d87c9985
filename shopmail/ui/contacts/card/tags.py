"""The tags of a person: chips that can be taken off, and a line in which one more is written."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QWidget

from shopmail.ui.widgets.buttons import Button, IconButton
from shopmail.ui.widgets.inputs import EnterLine, mark_as_wrong
from shopmail.ui.widgets.text import label, plain_tooltip
from shopmail.wording import _

_WORDS_AT_MOST = 240
_HIGH, _GAP = 28, 8


class Tags(QWidget):
    """``wanted`` carries the name of a tag to be stuck on, ``unwanted`` of one to be taken off.

    Everything is placed by hand, in lines of ``width``.
    """

    wanted = Signal(str)
    unwanted = Signal(str)

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self._made: list[_Chip] = []
        """Chips stay for the next person; those that are not needed are hidden."""
        self.add = Button(_("Tag"), "quiet", "plus", small=True)
        self.add.setParent(self)
        self.add.setAccessibleName(_("Add a tag"))
        self.add.clicked.connect(self.begin)
        self.line = _Line()
        self.line.setParent(self)
        self.line.entered.connect(self._entered)
        self.line.left.connect(self._left)
        self.line.hide()
        self._wrong = label("", "small", wrap=True)
        self._wrong.setParent(self)
        self._wrong.setProperty("state", "bad")
        self._wrong.hide()
        self._place()

    def show_tags(self, tags: Sequence[str], in_use: Sequence[str]) -> None:
        """These are the person's; ``in_use`` are offered while one types."""
        self.line.offer([name for name in in_use if name not in tags])
        while len(self._made) < len(tags):
            chip = _Chip(self)
            chip.off.clicked.connect(partial(self._take_off, chip))
            self._made.append(chip)
        for chip, name in zip(self._made, tags, strict=False):
            chip.show_tag(name)
        for number, chip in enumerate(self._made):
            chip.setVisible(number < len(tags))
        self._place()

    @property
    def chips(self) -> list["_Chip"]:
        """One for each tag."""
        return [chip for chip in self._made if not chip.isHidden()]

    def begin(self) -> None:
        """Let a tag be written."""
        if self.line.isHidden():
            self.line.clear()
        self.add.hide()
        self.line.show()
        self._place()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> bool:
        """Write none after all; False when none was being written."""
        if self.line.isHidden():
            return False
        had_focus = self.line.hasFocus()
        self.line.hide()
        self.add.show()
        self.clear_problem()
        if had_focus:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_problem(self, name: str, sentence: str) -> None:
        """What was written can't be a tag: it is there again, to be corrected."""
        self.begin()
        self.line.setText(name)
        mark_as_wrong(self.line, wrong=True)
        self._wrong.setText(sentence)
        self._wrong.show()
        self._place()

    def clear_problem(self) -> None:
        """Nothing is wrong any more."""
        mark_as_wrong(self.line, wrong=False)
        self._wrong.hide()
        self._place()

    def _take_off(self, chip: "_Chip") -> None:
        self.unwanted.emit(chip.name)

    def _entered(self, name: str) -> None:
        self.end()
        if name.strip():
            self.wanted.emit(name)

    def _place(self) -> None:
        """Lay the parts into lines, and be as high as they are."""
        x = y = 0
        for part in (*self.chips, self.add, self.line):
            if part.isHidden():
                continue
            part.adjustSize()
            if x and x + part.width() > self.width():
                x, y = 0, y + _HIGH + _GAP
            part.move(x, y)
            x += part.width() + _GAP
        y += _HIGH
        if not self._wrong.isHidden():
            tall = self._wrong.heightForWidth(self.width())
            self._wrong.setGeometry(0, y + 4, self.width(), tall)
            y += 4 + tall
        self.setFixedHeight(y)

    def _left(self) -> None:
        if self._wrong.isHidden():
            self._entered(self.line.text())


class _Chip(QFrame):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = ""
        self.setObjectName("mark")
        self.setFixedHeight(_HIGH)
        self._words = label("")
        self.off = IconButton("x", "")
        self.off.setFixedSize(24, 24)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 2, 0)
        row.setSpacing(2)
        row.addWidget(self._words)
        row.addWidget(self.off)

    def show_tag(self, name: str) -> None:
        """The tag of this name, shortened where it is very long."""
        self.name = name
        shown = self._words.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _WORDS_AT_MOST)
        self._words.setText(shown)
        self._words.setToolTip("" if shown == name else plain_tooltip(name))
        words = _("Take off the tag {name}", name=name)
        self.off.setAccessibleName(words)
        self.off.setToolTip(plain_tooltip(words))


class _Line(EnterLine):
    """``left`` is emitted when the focus goes elsewhere."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(_("Tag"), small=True)
        self.setAccessibleName(_("Add a tag"))
        self.setFixedWidth(160)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def offer(self, names: Sequence[str]) -> None:
        """Names that go on from what is typed."""
        self._names.setStringList(list(names))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.isVisible():
            self.left.emit()
