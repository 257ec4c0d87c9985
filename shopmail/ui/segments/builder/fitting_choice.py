"""The choices of a line: as wide as what is chosen, and never wider than a line of the card bears."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from shopmail.ui import theme
from shopmail.ui.segments.builder.vocabulary import Vocabulary
from shopmail.ui.widgets.inputs import Choice
from shopmail.ui.widgets.text import plain_tooltip

_AROUND = 46
"""Pixels of border, padding and arrow."""
_WIDEST = 240
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FittingChoice(Choice):
    """A small choice that takes no more room than its words need."""

    def __init__(self) -> None:
        super().__init__(small=True)
        # Not measured over all that could be chosen.
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentTextChanged.connect(self._fit)

    def sizeHint(self) -> QSize:
        words = theme.width_of(self.currentText(), self.font())
        return QSize(min(_WIDEST, words + _AROUND), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _fit(self, words: str) -> None:
        self.setToolTip(plain_tooltip(words) if self.sizeHint().width() == _WIDEST else "")
        self.updateGeometry()


class RuleModel(QStandardItemModel):
    """All rules under the headings of their families: one for the lines of all conditions."""

    def __init__(self, words: Vocabulary, parent: QWidget) -> None:
        super().__init__(parent)
        for family, title in words.families:
            heading = QStandardItem(title)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setFont(theme.sized(theme.body_font(), 12, strong=True))
            self.appendRow(heading)
            for rule in words.rules:
                if rule.family == family:
                    item = QStandardItem(rule.title)
                    item.setData(rule.key, Qt.ItemDataRole.UserRole)
                    item.setData(plain_tooltip(rule.hint), Qt.ItemDataRole.ToolTipRole)
                    self.appendRow(item)
        self.tint()

    def tint(self) -> None:
        """Draw the headings in the palette in use."""
        for row in range(self.rowCount()):
            index = self.index(row, 0)
            if index.data(Qt.ItemDataRole.UserRole) is None:
                self.setData(index, theme.colour("muted"), Qt.ItemDataRole.ForegroundRole)


class RuleChoice(FittingChoice):
    """The rule of a condition: keys open the list, since walking over rules would lose what is written."""

    def offer(self, rules: RuleModel) -> None:
        """These rules; what was chosen stays chosen."""
        if self.model() is not rules:
            before = self.key
            self.setModel(rules)
            self.choose(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WALKING and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.showPopup()
        else:
            super().keyPressEvent(event)
