"""The Settings page: at the left its sections, at the right the cards of the one that is open."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.settings.section import Section
from shopmail.ui.settings.section_list import SectionList
from shopmail.ui.settings.sections import SECTIONS
from shopmail.wording import N_, _

_KEPT = "settings.section"
"""Where the desk keeps the open section while the window is made anew in another language."""


class SettingsPage(Page):
    """A section is made when it is first opened, and what was begun in it stays while another is open."""

    TITLE = N_("Settings")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._entries = {entry.key: entry for entry in SECTIONS}
        self.sections: dict[str, Section] = {}
        self.list = SectionList(
            [(entry.key, entry.icon, _(entry.title)) for entry in SECTIONS], _("Parts of the settings")
        )
        self.list.chosen.connect(self.go_to)
        self._stage = QStackedWidget()
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.list)
        row.addWidget(self._stage, 1)
        self.column.addLayout(row, 1)
        self._open = ""
        self._show(desk.kept.get(_KEPT, SECTIONS[0].key))

    @property
    def open(self) -> str:
        """The key of the section in sight."""
        return self._open

    def refresh(self) -> None:
        self.sections[self._open].refill()

    def go_to(self, place: str) -> None:
        """Open the section ``place``; the empty one is where the owner was last."""
        if place in self._entries and place != self._open:
            self._show(place)
            self.refresh()

    def search_field(self) -> QWidget | None:
        return self.sections[self._open].search

    def leave(self) -> None:
        super().leave()
        for section in self.sections.values():
            section.leave()

    def _show(self, key: str) -> None:
        entry = self._entries[key]
        if key not in self.sections:
            section = Section(_(entry.title))
            entry.fill(self.desk, section)
            self.sections[key] = section
            self._stage.addWidget(section)
        self._open = self.desk.kept[_KEPT] = key
        self.list.show_chosen(key)
        self._stage.setCurrentWidget(self.sections[key])
        self.head.show_state(_(entry.sentence))
