"""The choice of where a column goes: its keys open the list, and nothing is chosen before Enter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from shopmail.ui.importing.goals import Goals
from shopmail.ui.widgets.inputs import Choice

_WALKING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class TargetChoice(Choice):
    """Walking over goals in a closed choice would take each of them away from another column."""

    def __init__(self, goals: Goals) -> None:
        super().__init__(small=True)
        # It is as wide as its line says, and not measured anew whenever the goals change.
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setModel(goals)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WALKING and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.showPopup()
        elif event.text().strip() and event.text().isprintable():
            self.showPopup()
            self.view().keyboardSearch(event.text())
        else:
            super().keyPressEvent(event)
