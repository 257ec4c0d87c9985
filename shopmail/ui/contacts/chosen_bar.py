"""The bar over the list while people are chosen: how many, what can be done with them, and how to let go."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shopmail.ui import numbers
from shopmail.ui.widgets.buttons import Button, IconButton
from shopmail.ui.widgets.flow import Flow
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_


class ChosenBar(QWidget):
    """Stands where the chips stand; each button is an act on all who are chosen."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = Flow()
        self.setLayout(row)
        self.words = label("", "strong")
        self.words.setFixedHeight(28)
        self.tag = Button(_("Tag…"), icon="tag", small=True)
        self.untag = Button(_("Take a tag off…"), icon="minus", small=True)
        self.suppress = Button(_("Must not be mailed…"), "grave", "user-x", small=True)
        self.save = Button(_("Save as CSV"), icon="download", small=True)
        self.copy = Button(_("Copy"), icon="copy", small=True)
        self.end = IconButton("x", _("Choose nobody"))
        self.end.clicked.connect(self.ended)
        for part in (self.words, self.end, self.tag, self.untag, self.suppress, self.save, self.copy):
            row.addWidget(part)

    def show_count(self, count: int) -> None:
        """So many people are chosen."""
        number = numbers.number(count)
        self.words.setText(n_("{number} person chosen", "{number} people chosen", count, number=number))
