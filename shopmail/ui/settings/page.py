"""The Settings page: the language of shop and window, and light or dark. A choice holds at once."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.chips import Toggle
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _, language

LANGUAGE_NAMES = (("en", "English"), ("cs", "Čeština"), ("ru", "Русский"))
"""Each in its own words: who opened the wrong one must find back."""


class SettingsPage(Page):
    """A line a setting: what it is, what it does, and the choice."""

    TITLE = N_("Settings")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._changing = self.latest("writing")
        self.language = Toggle(LANGUAGE_NAMES, language(), _("Language"))
        self.language.chosen.connect(self._choose_language)
        schemes = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
        self.scheme = Toggle(schemes, desk.theme.choice, _("Colours"))
        self.scheme.chosen.connect(desk.theme.choose)
        card = Card(margins=(16, 4, 16, 4))
        card.column.addLayout(_line(_("Language"), _("For the window and for what is sent."), self.language))
        card.column.addWidget(hairline())
        card.column.addLayout(_line(_("Colours"), _("For this computer only."), self.scheme))
        self.column.addWidget(card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        self.head.show_state(_("What you choose holds at once."))

    def _choose_language(self, code: str) -> None:
        shop = self.desk.shop
        self._changing.ask(
            lambda: shop.change_settings({"shop.language": code}), lambda _settings: self.desk.changed()
        )


def _line(title: str, sentence: str, choice: Toggle) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(title))
    words.addWidget(label(sentence, "small"))
    row = QHBoxLayout()
    row.setContentsMargins(0, 12, 0, 12)
    row.setSpacing(16)
    row.addLayout(words, 1)
    row.addWidget(choice)
    return row
