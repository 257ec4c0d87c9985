"""The shop's name, address and company number: the law wants them in every mail (480/2004 Coll. § 7(4))."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QListView, QVBoxLayout

from shopmail.ui.desk import Desk
from shopmail.ui.setup.form import SetupForm
from shopmail.ui.setup.places import countries
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import Choice, LongInput, TextInput
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.settings import ShopSettings

_LONGEST = 500
"""Letters that a setting may have (``settings.Text``)."""


@dataclass(frozen=True)
class _Read:
    shop: "ShopSettings"
    zones: list[str]


class ShopDetailsForm(SetupForm):
    """While one types, the footer of a mail reads along."""

    TITLE = N_("Shop details")
    SENTENCE = N_("The law wants name, address and company number in every mail.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reading = self.latest("reading")
        self._drawing = self.latest("reading")
        self._shop: ShopSettings | None = None
        self.name = TextInput()
        self.name.setMaxLength(_LONGEST)
        self.name_field = Field(_("Name of the shop or company"), self.name)
        self.address = LongInput(lines=3)
        self.address_field = Field(_("Address"), self.address, _("Street, town and postal code."))
        self.company_number = TextInput()
        self.company_number.setMaxLength(_LONGEST)
        self.number_field = Field(_("Company number"), self.company_number)
        self.country = Choice()
        self.country.fill([("", _("No country")), *countries()])
        self.country_field = Field(_("Country"), self.country)
        self.zone = TextInput(_("for example {zone}", zone="Europe/Prague"))
        self._zones = QStringListModel(self)
        self.zone.setCompleter(self._completer())
        self.zone_field = Field(_("Time zone"), self.zone, _("Write a town to find it."))
        self.footer = label("", "small", wrap=True)
        self._lay_out()
        self._connect()

    def fill(self) -> None:
        shop = self.desk.shop

        def read() -> _Read:
            from zoneinfo import available_timezones

            zones = sorted(name for name in available_timezones() if "/" in name and "Etc/" not in name)
            return _Read(shop.settings().shop, ["UTC", *zones])

        self._reading.ask(read, self._filled)

    def save(self) -> None:
        zone = self.zone.text().strip()
        known = {name.casefold(): name for name in self._zones.stringList()}
        if zone.casefold() not in known:
            self.zone_field.show_error(_("There is no time zone of that name; choose one from the list."))
            self.zone.setFocus()
            return
        if len(self.address.toPlainText().strip()) > _LONGEST:
            self.address_field.show_error(_("That is too long for an address."))
            self.address.setFocus()
            return
        self.write_settings(
            {
                "shop.name": self.name.text(),
                "shop.address": self.address.toPlainText(),
                "shop.company_number": self.company_number.text(),
                "shop.country": self.country.key,
                "shop.timezone": known[zone.casefold()],
            },
            self._saved_words(),
        )

    def _saved_words(self) -> str:
        if all(
            text.strip()
            for text in (self.name.text(), self.address.toPlainText(), self.company_number.text())
        ):
            return _("The shop details are saved.")
        return _("Saved so far. Name, address and company number all have to stand in every mail.")

    def _completer(self) -> QCompleter:
        completer = QCompleter(self._zones, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found = QListView()
        found.setAccessibleName(_("Time zone"))
        completer.setPopup(found)
        completer.activated.connect(self._typed)
        return completer

    def _lay_out(self) -> None:
        for field in (self.name_field, self.address_field):
            self.column.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(16)
        for field in (self.number_field, self.country_field):
            row.addWidget(field, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.zone_field)
        sample = QFrame()
        sample.setProperty("ground", "sunken")
        inside = QVBoxLayout(sample)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(4)
        inside.addWidget(label(_("So every mail ends"), "strong"))
        inside.addWidget(self.footer)
        self.column.addWidget(sample)

    def _connect(self) -> None:
        self.zone.textEdited.connect(self._typed)
        for line in (self.name, self.company_number):
            line.textEdited.connect(self._typed)
        self.country.chosen.connect(self._typed)
        self.address.textChanged.connect(self._typed)

    def _filled(self, read: _Read) -> None:
        shop = read.shop
        self._shop = shop
        self._zones.setStringList(read.zones)
        self.name.setText(shop.name)
        self.address.blockSignals(True)
        self.address.setPlainText(shop.address)
        self.address.blockSignals(False)
        self.company_number.setText(shop.company_number)
        self.country.choose(shop.country)
        self.zone.setText(shop.timezone)
        self._clear_errors()
        self._draw_footer()

    def _typed(self, *_news: object) -> None:
        self.touch()
        self._clear_errors()
        self._draw_footer()

    def _clear_errors(self) -> None:
        self.zone_field.clear_error()
        self.address_field.clear_error()

    def _draw_footer(self) -> None:
        before = self._shop
        if before is None:
            return
        name, address, number = self.name.text(), self.address.toPlainText(), self.company_number.text()

        def draw() -> str:
            from msgspec.structs import replace

            from shopmail.campaigns.blocks.footer import footer
            from shopmail.campaigns.plain_text import plain_text
            from shopmail.delivery.message import UNSUBSCRIBE_URL

            typed = replace(before, name=name, address=address, company_number=number)
            return plain_text(footer(typed)).replace(f" ({UNSUBSCRIBE_URL})", "").strip()

        self._drawing.ask(draw, self.footer.setText)
