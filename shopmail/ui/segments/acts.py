"""What the owner does to a segment in the list: duplicate, rename, delete, each with a way back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from shopmail.errors import ShopmailError
from shopmail.ui.background import Writes
from shopmail.ui.desk import Desk
from shopmail.ui.segments import reading
from shopmail.ui.segments.reading import Line
from shopmail.ui.segments.sheets import DeleteSheet, asked_name
from shopmail.ui.widgets.name_sheet import NameSheet
from shopmail.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.segments.saving import Saved, Uses
    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop

T = TypeVar("T")


class Acts(QObject):
    """``refused`` is called with what the program says no to."""

    def __init__(self, page: QObject, desk: Desk, refused: Callable[[ShopmailError], object]) -> None:
        super().__init__(page)
        self._desk, self._refused = desk, refused
        self._asking = desk.latest("reading", self)
        self._writes = Writes(desk.background, "writing")

    def leave(self) -> None:
        """The page goes away; what was begun is carried out."""
        self._writes.drop()

    def duplicate(self, line: Line) -> None:
        """A second one of the same people."""

        def done(saved: "Saved") -> None:
            words = _("“{name}” was made.", name=saved.name)
            self._say(words, partial(self._take_away, saved.id, saved.name))

        self._do(partial(_duplicate, self._desk.shop, line.id), done)

    def rename(self, line: Line) -> None:
        """Ask for another name."""
        sheet = asked_name(_("Rename the segment"), line.name, _("Rename"))
        sheet.wanted.connect(lambda name: self._rename(line.id, line.name, name, sheet))
        self._desk.open_sheet(sheet)

    def delete(self, line: Line) -> None:
        """Delete it; where campaigns are for it, the owner is asked."""

        def look(session: "Session", _settings: "Settings") -> "Uses":
            return reading.uses(session, line.id)

        def ask(found: "Uses") -> None:
            if not found.drafts and not found.sent:
                self._take_away(line.id, line.name)
                return
            sheet = DeleteSheet(line.name, found.drafts, found.sent)
            sheet.wanted.connect(lambda: self._take_away(line.id, line.name))
            self._desk.open_sheet(sheet)

        self._asking.ask(self._desk.reading(look), ask)

    def _take_away(self, number: int, name: str) -> None:
        def done(_nothing: None) -> None:
            self._say(_("“{name}” was deleted.", name=name), partial(self._bring_back, number))

        self._do(partial(_delete, self._desk.shop, number), done)

    def _bring_back(self, number: int) -> None:
        def done(name: str) -> None:
            self._say(_("“{name}” is there again.", name=name), None)

        self._do(partial(_restore, self._desk.shop, number), done)

    def _rename(self, number: int, before: str, name: str, sheet: NameSheet | None) -> None:
        def done(kept: str) -> None:
            if sheet and isValid(sheet):
                sheet.close_sheet()
            words = _("The segment is called “{name}” now.", name=kept)
            undo = partial(self._rename, number, kept, before, None)
            self._say(words, undo if sheet and kept != before else None)

        def refuse(problem: ShopmailError) -> None:
            if sheet and isValid(sheet):
                sheet.refuse(problem)
            else:
                self._refused(problem)

        self._do(partial(_rename, self._desk.shop, number, name), done, refuse)

    def _say(self, words: str, undo: Callable[[], object] | None) -> None:
        self._desk.say(words, undo)
        self._desk.changed()

    def _do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        refuse: Callable[[ShopmailError], object] | None = None,
    ) -> None:
        def failed(problem: Exception) -> None:
            if isinstance(problem, ShopmailError):
                (refuse or self._refused)(problem)
            else:
                self._desk.background.unforeseen(problem)

        self._writes.do(work, done, failed)


def _duplicate(shop: "Shop", number: int) -> "Saved":
    from shopmail.segments import saving

    return saving.duplicate(shop, number)


def _delete(shop: "Shop", number: int) -> None:
    from shopmail.segments import saving

    saving.delete(shop, number)


def _restore(shop: "Shop", number: int) -> str:
    from shopmail.segments import saving

    return saving.restore(shop, number)


def _rename(shop: "Shop", number: int, name: str) -> str:
    from shopmail.segments import saving

    return saving.rename(shop, number, name)
