"""The empty mail: what it can begin with."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shopmail.ui import theme
from shopmail.ui.campaigns.mail.reading import Start
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label
from shopmail.wording import _

OWN_HTML, EMPTY = "html", "empty"
"""The keys of beginning with HTML of one's own, and with nothing."""
_ICONS = {"news": "mail", "offer": "tag", "plain-letter": "pencil", OWN_HTML: "code", EMPTY: "plus"}


class StartCard(QPushButton):
    """A large choice that is taken at once: an icon, a strong title, what it means."""

    def __init__(self, icon: str, title: str, sentence: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setAutoDefault(False)
        # Painted anew when the pointer comes and goes.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 12, 16, 12)
        self._row.setSpacing(16)
        self._row.addWidget(IconLabel(icon, "text", 24), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "strong", wrap=True))
        words.addWidget(label(sentence, "muted", wrap=True))
        self._row.addLayout(words, 1)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        ground = "select" if self.isDown() else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class Starting(QScrollArea):
    """``chosen`` carries the key of a start, ``OWN_HTML`` or ``EMPTY``; ``cancelled``: all stays as it is."""

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(_("What the mail begins with"), "strong", wrap=True), 1)
        self.keep = Button(_("Keep what is there"), "quiet", small=True)
        self.keep.clicked.connect(self.cancelled)
        head.addWidget(self.keep)
        self._column.addLayout(head)
        self._column.addStretch(1)
        self.cards: dict[str, StartCard] = {}
        self.setWidget(inside)
        self._add(OWN_HTML, _("Own HTML"), _("A mail that was made elsewhere, as a file or to paste."))
        self._add(EMPTY, _("Empty mail"), _("No block yet; only the footer is there."))
        self.show_keep(possible=False)

    def show_starts(self, starts: Sequence[Start]) -> None:
        """Offer these before the other two."""
        for place, start in enumerate(starts):
            if start.key not in self.cards:
                self._add(start.key, start.title, start.sentence, place)

    def show_keep(self, *, possible: bool) -> None:
        """Whether there is something already that may stay."""
        self.keep.setVisible(possible)

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        item = self._column.itemAt(1)
        card = item.widget() if item else None
        return card or self.keep

    def _add(self, key: str, title: str, sentence: str, place: int | None = None) -> None:
        card = StartCard(_ICONS.get(key, "mail"), title, sentence)
        card.clicked.connect(partial(self.chosen.emit, key))
        self.cards[key] = card
        # The head comes first, what takes the room that is left comes last.
        self._column.insertWidget(self._column.count() - 1 if place is None else place + 1, card)
