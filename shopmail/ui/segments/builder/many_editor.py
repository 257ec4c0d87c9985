"""Several values at once: a choice that says which, and below it a list of boxes to tick."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from shopmail.ui.segments.builder.draft import Row
from shopmail.ui.segments.builder.editors import Editor, Suggest
from shopmail.ui.segments.builder.fitting_choice import FittingChoice
from shopmail.ui.segments.builder.vocabulary import Vocabulary
from shopmail.ui.widgets.inputs import CheckBox, EnterLine
from shopmail.wording import _

_WIDTH, _HEIGHT = 264, 320
_STEPS = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}


class ManyChoice(FittingChoice):
    """Looks like the choices beside it; what opens is the list of boxes (``wanted``)."""

    wanted = Signal()

    def showPopup(self) -> None:
        self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.showPopup()
        else:
            super().keyPressEvent(event)


class ManyEditor(Editor):
    """Values of a closed list; with ``suggest``, texts of one's own."""

    def __init__(self, suggest: Suggest | None = None) -> None:
        self.choice = ManyChoice()
        super().__init__(self.choice)
        self.choice.wanted.connect(self.open)
        self.popup: ManyPopup | None = None
        self._suggest = suggest
        self._rule = ""
        self._name = ""
        self._offered: tuple[tuple[str, str], ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._longest = 0

    def show_row(self, row: Row, words: Vocabulary) -> None:
        rule = words.rule(row.rule)
        self._rule, self._longest = row.rule, words.longest_text
        self._offered = rule.choices if rule else ()
        self._chosen = row.value if isinstance(row.value, tuple) else ()
        self._say()

    def name(self, words: str) -> None:
        self._name = words
        self._say()

    def open(self) -> None:
        """Show the list below the choice, with the values that people have where there is no closed list."""
        if self._suggest:
            self._suggest(self._rule, "", self._open_with)
        else:
            self._open_with(())

    def _open_with(self, values: tuple[str, ...]) -> None:
        offered = self._offered or tuple((text, text) for text in dict.fromkeys((*self._chosen, *values)))
        popup = self.popup = ManyPopup(
            offered, set(self._chosen), self._name, self, writes=self._suggest is not None
        )
        if self._longest:
            popup.line.setMaxLength(self._longest)
        popup.chosen.connect(self._choose)
        popup.open_below(self.choice)

    def _choose(self, keys: tuple[str, ...]) -> None:
        self._chosen = keys
        self._say()
        self.written.emit(keys or None)

    def _say(self) -> None:
        titles = dict(self._offered)
        words = ", ".join(titles.get(key, key) for key in self._chosen) or _("Choose …")
        self.choice.fill([("", words)])
        self.choice.setAccessibleName(f"{self._name}: {words}")


class ManyPopup(QFrame):
    """``chosen`` carries the keys that are ticked, at each change. Esc or a click elsewhere closes it."""

    chosen = Signal(tuple)

    def __init__(
        self,
        offered: Iterable[tuple[str, str]],
        ticked: set[str],
        name: str,
        parent: QWidget,
        *,
        writes: bool,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self.boxes: dict[str, CheckBox] = {}
        self.line = EnterLine(_("Write another, then Enter"), small=True)
        self.line.setAccessibleName(_("Another value"))
        self.line.entered.connect(self._entered)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(15, 4, 15, 12)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        if writes:
            above = QVBoxLayout()
            above.setContentsMargins(15, 11, 15, 0)
            above.addWidget(self.line)
            outer.addLayout(above)
        else:
            self.line.setParent(self)
            self.line.hide()
        outer.addWidget(scroll)
        for key, words in offered:
            self._add(key, words, on=key in ticked)

    def open_below(self, choice: QWidget) -> None:
        """Show it with its left side under that of ``choice``."""
        corner = choice.mapToGlobal(QPoint(0, choice.height() + 4))
        room = choice.screen().availableGeometry().bottom() - corner.y() - 8
        self.setGeometry(QRect(corner, QSize(_WIDTH, max(160, min(room, _HEIGHT)))))
        self.show()
        first = self.line if self.line.isVisible() else next(iter(self.boxes.values()), self)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.focusNextPrevChild(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def _entered(self, text: str) -> None:
        value = " ".join(text.split())
        self.line.clear()
        if not value:
            self.close()
        elif value in self.boxes:
            self.boxes[value].setChecked(True)
        else:
            self._add(value, value, on=True)
            self._tell()

    def _add(self, key: str, words: str, *, on: bool) -> None:
        box = CheckBox(words.replace("&", "&&"))
        box.setAccessibleName(words)
        box.setChecked(on)
        box.toggled.connect(lambda _on: self._tell())
        self.boxes[key] = box
        self._column.insertWidget(self._column.count() - 1, box)

    def _tell(self) -> None:
        self.chosen.emit(tuple(key for key, box in self.boxes.items() if box.isChecked()))
