"""A field of a form: its title, what is written or chosen, a hint, and what is wrong with it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.inputs import mark_as_wrong
from shopmail.ui.widgets.text import label


class Field(QWidget):
    """Title over control; below it the hint, or in its place the error while there is one."""

    def __init__(self, title: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self._title, self._hint = title, hint
        caption = label(title, "small")
        caption.setBuddy(control)
        self._below = label(hint, "small", wrap=True)
        self._wrong = label("", "small", wrap=True)
        self._wrong.setProperty("state", "bad")
        self._icon = IconLabel("alert-triangle", "bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(caption)
        column.addWidget(control)
        column.addWidget(self._below)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._wrong, 1)
        column.addLayout(row)
        column.addStretch(1)
        self.clear_error()

    @property
    def error(self) -> str:
        """What is wrong; empty while nothing is."""
        return self._wrong.text()

    def show_hint(self, hint: str) -> None:
        """Another hint."""
        self._hint = hint
        self._show(self.error)

    def show_error(self, sentence: str) -> None:
        """Say below the control what is wrong and what to write."""
        self._show(sentence)

    def clear_error(self) -> None:
        """Nothing is wrong any more."""
        self._show("")

    def _show(self, error: str) -> None:
        self._wrong.setText(error)
        for widget in (self._wrong, self._icon):
            widget.setVisible(bool(error))
        self._below.setText(self._hint)
        self._below.setVisible(bool(self._hint) and not error)
        self.control.setAccessibleName(self._title)
        self.control.setAccessibleDescription(error or self._hint)
        mark_as_wrong(self.control, wrong=bool(error))


def strong_title(words: str) -> QLabel:
    """The title of a group of fields."""
    return label(words, "strong", wrap=True)
