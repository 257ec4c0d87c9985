"""The line of a group in Check: chevron, icon, name, a sentence, the number."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout

from shopmail.ui import theme
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.states import State
from shopmail.ui.widgets.text import ElidedLabel, label, restyle
from shopmail.wording import _

HEIGHT = 37
"""36 and the hairline below."""
_RADIUS = 7
_OPENS = (Qt.Key.Key_Right.value, Qt.Key.Key_Plus.value)
_CLOSES = (Qt.Key.Key_Left.value, Qt.Key.Key_Minus.value)
_PRESSES = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)


class GroupHead(QAbstractButton):
    """Opened and closed by click, Space, Enter and the arrow keys; ``toggled`` tells. With 0 it is dimmed."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.begins_card = self.ends_card = False
        """The first and the last line of a card keep to its round corners; below the last is no hairline."""
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._chevron = IconLabel("chevron-right")
        self._icon = IconLabel(state.icon, state.role)
        self.name = label(_(state.words), "strong")
        self.sentence = ElidedLabel("", "muted")
        self.number = label("", "strong")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self.toggled.connect(self._show_open)
        self._show_open(False)

    def show_group(self, count: int, number: str, sentence: str) -> None:
        """``count`` rows, written as ``number``; a group of none can't be opened."""
        self.number.setText(number)
        self.sentence.say(sentence)
        self.setAccessibleName(
            _("{group}: {number}. {words}", group=self.name.text(), number=number, words=sentence)
        )
        self.setEnabled(bool(count))
        if not count:
            self.setChecked(False)
        role = self._state.role if count else "disabled"
        self._icon.show_icon(self._state.icon, role)
        self._chevron.setVisible(bool(count))
        for words in (self.name, self.sentence, self.number):
            restyle(words, "dimmed", "false" if count else "true")

    def align(self, names: int, numbers: int) -> None:
        """Give name and number these widths, so that the sentences of all groups stand below each other."""
        self.name.setFixedWidth(names)
        self.number.setFixedWidth(numbers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSES:
            self.click()
        elif event.key() in _OPENS:
            self.setChecked(True)
        elif event.key() in _CLOSES:
            self.setChecked(False)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.isEnabled() and self.underMouse()
        ground = "hover" if hovered else "sunken" if self.isChecked() else "surface"
        painter.fillPath(self._shape(), theme.colour(ground))
        if not self.ends_card:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))

    def _shape(self) -> QPainterPath:
        """The whole line; its corners are round where they are those of the card."""
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        whole = QRectF(self.rect())
        if self.begins_card or self.ends_card:
            shape.addRoundedRect(whole, _RADIUS, _RADIUS)
        shape.addRect(
            whole.adjusted(0, _RADIUS if self.begins_card else 0, 0, -_RADIUS if self.ends_card else 0)
        )
        return shape

    def _show_open(self, is_open: bool) -> None:
        self._chevron.show_icon("chevron-down" if is_open else "chevron-right", "muted")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 1)
        row.setSpacing(0)
        row.addWidget(self._chevron)
        row.addSpacing(14)
        row.addWidget(self._icon)
        row.addSpacing(14)
        row.addWidget(self.name)
        row.addSpacing(24)
        row.addWidget(self.sentence, 1)
        row.addSpacing(16)
        row.addWidget(self.number)
        chevron_room = self._chevron.sizePolicy()
        chevron_room.setRetainSizeWhenHidden(True)
        self._chevron.setSizePolicy(chevron_room)
        for inside in (self._chevron, self._icon, self.name, self.sentence, self.number):
            inside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
