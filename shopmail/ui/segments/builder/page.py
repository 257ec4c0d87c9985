"""The page of one segment: who is meant, at the left; who that is at this moment, at the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from shopmail.errors import ShopmailError
from shopmail.ui import numbers
from shopmail.ui.contacts.long_act import LongAct
from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.segments.builder import reading
from shopmail.ui.segments.builder.asking import Asking
from shopmail.ui.segments.builder.board import Board
from shopmail.ui.segments.builder.changing import Changing
from shopmail.ui.segments.builder.draft import Draft, Group, Part
from shopmail.ui.segments.builder.keeping import Keeping
from shopmail.ui.segments.builder.line import DUPLICATE, OFF, ON, REMOVE
from shopmail.ui.segments.builder.reading import Opened, Person
from shopmail.ui.segments.builder.result_card import ALL, LEFT_OUT, MAILABLE
from shopmail.ui.segments.people_reading import People
from shopmail.ui.segments.people_sheet import PeopleSheet
from shopmail.ui.segments.saving_people import ask_for_file
from shopmail.ui.widgets.buttons import Button, IconButton
from shopmail.ui.widgets.menu import Act, menu_of
from shopmail.ui.widgets.refusal import Refusal
from shopmail.wording import N_, _, n_

NEW = "new"
_UNSAVED = "segment.unsaved"
"""Under this name the desk keeps what is not saved while the pages are made anew in another language."""
_NARROW = 960
"""Pixels of the page below which the name has no room beside all that can be done."""


class SegmentPage(Page):
    """``go_to`` takes the number of a segment, ``new``, or ``new:KEY`` for one begun with a template."""

    TITLE = N_("Segment")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._opening = self.latest("reading")
        self._is_open = False
        self.refusal = Refusal(below=12)
        self.changing = Changing(self)
        self.keeping = Keeping(desk, self.changing)
        self.asking = Asking(self, self.changing)
        self.body = Board(self.changing, self.asking)
        self.saving = LongAct(_("Saving people"), "files", desk, self.refusal.say_until_read)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        if not self._is_open:
            number, _draft = self.desk.kept.get(_UNSAVED, (None, None))
            self._open(NEW if number is None else str(number))
            return
        self.asking.forget()
        number = self.keeping.id
        work = self.desk.reading(lambda session, _s: reading.opened(session, number))
        self._opening.ask(work, self._refreshed, self._gone)

    def go_to(self, place: str) -> None:
        if not place or (self._is_open and place == str(self.keeping.id)):
            return
        if not self._is_open or self.keeping.before_leaving(lambda: self._open(place)):
            self._open(place)

    def search_field(self) -> QWidget | None:
        return self.body.person.search

    def new(self) -> None:
        self.go_to(NEW)

    def undo(self) -> None:
        self.changing.undo()

    def redo(self) -> None:
        self.changing.redo()

    def back(self) -> bool:
        if self.may_leave(self._to_list):
            self._to_list()
        return True

    def may_leave(self, go: Callable[[], object]) -> bool:
        """Whether nothing unsaved would be lost; else the owner is asked, and ``go`` may be called later."""
        return self.keeping.before_leaving(go)

    def leave(self) -> None:
        super().leave()
        if self.keeping.is_touched:
            self.desk.kept[_UNSAVED] = self.keeping.id, self.changing.draft
        self.keeping.leave()
        self.saving.leave()

    def _lay_out(self) -> None:
        self.pencil = IconButton("pencil", _("Rename"))
        self.csv = Button(_("Save as CSV"), "quiet", "download")
        self.save = Button(_("Save"))
        self.campaign = Button(_("New campaign"), "primary", "mail")
        self.more = IconButton("dots", _("More"))
        menu_of(self.more, self._acts_of_page)
        for action in (self.pencil, self.csv, self.more, self.save, self.campaign):
            self.head.add_action(action)
        self.primary = self.campaign
        self.column.addWidget(self.saving)
        self.column.addWidget(self.refusal)
        self.column.addWidget(self.body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.more.setVisible(narrow)
        for action in (self.pencil, self.csv):
            action.setVisible(not narrow)

    def _acts_of_page(self) -> list[Act]:
        return [(_("Rename"), self.keeping.rename), (_("Save as CSV"), self._save_people)]

    def _connect(self) -> None:
        self.pencil.clicked.connect(self.keeping.rename)
        self.csv.clicked.connect(self._save_people)
        self.save.clicked.connect(lambda: self.keeping.save())
        self.campaign.clicked.connect(self._begin_campaign)
        self.body.sentence.wanted.connect(self._act)
        self.body.mailable.connect(self._show_mailable)
        self.body.result.opened.connect(self.open_people)
        self.body.templates.chosen.connect(self._start_from)
        self.keeping.changed.connect(self._show_head)
        self.keeping.refused.connect(self.refusal.say_until_read)
        self.keeping.unfinished.connect(self.body.ask_for_value)

    def _open(self, place: str) -> None:
        number = None if place.startswith(NEW) else int(place)
        template = place.partition(":")[2]
        work = self.desk.reading(lambda session, _s: reading.opened(session, number, template))
        self._opening.ask(work, self._opened, self._not_opened)

    def _opened(self, opened: Opened) -> None:
        self._is_open = True
        self.refusal.clear()
        self.body.learn(opened.vocabulary, opened.templates)
        self.changing.begin(opened.where, opened.vocabulary)
        self.keeping.begin(opened)
        number, draft = self.desk.kept.get(_UNSAVED, (None, None))
        if draft is not None and number == opened.id:
            del self.desk.kept[_UNSAVED]
            self.changing.show_again(draft)
        self.body.verticalScrollBar().setValue(0)
        self.asking.forget()
        self.asking.ask()

    def _refreshed(self, opened: Opened) -> None:
        """The file has changed; what the owner has changed on screen meanwhile stays."""
        if not self.keeping.is_touched and not self.changing.means(opened.where):
            self._opened(opened)
            return
        before = self.changing.draft
        self.body.learn(opened.vocabulary, opened.templates)
        self.changing.learn(opened.vocabulary)
        self.keeping.learned(opened, before)
        self.body.show_draft()
        self.asking.ask()

    def _show_head(self) -> None:
        keeping = self.keeping
        self.head.show_title(keeping.name or _("New segment"))
        if keeping.id is None:
            self.head.show_state(_("Not saved yet."))
        elif not keeping.is_saved:
            self.head.show_state(_("Changed, and not saved yet."))
        else:
            self.head.show_state(_("Segment, saved. It picks people anew each time it is used."))

    def _show_mailable(self, people: int | None) -> None:
        if people is None:
            self.campaign.setText(_("New campaign"))
            return
        number = numbers.number(people)
        self.campaign.setText(
            n_("New campaign to {number} person", "New campaign to {number} people", people, number=number)
        )

    def _act(self, number: int, act: str) -> None:
        if act in (OFF, ON):
            self.changing.switch(number, off=act == OFF)
        elif act == DUPLICATE:
            self.changing.duplicate(number)
        elif act == REMOVE:
            removed = self.changing.remove(number)
            if removed:
                part, place = removed
                self.desk.say(_removed(part), partial(self.changing.put_back, part, place))

    def _start_from(self, key: str) -> None:
        before = self.changing.draft
        self.changing.start_from(reading.template(key))
        title = self.body.templates.title_of(key)
        self.keeping.proposed = title
        words = _("The segment was begun anew: {title}.", title=title)
        self.desk.say(words, partial(self.changing.show_again, before) if before != Draft() else None)

    def _begin_campaign(self) -> None:
        def go() -> None:
            self.desk.go("campaign", f"new?segment={self.keeping.id}")

        if self.keeping.is_saved:
            go()
        else:
            self.keeping.save(go)

    def open_people(self, which: str) -> None:
        """The people behind a number: all who match, a part of them, or those of one reason."""
        titles = {ALL: _("People who match"), MAILABLE: _("Can be mailed"), LEFT_OUT: _("Can't be mailed")}
        reasons = {row.code: row.words for row in self.body.result.reasons}
        sheet = PeopleSheet(
            self.desk, titles.get(which) or reasons[which], reading.as_text(self.changing.where), which
        )

        def look_at(email: str, name: str) -> None:
            sheet.close_sheet()
            self.body.look_at(Person(email, name))

        sheet.chosen.connect(look_at)
        self.desk.open_sheet(sheet)

    def _save_people(self) -> None:
        people = People(reading.as_text(self.changing.where), ALL, self.desk.now())
        shop = self.desk.shop
        ask_for_file(
            self,
            self.saving,
            self.keeping.name or _("New segment"),
            lambda path, progress, stopped: people.export(shop, "", path, progress, stopped),
            self.desk.say,
        )

    def _to_list(self) -> None:
        self.desk.go("segments", "")

    def _not_opened(self, problem: Exception) -> None:
        """There is no such segment any more: the list shows which there are."""
        if not isinstance(problem, ShopmailError):
            self.desk.background.unforeseen(problem)
            return
        self._to_list()
        self.desk.say(problem.message, done=False)

    def _gone(self, problem: Exception) -> None:
        """It was deleted meanwhile: it stays on screen, and saving brings it back."""
        if isinstance(problem, ShopmailError):
            self.refusal.say_until_read(problem)
        else:
            self.desk.background.unforeseen(problem)


def _removed(part: Part) -> str:
    return _("The group was removed.") if isinstance(part, Group) else _("The condition was removed.")
