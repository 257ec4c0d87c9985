"""What is kept of a source: its name, since when, what people were told, and how its form is protected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import days
from shopmail.ui.importing.source_input import SourceInput
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.chips import Toggle
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import LongInput, TextInput
from shopmail.ui.widgets.text import label
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.ui.importing.answers import Answers


class OriginDetails(QWidget):
    """``answered`` carries the name of an answer and what it is now; ``wrong_day``: it is written wrongly."""

    answered = Signal(str, str)

    def __init__(self, answers: "Answers", today: str) -> None:
        """``today`` is ISO, on the shop's clock."""
        super().__init__()
        self._today = today
        self.wrong_day = False
        self.name = SourceInput()
        self.name_field = Field(_("Name of the source"), self.name)
        self.since = TextInput(days.shown(today))
        self.since.setAcceptDrops(False)
        self.since_field = Field(_("Since when"), self.since, _("The first day, if you know it."))
        self.wording = LongInput(_("For example: “Yes, send me news and offers. I can leave at any time.”"))
        self.wording.setAcceptDrops(False)
        self.wording_field = Field(
            _("What people were told"),
            self.wording,
            _("Word for word, as it stood on the form: it is the proof of what they agreed to."),
        )
        self.protection = Card(margins=(16, 4, 16, 4))
        self._add_question(
            "captcha",
            answers.captcha,
            _("Is the form protected by a CAPTCHA?"),
            _("Without one, robots sign up strangers, and their mails come back or are complained about."),
        )
        self.protection.column.addWidget(hairline())
        self._add_question(
            "confirmed_there",
            answers.confirmed_there,
            _("Did people confirm their address there?"),
            _("With a link in a mail, called double opt-in: the best proof, when the file has its date."),
        )
        self._lay_out()
        self._show(answers)
        self._connect()

    def ask(self, *, name_only: bool, protection: bool, known: bool, hint: str) -> None:
        """Ask only what matters. What a source says that is ``known`` is kept, and not asked again."""
        self.name_field.show_hint(hint)
        self.since_field.setVisible(not name_only and not known)
        self.wording_field.setVisible(not name_only and not known)
        self.protection.setVisible(not name_only and protection)

    def check_day(self) -> None:
        """Say what is wrong with the day that is written, if anything is."""
        text = self.since.text().strip()
        day = days.read(text) if text else ""
        if day is None:
            self.since_field.show_error(_("Write a day, such as {day}.", day=days.shown(self._today)))
        elif day > self._today:
            self.since_field.show_error(_("This day is still to come."))
        else:
            self.since_field.clear_error()

    def _add_question(self, key: str, told: str, question: str, advice: str) -> None:
        answers = (("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known")))
        toggle = Toggle(answers, told, question)
        toggle.chosen.connect(lambda answer: self.answered.emit(key, answer))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(question, wrap=True))
        words.addWidget(label(advice, "small", wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(toggle, 0, Qt.AlignmentFlag.AlignVCenter)
        self.protection.column.addLayout(row)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.name_field, 3)
        row.addWidget(self.since_field, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(row)
        column.addWidget(self.wording_field)
        column.addWidget(self.protection)

    def _show(self, answers: "Answers") -> None:
        self.name.setText(answers.source_name)
        self.since.setText(days.shown(answers.collected_on))
        self.wording.setPlainText(answers.wording)

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda text: self.answered.emit("source_name", text.strip()))
        self.wording.textChanged.connect(
            lambda: self.answered.emit("wording", self.wording.toPlainText().strip())
        )
        self.since.textChanged.connect(self._day_written)
        self.since.editingFinished.connect(self.check_day)

    def _day_written(self, text: str) -> None:
        day = days.read(text) if text.strip() else ""
        self.wrong_day = day is None or day > self._today
        self.since_field.clear_error()
        self.answered.emit("collected_on", "" if self.wrong_day else day or "")
