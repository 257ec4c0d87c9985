"""The cards below the columns, one for each column whose words are translated; they scroll by themselves."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from shopmail.ui.importing.slices import Slices
from shopmail.ui.importing.words_card import WaitingCard, WordsCard
from shopmail.ui.widgets.card import Card

if TYPE_CHECKING:
    from shopmail.importing.status_words import ColumnWords
    from shopmail.ui.importing.answers import Answers

_GAP = 16


class WordsArea(QScrollArea):
    """``chosen`` carries the column, the word, what it is to mean, and what it means by itself."""

    chosen = Signal(str, str, str, str)
    grown = Signal()
    """The cards are higher or lower now."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, Card] = {}
        self._slices = Slices(self)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inside)
        self._inside.installEventFilter(self)

    @property
    def natural_height(self) -> int:
        """How high all cards are; 0 without one."""
        if not self.cards:
            return 0
        layout, width = self._column, self.viewport().width()
        return layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()

    def wait_for(self, worded: Sequence[tuple[str, str]]) -> None:
        """These columns (header, field) are asked about; what another field made of one is gone."""
        self._slices.stop()
        wanted = dict(worded)
        for header, card in list(self.cards.items()):
            if not isinstance(card, WordsCard) or not card.complete or wanted.get(header) != card.field:
                self._take_away(header)
        for place, header in enumerate(wanted):
            if header not in self.cards:
                self._put(place, header, WaitingCard(header))

    def show_progress(self, done: int, total: int) -> None:
        """How much of the file is counted, in bytes."""
        for card in self.cards.values():
            if isinstance(card, WaitingCard):
                card.show_progress(done, total)

    def show_words(self, found: "Sequence[ColumnWords]", answers: "Answers") -> None:
        """The words of all columns, counted."""
        self._slices.run(self._shown(found, answers), self.grown.emit)

    def clear(self) -> None:
        """Nothing is asked about any more."""
        self._slices.stop()
        for header in list(self.cards):
            self._take_away(header)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return super().eventFilter(watched, event)

    def _shown(self, found: "Sequence[ColumnWords]", answers: "Answers") -> Iterator[None]:
        said = {header: dict(words) for header, words in answers.words}
        for place, column in enumerate(found):
            known = self.cards.get(column.header)
            if isinstance(known, WordsCard) and known.field == column.field:
                continue
            card = WordsCard(column, said.get(column.header, {}))
            card.chosen.connect(
                lambda word, status, usual, header=column.header: self.chosen.emit(
                    header, word, status, usual
                )
            )
            self._take_away(column.header)
            card.arrange(self.viewport().width(), explained=place == 0)
            self._put(place, column.header, card)
            yield
            yield from card.rows()
        self._arrange()

    def _arrange(self) -> None:
        for place, card in enumerate(self._in_order()):
            if isinstance(card, WordsCard):
                card.arrange(self.viewport().width(), explained=place == 0)

    def _in_order(self) -> list[QWidget]:
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        return [widget for item in items if item and (widget := item.widget())]

    def _put(self, place: int, header: str, card: Card) -> None:
        self.cards[header] = card
        self._column.insertWidget(place, card)
        card.show()
        self.grown.emit()

    def _take_away(self, header: str) -> None:
        card = self.cards.pop(header, None)
        if card:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
            self.grown.emit()
