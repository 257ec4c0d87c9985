"""The name of a source: written, or picked from those that the shop has already."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter

from shopmail.ui.widgets.buttons import IconButton
from shopmail.ui.widgets.inputs import TextInput
from shopmail.wording import _


class SourceInput(TextInput):
    """While one writes, the names that hold these letters are offered; the arrow (or ↓) offers all."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)
        self._names = QStringListModel()
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.all = IconButton("chevron-down", _("Sources that you have"))
        self.all.setParent(self)
        self.all.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.all.clicked.connect(self._offer_all)
        self.setTextMargins(0, 0, 24, 0)
        self.offer([])

    def offer(self, names: Sequence[str]) -> None:
        """The names to pick from."""
        self._names.setStringList(list(names))
        self.all.setVisible(bool(names))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.text():
            self._offer_all()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.all.move(self.width() - self.all.width() - 4, (self.height() - self.all.height()) // 2)

    def _offer_all(self) -> None:
        completer = self.completer()
        completer.setCompletionPrefix("")
        completer.complete()
