"""The small window that asks which field to put in, and what stands there for whoever has no value."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.campaigns.mail.pill import Field
from shopmail.ui.widgets import field as form
from shopmail.ui.widgets.buttons import ENTER, Button, press_focused
from shopmail.ui.widgets.inputs import Choice, TextInput
from shopmail.wording import _

_WIDTH = 296
_WHOLE = ("https://", "http://", "mailto:", "tel:", "#", "{{", "{%")
"""What an address begins with that needs nothing before it."""
_NAME = "first_name"
_ALWAYS_THERE = "email"
"""Everybody has an address, so nothing needs to stand in for it."""


class AskingPopup(QFrame):
    """Fields below each other and a button; Enter presses it, Esc or a click elsewhere closes the window."""

    def __init__(self, name: str, act: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self.setFixedWidth(_WIDTH)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(15, 15, 15, 15)
        self.column.setSpacing(12)
        self.go = Button(act, small=True)
        self.go.clicked.connect(self._go)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.go)

    def open_at(self, corner: QPoint, first: QWidget) -> None:
        """Show it with its top left at ``corner`` of the screen, or near it; the focus on ``first``."""
        self.column.addLayout(self.buttons)
        self.show()
        room = self.screen().availableGeometry()
        height = self.sizeHint().height()
        left = max(room.left(), min(corner.x(), room.right() - _WIDTH))
        self.setGeometry(left, max(room.top(), min(corner.y(), room.bottom() - height)), _WIDTH, height)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            # One of the buttons may have the keyboard: then it is that one.
            if not press_focused():
                self.go.click()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        raise NotImplementedError


class FieldPopup(AskingPopup):
    """``chosen`` carries the ``Field``."""

    chosen = Signal(object)

    def __init__(self, fields: Sequence[tuple[str, str]], now: Field | None, parent: QWidget) -> None:
        act = _("Change") if now else _("Put in")
        super().__init__(_("Insert field"), act, parent)
        self.field = Choice()
        self.field.fill(fields)
        # They come from the shop file, and may not have arrived yet.
        self._has_fields = bool(fields)
        self.fallback = TextInput()
        self.fallback.textChanged.connect(self._follow)
        self.field.choose(
            now.key if now else next((key for key, _title in fields if key != _ALWAYS_THERE), "")
        )
        if now:
            self.fallback.setText(now.fallback)
        self._below = form.Field(
            _("If missing, write"), self.fallback, _("Whoever has no value here reads these words.")
        )
        self.column.addWidget(form.Field(_("Field"), self.field))
        self.column.addWidget(self._below)
        self.field.currentIndexChanged.connect(self._show_need)
        self._show_need()

    def _show_need(self) -> None:
        self._below.setVisible(self.field.key != _ALWAYS_THERE)
        self.fallback.setPlaceholderText(_("dear customer") if self.field.key == _NAME else "")
        self._follow()
        self.adjustSize()

    def _follow(self) -> None:
        """A field of which nothing stands in for people without one would keep the mail from being sent."""
        is_complete = self.field.key == _ALWAYS_THERE or bool(self.fallback.text().strip())
        self.go.setEnabled(self._has_fields and is_complete)

    def _go(self) -> None:
        fallback = "" if self.field.key == _ALWAYS_THERE else self.fallback.text().strip()
        chosen = Field(self.field.key, fallback)
        self.close()
        self.chosen.emit(chosen)


class LinkPopup(AskingPopup):
    """``chosen`` carries an address, or nothing where the words are to lead nowhere any more."""

    chosen = Signal(str)

    def __init__(self, now: str, parent: QWidget) -> None:
        super().__init__(_("Link"), _("Change") if now else _("Put in"), parent)
        self.address = TextInput("https://")
        self.address.setText(now)
        self._field = form.Field(_("The words lead to"), self.address)
        self.address.textEdited.connect(self._field.clear_error)
        self.column.addWidget(self._field)
        if now:
            off = Button(_("No link"), "quiet", small=True)
            off.clicked.connect(lambda: self._answer(""))
            self.buttons.insertWidget(0, off)

    def _go(self) -> None:
        address = as_address(self.address.text())
        if address:
            self._answer(address)
        else:
            self._field.show_error(_("Write an address such as https://example.com."))

    def _answer(self, address: str) -> None:
        self.close()
        self.chosen.emit(address)


def as_address(words: str) -> str:
    """``words`` as an address to follow, ``https://`` put before ``shop.example``; empty for none.

    What begins with a field stays as it is: the field may hold all of the address.
    """
    words = words.strip()
    if not words or words.casefold().startswith(_WHOLE):
        return words
    if "@" in words and "/" not in words:
        return f"mailto:{words}"
    return f"https://{words.removeprefix('//')}"
