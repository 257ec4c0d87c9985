"""The height of the Columns step shared out: the columns above, the words below, each scrolls by itself."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from shopmail.ui.importing.column_list import ColumnList
from shopmail.ui.importing.words_area import WordsArea

_GAP = 16
_LEAST_WORDS = 150
_SHARE = 0.5
"""How much of the height the words may take where both parts need more than there is."""


class ColumnParts(QWidget):
    """Both parts as high as they are, where there is room for them."""

    def __init__(self, columns: ColumnList, words: WordsArea) -> None:
        super().__init__()
        self._columns, self._words = columns, words
        for part in (columns, words):
            part.setParent(self)
            part.grown.connect(self._place)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._columns.least_height + _GAP + _LEAST_WORDS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        # The width first: how high the words are depends on it.
        self._words.setGeometry(0, self._words.y(), width, self._words.height())
        wanted = self._words.natural_height
        gap = _GAP if wanted else 0
        over = height - gap - self._columns.natural_height
        below = min(wanted, max(over, int(height * _SHARE)))
        above = min(self._columns.natural_height, height - gap - below)
        self._columns.setGeometry(0, 0, width, above)
        self._words.setGeometry(0, above + gap, width, below)
        self._words.setVisible(bool(wanted))
