"""The columns to choose from: a small window below the button "Columns", with a box to tick for each."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from shopmail.ui.contacts import columns
from shopmail.ui.contacts.columns import ALWAYS, OwnFields
from shopmail.ui.widgets.inputs import CheckBox
from shopmail.ui.widgets.text import label
from shopmail.wording import _

_STEPS = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}


class ColumnsPopup(QFrame):
    """``chosen`` carries the keys that are ticked, at each change. Esc or a click elsewhere closes it."""

    chosen = Signal(tuple)

    def __init__(self, shown: Sequence[str], own: OwnFields, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Columns"))
        self.boxes: dict[str, CheckBox] = {}
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(15, 8, 15, 12)
        column.setSpacing(4)
        column.addWidget(label(_("The address is always shown."), "small"))
        for key, one in columns.catalog(own).items():
            if key != ALWAYS:
                column.addWidget(self._box(key, _(one.title), on=key in shown))
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._inside = inside

    def open_below(self, button: QWidget) -> None:
        """Show it with its right side under that of ``button``, the focus on the first box."""
        self.show()
        # Only what is shown has been dressed by the style sheet, and knows its height.
        wanted = self._inside.sizeHint()
        width = max(200, wanted.width() + 16)
        corner = button.mapToGlobal(QPoint(button.width() - width, button.height() + 4))
        room = button.screen().availableGeometry().bottom() - corner.y() - 8
        self.setGeometry(QRect(corner, QSize(width, min(room, wanted.height() + 2))))
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.focusNextPrevChild(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def _box(self, key: str, words: str, *, on: bool) -> CheckBox:
        box = CheckBox(words.replace("&", "&&"))
        box.setAccessibleName(words)
        box.setChecked(on)
        box.toggled.connect(lambda _on: self.chosen.emit(self._ticked()))
        self.boxes[key] = box
        return box

    def _ticked(self) -> tuple[str, ...]:
        return tuple(key for key, box in self.boxes.items() if box.isChecked())
