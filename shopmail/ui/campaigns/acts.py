"""What can be done with a campaign of the list; each act has a way back, and none is asked about."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from shiboken6 import isValid

from shopmail.errors import ShopmailError
from shopmail.ui.background import Writes
from shopmail.ui.campaigns.reading import Line
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.menu import Act
from shopmail.ui.widgets.name_sheet import NameSheet
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.campaigns.saving import Opened
    from shopmail.storage.shop import Shop

T = TypeVar("T")


class Acts:
    """Written on a lane; ``refused`` is called with what the program says no to."""

    def __init__(self, desk: Desk, refused: Callable[[ShopmailError], None]) -> None:
        self._desk, self._refused = desk, refused
        self._writes = Writes(desk.background, "writing")

    def leave(self) -> None:
        """The page goes away: what was begun is carried out."""
        self._writes.drop()

    def open(self, line: Line) -> None:
        """Go where the campaign is written, sent or reported."""
        self._desk.go(line.page, str(line.id))

    def of(self, line: Line) -> Sequence[Act]:
        """The menu of a line."""
        put_away = (
            (_("Take out of the archive"), partial(self.archive, line, False))
            if line.archived
            else (_("Archive"), partial(self.archive, line, True))
        )
        acts: list[Act] = [
            (_("Open"), partial(self.open, line)),
            (_("Rename"), partial(self.rename, line)),
            (_("Duplicate"), partial(self.duplicate, line)),
            put_away,
        ]
        if line.state == "draft":
            acts.append((_("Delete"), partial(self.delete, line)))
        return acts

    def rename(self, line: Line) -> None:
        """Ask for another name."""
        sheet = NameSheet(_("Rename the campaign"), line.name, _("Rename"), _("Only you see it."))
        sheet.wanted.connect(partial(self._rename, line, sheet))
        self._desk.open_sheet(sheet)

    def duplicate(self, line: Line) -> None:
        """A new draft of the same mail."""
        shop = self._desk.shop

        def work() -> tuple[int, str]:
            from shopmail.campaigns import saving

            copy = saving.duplicate(shop, line.id)
            with shop.reading() as session:
                return copy, saving.get(session, copy).name

        def done(copy: tuple[int, str]) -> None:
            number, name = copy
            self._say(_("“{name}” is a new draft.", name=name), partial(_deleted, shop, number))

        self._do(work, done)

    def archive(self, line: Line, archived: bool) -> None:
        """Put the campaign away, or take it out again."""
        shop = self._desk.shop

        def put(archived: bool) -> None:
            from shopmail.campaigns import saving

            saving.archive(shop, line.id, archived)

        words = (
            _("“{name}” is archived.", name=line.name)
            if archived
            else _("“{name}” is in the list again.", name=line.name)
        )
        self._do(partial(put, archived), lambda _none: self._say(words, partial(put, not archived)))

    def delete(self, line: Line) -> None:
        """Delete a draft."""
        shop = self._desk.shop

        def restore(gone: "Opened") -> None:
            from shopmail.campaigns import saving

            saving.restore(shop, gone)

        self._do(
            partial(_deleted, shop, line.id),
            lambda gone: self._say(_("“{name}” is deleted.", name=line.name), partial(restore, gone)),
        )

    def _rename(self, line: Line, sheet: NameSheet, name: str) -> None:
        shop = self._desk.shop

        def work(name: str) -> str:
            from shopmail.campaigns import saving

            return saving.rename(shop, line.id, name)

        def done(kept: str) -> None:
            sheet.close_sheet()
            self._say(_("The campaign is called “{name}” now.", name=kept), partial(work, line.name))

        def refused(problem: ShopmailError) -> None:
            # The owner may have closed the sheet meanwhile.
            (sheet.refuse if isValid(sheet) else self._refused)(problem)

        self._do(partial(work, name), done, refused)

    def _do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        refused: Callable[[ShopmailError], None] | None = None,
    ) -> None:
        def failed(problem: Exception) -> None:
            if isinstance(problem, ShopmailError):
                (refused or self._refused)(problem)
            else:
                self._desk.background.unforeseen(problem)

        self._writes.do(work, done, failed)

    def _say(self, words: str, back: Callable[[], object]) -> None:
        """It is done: tell the owner and the window; ``back`` is work for the lane."""
        self._desk.say(words, undo=lambda: self._do(back, lambda _answer: self._desk.changed()))
        self._desk.changed()


def _deleted(shop: "Shop", campaign_id: int) -> "Opened":
    from shopmail.campaigns import saving

    return saving.delete(shop, campaign_id)
