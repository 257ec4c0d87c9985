"""The owner's note on a person: written in place, and kept when the field is left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent

from shopmail.ui.widgets.inputs import LongInput
from shopmail.wording import _

_LEAST, _MOST = 1, 8
"""Lines: it grows with what is written, and then scrolls."""


class NoteInput(LongInput):
    """``written`` carries the text when the field is left and it is another one than was shown."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("What you want to remember"), lines=_LEAST)
        self._shown = ""
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @property
    def is_touched(self) -> bool:
        """Whether something was written that is not kept yet."""
        return self.toPlainText() != self._shown

    def show_note(self, note: str) -> None:
        """The note as it is kept; what is just being written stays as it is."""
        if self.hasFocus() and self.is_touched:
            return
        self._shown = note
        if self.toPlainText() != note:
            self.setPlainText(note)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.is_touched:
            self._shown = self.toPlainText()
            self.written.emit(self._shown)

    def _fit(self) -> None:
        # The document of a QPlainTextEdit is measured in lines.
        lines = round(self.document().documentLayout().documentSize().height())
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > _MOST else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        self.setFixedHeight(min(max(_LEAST, lines), _MOST) * 20 + 18)
