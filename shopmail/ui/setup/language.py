"""The language of the window, and of what every mail says by itself."""

from PySide6.QtWidgets import QHBoxLayout

from shopmail.ui.desk import Desk
from shopmail.ui.setup.form import SetupForm
from shopmail.ui.widgets.chips import Toggle
from shopmail.wording import N_, _, language

LANGUAGE_NAMES = (("en", "English"), ("cs", "Čeština"), ("ru", "Русский"))
"""Each in its own words: who opened the wrong one must find back."""


class LanguageForm(SetupForm):
    """``chosen`` comes with each press, for a place where the choice holds at once."""

    TITLE = N_("Language")
    SENTENCE = N_("For the window and for what is sent.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = language()
        self.choice = Toggle(LANGUAGE_NAMES, self._wanted, _("Language"))
        self.choice.chosen.connect(self._choose)
        self.chosen = self.choice.chosen
        row = QHBoxLayout()
        row.addWidget(self.choice)
        row.addStretch(1)
        self.column.addLayout(row)

    def fill(self) -> None:
        """Nothing to read: the window speaks the language that is set, and is made anew with another."""

    def save(self) -> None:
        shop, wanted = self.desk.shop, self._wanted

        def done(_settings: object) -> None:
            # The window speaks for itself then; a toast would go away with the old words.
            self.touched = False
            self.desk.changed()
            self.saved.emit()

        self.write(lambda: shop.change_settings({"shop.language": wanted}), done)

    def _choose(self, code: str) -> None:
        self._wanted = code
        self.touch()
