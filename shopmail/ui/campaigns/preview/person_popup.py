"""Who the mail is looked at as: a small window to find somebody in by name or address."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from shopmail.ui.campaigns.preview import reading
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.inputs import EnterLine
from shopmail.ui.widgets.search import PAUSE
from shopmail.ui.widgets.text import label
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.campaigns.previewing import Person

WIDTH, HEIGHT = 328, 320
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PersonPopup(QFrame):
    """``chosen`` carries the ``Person``; Esc or a click elsewhere closes it."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Look at the mail as"))
        self._desk = desk
        self._asking = desk.latest("reading", self)
        self._people: tuple[Person, ...] = ()
        self.field = EnterLine(_("Name or address"))
        self.field.setAccessibleName(_("Name or address"))
        self._names = QStringListModel(self)
        self.list = QListView()
        self.list.setProperty("kind", "people")
        self.list.setModel(self._names)
        self.list.setAccessibleName(_("People"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nobody = label(_("Nobody fits"), "muted")
        self.nobody.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.nobody)
        column.addWidget(self.list, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _words: self._timer.start())
        self.field.entered.connect(lambda _words: self._choose(self.list.currentIndex().row()))
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self._ask()

    def open_below(self, control: QWidget) -> None:
        """Show it with its left side under that of ``control``, the keyboard in the field."""
        corner = control.mapToGlobal(QPoint(0, control.height() + 4))
        room = control.screen().availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - WIDTH))
        top = max(room.top(), min(corner.y(), room.bottom() - HEIGHT))
        self.setGeometry(left, top, WIDTH, HEIGHT)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the field has no use for comes here: up and down move in the list.
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        row = max(0, min(self.list.currentIndex().row() + step, len(self._people) - 1))
        self.list.setCurrentIndex(self._names.index(row))

    def _ask(self) -> None:
        words, now = self.field.text().strip(), self._desk.now()
        self._asking.ask(
            self._desk.reading(lambda session, _settings: reading.found(session, words, now)), self._came
        )

    def _came(self, people: "Sequence[Person]") -> None:
        self._people = tuple(people)
        self._names.setStringList([f"{one.name} · {one.email}" if one.name else one.email for one in people])
        self.list.setCurrentIndex(self._names.index(0))
        self.nobody.setVisible(not people)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._people):
            self.chosen.emit(self._people[row])
            self.close()
