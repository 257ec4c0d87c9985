"""A choice with a sentence under its words that says what follows from it."""

from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from shopmail.ui.widgets.text import label

_AFTER_THE_BOX = 24


class Explained(QWidget):
    """A radio button or check box; screen readers read the sentence with it."""

    def __init__(self, choice: QAbstractButton, consequence: str) -> None:
        super().__init__()
        choice.setAccessibleDescription(consequence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(choice)
        # Under the words of the choice, not under its box.
        below = QVBoxLayout()
        below.setContentsMargins(_AFTER_THE_BOX, 0, 0, 0)
        below.addWidget(label(consequence, "small", wrap=True))
        column.addLayout(below)
