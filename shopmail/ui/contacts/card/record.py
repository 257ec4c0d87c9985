"""What a card shows below its head: standing, fields, tags, note, and everything that happened."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.ui.contacts.card.facts import Facts
from shopmail.ui.contacts.card.happened import Happened
from shopmail.ui.contacts.card.note import NoteInput
from shopmail.ui.contacts.card.person import Person
from shopmail.ui.contacts.card.standing import StandingBlock
from shopmail.ui.contacts.card.tags import Tags
from shopmail.ui.widgets.card import hairline
from shopmail.ui.widgets.field import Field
from shopmail.wording import _


class Record(QWidget):
    """``width`` is what there is room for. What is being written outlives another ``show_person``."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.standing = StandingBlock(width)
        self.facts = Facts(width)
        self.tags = Tags(width)
        self.note = NoteInput()
        self._note_field = Field(_("Note"), self.note)
        self.happened = Happened(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.standing, self.facts, self.tags, self._note_field, hairline(), self.happened):
            column.addWidget(part)
        column.addStretch(1)

    def show_person(self, person: Person, *, anew: bool) -> None:
        """``anew``: another person than before."""
        self.standing.show_person(person)
        self.facts.show_fields(person.filled)
        self.tags.show_tags(person.tags, person.tags_in_use)
        self._note_field.clear_error()
        self.note.show_note(person.note)
        self.happened.show_history(person.history, anew=anew)

    def show_note_error(self, errors: dict[str, str]) -> None:
        """What is wrong with the note; empty when nothing is."""
        if errors:
            self._note_field.show_error(errors["note"])
        else:
            self._note_field.clear_error()
