"""Words on the page: every label is plain text, in one of five voices."""

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Voice = Literal["title", "number", "strong", "body", "muted", "small"]


def label(words: str, voice: Voice = "body", *, wrap: bool = False) -> QLabel:
    """A label that never reads ``words`` as markup, whoever wrote them."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("voice", voice)
    made.setWordWrap(wrap)
    return made


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ElidedLabel(QLabel):
    """A one-line label that ends in "…" where there is no room, with the whole text as its tooltip."""

    def __init__(self, words: str = "", voice: Voice = "body") -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("voice", voice)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say(words)

    def say(self, words: str) -> None:
        """Show ``words``, or as much of them as fits."""
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The style sheet may give it another size after it has got its width.
        if event.type() == QEvent.Type.FontChange and self._words:
            self._fit()

    def _fit(self) -> None:
        line = " ".join(self._words.split())
        fitting = self.fontMetrics().elidedText(
            line, Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.setText(fitting)
        self.setToolTip("" if fitting == line else plain_tooltip(self._words))


def elided(shown: QLabel, words: str, width: int) -> str:
    """As much of ``words`` as fits into ``width`` in the label's type; what was left out is its tooltip."""
    shown.ensurePolished()
    fitting = shown.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, width)
    shown.setToolTip("" if fitting == words else plain_tooltip(words))
    return fitting


def plain_tooltip(words: str) -> str:
    """``words`` as a tooltip, which Qt would else read as HTML when they look like it."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>" if words else ""
