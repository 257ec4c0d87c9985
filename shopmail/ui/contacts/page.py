"""The Contacts page: search, chips by standing, a table of any length, and one person's card beside it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.contacts import columns
from shopmail.ui.contacts.acts import Acts
from shopmail.ui.contacts.beside import Beside
from shopmail.ui.contacts.choosing import Asked, Choice, Choosing
from shopmail.ui.contacts.columns_popup import ColumnsPopup
from shopmail.ui.contacts.finding import Counts, Finding
from shopmail.ui.contacts.long_act import LongAct
from shopmail.ui.contacts.people_table import PeopleModel, PeopleTable
from shopmail.ui.contacts.picking import Picking
from shopmail.ui.contacts.tools import Tools
from shopmail.ui.desk import Desk
from shopmail.ui.importing.dropping import dropped_file
from shopmail.ui.page import Page
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import N_, _

_REMEMBERED = "contacts.columns"
_TABLES = (".csv", ".tsv", ".txt", ".xlsx")


class ContactsPage(Page):
    """Everybody, or those who fit what is searched for; nothing here waits for the file."""

    TITLE = N_("Contacts")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: Asked | None = None
        self._searched_anew = False
        self._standings: Counts = {}
        """How many of all people have each standing."""
        self.own_fields: columns.OwnFields = ()
        self._finding = Finding(self)
        self.choosing = Choosing()
        self.model = PeopleModel(
            columns.of(columns.USUAL, (), self.font()), self._finding.rows, self.choosing
        )
        self.tools = Tools()
        self.search, self.found, self.chips = self.tools.search, self.tools.found, self.tools.chips
        self.bar = self.tools.bar
        self.table = PeopleTable(self.model, _("People"))
        self._card = self.table.in_card()
        self.bring_first = Button(_("Import your customers"), "primary", "upload")
        people_come = _("People appear here once a list is imported.")
        self.nobody = Empty("users", _("Nobody here yet"), people_come, self.bring_first)
        self.unfound = Empty("search", _("Nobody fits"), _("Try fewer letters, or another way to write it."))
        self.beside = Beside(desk, self._card, self.nobody, self.unfound)
        self.picking = Picking(
            self.table,
            self.model,
            self.tools,
            self.choosing,
            self._finding,
            lambda: self._asked or Asked(),
        )
        refused = self.show_problem
        self.changing = LongAct(_("Changing people"), "writing", desk, refused)
        self.saving = LongAct(_("Saving people"), "files", desk, refused)
        self.acts = Acts(self, desk, self.changing, self.saving, self.choosing.clear)
        self._problem: Notice | None = None
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        self._finding.own_fields(self._refresh)
        self.beside.refresh()

    def go_to(self, place: str) -> None:
        self.search.clear()
        self._change(search="", standing=place)

    def search_field(self) -> QWidget | None:
        return self.search

    def new(self) -> None:
        from shopmail.ui.contacts.add_sheet import AddSheet

        sheet = AddSheet(self.desk)
        sheet.added.connect(self._added)
        self.desk.open_sheet(sheet)

    def back(self) -> bool:
        if self.beside.back():
            return True
        if self.choosing.count:
            self.choosing.clear()
            return True
        if self._asked is None or self._asked.narrowing == ("", ""):
            return False
        self.go_to("")
        return True

    def leave(self) -> None:
        super().leave()
        for act in (self.changing, self.saving):
            act.leave()

    def ask(self, asked: Asked) -> None:
        """Show the people who answer ``asked``."""
        asked = replace(asked, columns=columns.shown(asked.columns, self.own_fields))
        self._searched_anew |= self._asked is None or self._asked.search != asked.search
        self._asked = asked
        self.choosing.asked(asked)
        self.model.ask(asked, columns.of(asked.columns, self.own_fields, self.font()))
        self.table.header.show_order(asked.sort, descending=asked.descending)
        self.tools.show_standing(asked.standing)
        self.tools.wait()
        self._count(asked)

    def open_person(self, row: int) -> None:
        """Open the card of whoever stands in ``row``."""
        person = self.model.person_at(row)
        if person is not None:
            self.beside.open_card(person)

    def show_problem(self, problem: ShopmailError) -> None:
        """Say over the list what was refused."""
        self._clear_problem()
        close = Button(_("Close"), small=True)
        close.clicked.connect(self._clear_problem)
        self._problem = Notice("bad", problem.title, problem.message, problem.remedy, step=close)
        self._body.insertWidget(self._body.indexOf(self.beside), self._problem)

    def choose_columns(self) -> None:
        """Open the list of columns to tick."""
        shown = self._asked.columns if self._asked else columns.USUAL
        popup = ColumnsPopup(shown, self.own_fields, self)
        popup.chosen.connect(self._show_columns)
        popup.open_below(self.tools.columns)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file:
            event.acceptProposedAction()
            self.desk.go("import", str(file))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clear_problem()

    def _lay_out(self) -> None:
        add = Button(_("Add one person"), icon="plus")
        add.clicked.connect(self.new)
        self.bring = Button(_("Import people"), "primary", "upload")
        for button in (self.bring, self.bring_first):
            button.clicked.connect(lambda: self.desk.go("import", ""))
        for action in (add, self.bring):
            self.head.add_action(action)
        self.primary = self.bring
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        for part in (self.tools, self.changing, self.saving):
            self._body.addWidget(part)
        self._body.addWidget(self.beside, 1)
        self.column.addLayout(self._body, 1)
        for empty in (self.nobody, self.unfound):
            empty.hide()

    def _connect(self) -> None:
        self.search.asked.connect(lambda words: self._change(search=words))
        self.tools.standing_wanted.connect(lambda standing: self._change(standing=standing))
        self.tools.columns.clicked.connect(self.choose_columns)
        self.tools.save.clicked.connect(lambda: self.acts.save(self._asked or Asked()))
        header = self.table.header
        header.sort_wanted.connect(lambda sort, down: self._change(sort=sort, descending=down))
        self.table.opened.connect(self.open_person)
        self.table.copy_wanted.connect(self._copy)
        self.beside.crowded.connect(self.table.be_crowded)
        self.beside.turned.connect(self.model.show_open)
        bar, acts = self.bar, self.acts
        for button, act in ((bar.tag, acts.tag), (bar.untag, acts.untag), (bar.suppress, acts.suppress)):
            button.clicked.connect(partial(self._act, act))
        bar.save.clicked.connect(lambda: acts.save(self.choosing.choice))
        bar.copy.clicked.connect(self._copy)
        self.model.modelReset.connect(self._rows_came)

    def _act(self, act: Callable[[Choice], None]) -> None:
        act(self.choosing.choice)

    def _change(self, **parts: Any) -> None:
        self.ask(replace(self._asked or self._at_first(), **parts))

    def _at_first(self) -> Asked:
        kept = self.desk.remembered.get(_REMEMBERED)
        return Asked(columns=tuple(kept.split(",")) if kept else ())

    def _refresh(self, own: columns.OwnFields) -> None:
        same = own == self.own_fields
        self.own_fields = own
        if self._asked is None or not same:
            self.ask(self._asked or self._at_first())
        else:
            self.model.refresh()
            self._count(self._asked)
            self._count_standings(self._asked)
        self._finding.everybody(self._show_everybody)

    def _count(self, asked: Asked) -> None:
        """How many are found; by standing alone that is known, and takes long to count over a million."""
        if asked.standing and not asked.search and self._standings:
            self._finding.forget_count()
            self._show_found(asked, self._standings[asked.standing])
        else:
            self._finding.count(asked, self._show_found)

    def _rows_came(self) -> None:
        """The first rows are there: only now is counted what takes longer, so that they don't wait for it."""
        if self._searched_anew and self._asked:
            self._searched_anew = False
            self._count_standings(self._asked)

    def _count_standings(self, asked: Asked) -> None:
        """Those found; where nothing is searched for, that is everybody, who are counted anyway."""
        if asked.search:
            self._finding.by_standing(asked.search, self.tools.show_counts)
        elif self._standings:
            self._finding.forget_standings()
            self.tools.show_counts(self._standings)

    def _show_found(self, asked: Asked, found: int) -> None:
        self.model.show_count(asked, found)
        self.choosing.found(found)
        narrowed = asked.narrowing != ("", "")
        self.tools.show_found(found, sum(self._standings.values()) if narrowed else None)
        self.tools.setVisible(bool(found) or narrowed)
        self._card.setVisible(bool(found))
        self.nobody.setVisible(not found and not narrowed)
        self.bring.setVisible(self.nobody.isHidden())
        self.primary = self.bring if self.nobody.isHidden() else self.bring_first
        self.unfound.setVisible(not found and narrowed)

    def _show_everybody(self, counts: dict[str, int]) -> None:
        self._standings, everybody = counts, sum(counts.values())
        if self._asked and not self._asked.search:
            self.tools.show_counts(counts)
            if self._asked.standing:
                self._count(self._asked)
        if not everybody:
            self.head.show_state(_("Everybody who buys from you or wants to hear from you."))
            return
        self.head.show_state(
            _(
                "{people}, {mailable} of them can be mailed.",
                people=numbers.people(everybody),
                mailable=numbers.number(counts["can-be-mailed"]),
            )
        )

    def _show_columns(self, keys: tuple[str, ...]) -> None:
        wanted = (*keys, columns.ALWAYS)
        self.desk.remembered.put(_REMEMBERED, ",".join(wanted))
        self._change(columns=wanted)

    def _copy(self) -> None:
        choice = self.picking.choice()
        if choice.count and self._asked:
            self.acts.copy(choice, self._asked.columns)

    def _added(self, person: int) -> None:
        self.beside.open_card(person)
        self.desk.changed()

    def _clear_problem(self) -> None:
        if self._problem:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None


def _dropped(event: QDropEvent | QDragEnterEvent) -> Path | None:
    """The table of people that is dropped; None for anything else."""
    file = dropped_file(event.mimeData())
    return file if file and file.suffix.lower() in _TABLES else None
