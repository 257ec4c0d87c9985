"""What the owner does to the chosen people: asked for in a sheet, done on a lane, told with a way back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from shopmail.ui import numbers
from shopmail.ui.background import Progress, Stopped
from shopmail.ui.contacts import reading
from shopmail.ui.contacts.choosing import Asked, Choice
from shopmail.ui.contacts.long_act import LongAct
from shopmail.ui.contacts.suppress_sheet import SuppressSheet
from shopmail.ui.contacts.tag_sheet import TagSheet, UntagSheet
from shopmail.ui.copying import Copying
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.cells import Cell
from shopmail.ui.widgets.file_dialogs import ask_where_to_save
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.contacts.bulk import Entered, Plan, Tagged
    from shopmail.settings import Settings

T = TypeVar("T")


class Acts(QObject):
    """``changing`` shows acts on the shop file, ``saving`` those on a file of the owner's.

    ``done`` is called when people were changed: nobody is chosen any more.
    """

    def __init__(
        self, page: QWidget, desk: Desk, changing: LongAct, saving: LongAct, done: Callable[[], None]
    ) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._changing, self._saving, self._done = changing, saving, done
        self._asking = desk.latest("reading", self)
        self._copying = Copying(desk.latest("files", self))

    def tag(self, choice: Choice) -> None:
        """Ask for a tag and stick it on."""

        def ask(known: Sequence[str]) -> None:
            sheet = TagSheet(self._desk, choice.count, known)
            sheet.wanted.connect(lambda name: self._stick(choice, name))
            self._desk.open_sheet(sheet)

        self._asking.ask(self._desk.reading(_known_tags), ask)

    def untag(self, choice: Choice) -> None:
        """Ask which of their tags is to be taken off."""
        now = self._desk.now()

        def tags(session: "Session", _settings: "Settings") -> tuple[tuple[str, int], ...]:
            from shopmail.contacts import bulk

            return bulk.tag_names(session, reading.chosen(choice), now)

        def ask(found: tuple[tuple[str, int], ...]) -> None:
            if not found:
                self._desk.say(_("None of these people has a tag."))
                return
            sheet = UntagSheet(choice.count, found)
            sheet.wanted.connect(lambda name: self._take_off(choice, name))
            self._desk.open_sheet(sheet)

        self._asking.ask(self._desk.reading(tags), ask)

    def suppress(self, choice: Choice) -> None:
        """Show what entering them as "must not be mailed" would do, and ask for the reason."""
        now = self._desk.now()

        def plan(session: "Session", _settings: "Settings") -> "Plan":
            from shopmail.contacts import bulk

            return bulk.planned_unsubscribe(session, reading.chosen(choice), now)

        def ask(planned: "Plan") -> None:
            sheet = SuppressSheet(planned)
            sheet.wanted.connect(lambda why: self._enter(choice, why))
            self._desk.open_sheet(sheet)

        self._asking.ask(self._desk.reading(plan), ask)

    def copy(self, choice: Choice, columns: tuple[str, ...]) -> None:
        """Copy their rows, with the columns that are shown."""
        now = self._desk.now()

        def rows(session: "Session", settings: "Settings") -> Sequence[Sequence[Cell]]:
            return reading.chosen_rows(session, settings, choice, columns, now)

        self._copying.copy(
            self._desk.reading(rows),
            lambda count: self._desk.say(_("{people} copied.", people=numbers.people(count))),
        )

    def save(self, people: Choice | Asked) -> None:
        """Ask for a file and write them into it."""
        ask_where_to_save(
            self._page, _("Save as CSV"), _("people.csv"), lambda path: self._write(people, path)
        )

    def _write(self, people: Choice | Asked, path: Path) -> None:
        choice = people if isinstance(people, Choice) else Choice(frozenset(), people, 0)
        now, shop = self._desk.now(), self._desk.shop

        def write(progress: Progress, stopped: Stopped) -> int:
            from shopmail.contacts.exporting import export

            with shop.reading() as session:
                # The dialog has asked about a file of that name.
                return export(session, reading.chosen(choice), path, now, progress, stopped, replace=True)

        def written(count: int) -> None:
            self._desk.say(_("{people} saved in {file}.", people=numbers.people(count), file=path.name))

        self._saving.begin(write, written)

    def _stick(self, choice: Choice, name: str) -> None:
        def stick(progress: Progress, stopped: Stopped) -> "Tagged":
            from shopmail.contacts import bulk

            return bulk.tag(self._desk.shop, reading.chosen(choice), name, progress, stopped)

        def stuck(tagged: "Tagged") -> None:
            people = numbers.people(len(tagged.ids))
            words = _("{people} tagged “{tag}”.", people=people, tag=tagged.name)
            undo = partial(self._take_off, _these(tagged), tagged.name, undoing=True)
            self._changed(words, undo if tagged.ids else None)

        self._changing.begin(stick, stuck)

    def _take_off(self, choice: Choice, name: str, *, undoing: bool = False) -> None:
        def take_off(progress: Progress, stopped: Stopped) -> "Tagged":
            from shopmail.contacts import bulk

            return bulk.untag(self._desk.shop, reading.chosen(choice), name, progress, stopped)

        def taken_off(tagged: "Tagged") -> None:
            people = numbers.people(len(tagged.ids))
            words = _("“{tag}” taken off {people}.", people=people, tag=tagged.name)
            undo = partial(self._stick, _these(tagged), tagged.name)
            self._changed(words, undo if tagged.ids and not undoing else None)

        self._changing.begin(take_off, taken_off)

    def _enter(self, choice: Choice, why: str) -> None:
        def enter(progress: Progress, stopped: Stopped) -> "Entered":
            from shopmail.contacts import bulk

            return bulk.unsubscribe(self._desk.shop, reading.chosen(choice), why, progress, stopped)

        def entered(answer: "Entered") -> None:
            words = n_(
                "{number} person is unsubscribed. Nobody will mail them again, in any campaign.",
                "{number} people are unsubscribed. Nobody will mail them again, in any campaign.",
                answer.people,
                number=numbers.number(answer.people),
            )
            self._changed(words, partial(self._take_back, answer))

        self._changing.begin(enter, entered)

    def _take_back(self, entered: "Entered") -> None:
        def take_back(_progress: Progress, _stopped: Stopped) -> int:
            from shopmail.contacts import bulk

            return bulk.take_back(self._desk.shop, entered)

        def taken_back(count: int) -> None:
            words = n_(
                "Taken back: {number} person stands as before.",
                "Taken back: {number} people stand as before.",
                count,
                number=numbers.number(count),
            )
            self._changed(words, None)

        self._changing.begin(take_back, taken_back)

    def _changed(self, words: str, undo: Callable[[], None] | None) -> None:
        self._done()
        self._desk.say(words, undo)
        self._desk.changed()


def _these(tagged: "Tagged") -> Choice:
    return Choice(frozenset(tagged.ids), None, len(tagged.ids))


def _known_tags(session: "Session", _settings: "Settings") -> Sequence[str]:
    from shopmail.contacts.tagging import names_in_use

    return names_in_use(session)
