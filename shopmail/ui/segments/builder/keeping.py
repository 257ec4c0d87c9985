"""Saving the segment on screen: its name, whether something is unsaved, and asking before that is lost."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from shopmail.errors import ShopmailError
from shopmail.ui.background import Writes
from shopmail.ui.desk import Desk
from shopmail.ui.segments.builder import reading
from shopmail.ui.segments.builder.changing import Changing
from shopmail.ui.segments.builder.draft import Draft
from shopmail.ui.segments.builder.reading import Opened
from shopmail.ui.segments.sheets import UnsavedSheet, asked_name
from shopmail.ui.widgets.name_sheet import NameSheet
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.segments.saving import Saved

Then = Callable[[], object]


class Keeping(QObject):
    """``changed``: name, number or what is saved is another now. ``refused`` carries why it was not saved."""

    changed = Signal()
    refused = Signal(object)
    unfinished = Signal(int)
    """A row lacks its value: its number."""

    def __init__(self, desk: Desk, changing: Changing) -> None:
        super().__init__(changing)
        self._desk, self._changing = desk, changing
        self._writes = Writes(desk.background, "writing")
        self.id: int | None = None
        self.name = ""
        self.proposed = ""
        """A name for one that has none yet."""
        self._saved: Draft | None = None
        """The draft that is in the file; None: none is."""
        self._first = changing.draft
        """The draft as it was opened or saved."""
        self._is_saving = False
        self._begun = 0
        """How many segments have been on screen: an answer about one before is none about this one."""
        changing.changed.connect(self.changed)

    @property
    def is_saved(self) -> bool:
        """Whether the file holds what is on screen."""
        return self.id is not None and self._changing.draft == self._saved

    @property
    def is_touched(self) -> bool:
        """Whether something would be lost with the page."""
        return not self.is_saved and self._changing.draft != self._first

    def begin(self, opened: Opened) -> None:
        """This segment is on screen now; its draft has been begun."""
        self._begun += 1
        self.id, self.name, self.proposed = opened.id, opened.name, ""
        self._first = self._changing.draft
        self._saved = self._changing.draft if opened.id is not None else None
        self.changed.emit()

    def learned(self, opened: Opened, before: Draft) -> None:
        """The file was read again, and the draft was ``before``; one that was saved still is."""
        if opened.id is not None:
            self.name = opened.name
        if self._saved == before:
            self._saved = self._changing.draft
        if self._first == before:
            self._first = self._changing.draft
        self.changed.emit()

    def leave(self) -> None:
        """The page goes away; what was to be saved still is."""
        self._writes.drop()

    def save(self, then: Then | None = None) -> None:
        """Save what is on screen; one without a name is asked for it. ``then`` is called when it is saved."""
        unfinished = self._changing.unfinished
        if unfinished:
            self.unfinished.emit(unfinished[0])
        elif self.id is None:
            sheet = asked_name(_("What is this segment called?"), self.proposed, _("Save"))
            sheet.wanted.connect(lambda name: self._keep(name, then, sheet))
            self._desk.open_sheet(sheet)
        else:
            self._keep(self.name, then, None)

    def rename(self) -> None:
        """Ask for another name; of one that is not in the file yet, saving asks."""
        if self.id is None:
            self.save()
            return
        number = self.id
        sheet = asked_name(_("Rename the segment"), self.name, _("Rename"))
        sheet.wanted.connect(lambda name: self._rename(number, name, sheet))
        self._desk.open_sheet(sheet)

    def before_leaving(self, go: Then) -> bool:
        """Whether nothing would be lost; else the owner is asked, and ``go`` is called unless they stay."""
        if not self.is_touched:
            return True
        sheet = UnsavedSheet(self.name or _("New segment"))
        sheet.saved.connect(lambda: self.save(go))
        sheet.discarded.connect(lambda: self._discard(go))
        self._desk.open_sheet(sheet)
        return False

    def _discard(self, go: Then) -> None:
        self._changing.show_again(self._first)
        go()

    def _keep(self, name: str, then: Then | None, sheet: NameSheet | None) -> None:
        if self._is_saving:
            return
        self._is_saving = True
        draft, where = self._changing.draft, self._changing.where
        self._writes.do(
            partial(reading.keep, self._desk.shop, self.id, name, where),
            partial(self._kept, self._begun, draft, then, sheet),
            partial(self._failed, sheet),
        )

    def _kept(
        self, begun: int, draft: Draft, then: Then | None, sheet: NameSheet | None, saved: "Saved"
    ) -> None:
        self._is_saving = False
        if sheet:
            sheet.close_sheet()
        if begun != self._begun:
            self._desk.changed()
            return
        self.id, self.name = saved.id, saved.name
        self._saved = self._first = draft
        self.changed.emit()
        self._desk.changed()
        if then:
            then()
        else:
            self._desk.say(_("“{name}” is saved.", name=saved.name))

    def _rename(self, number: int, name: str, sheet: NameSheet) -> None:
        def renamed(kept: str) -> None:
            sheet.close_sheet()
            if self.id == number:
                self.name = kept
            self.changed.emit()
            self._desk.changed()

        self._writes.do(
            partial(reading.rename, self._desk.shop, number, name), renamed, partial(self._failed, sheet)
        )

    def _failed(self, sheet: NameSheet | None, problem: Exception) -> None:
        self._is_saving = False
        if not isinstance(problem, ShopmailError):
            self._desk.background.unforeseen(problem)
        elif sheet and isValid(sheet):
            sheet.refuse(problem)
        else:
            self.refused.emit(problem)
