"""The window: a sidebar, a stage for the pages, and the keys that hold everywhere."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QStackedWidget, QWidget
from shiboken6 import isValid

from shopmail.errors import ShopmailError
from shopmail.ui.opening import Opening
from shopmail.ui.pages import Entry
from shopmail.ui.widgets.buttons import ENTER, press_focused
from shopmail.ui.widgets.focus_ring import RingedWindow
from shopmail.ui.widgets.sidebar import Sidebar
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.ui.desk import Desk
    from shopmail.ui.page import Page
    from shopmail.ui.widgets.sheet import Sheet
    from shopmail.ui.widgets.toast import Toast

EVERY_MINUTE = 60_000
REDO = ("Ctrl+Shift+Z", "Ctrl+Y")
"""The one of Macs and Linux, and the one of Windows: each hand has its own, and both are free everywhere."""


class MainWindow(RingedWindow):
    """Paints at once; the pages come with ``open_desk``. ``painted`` is emitted after the first paint."""

    painted = Signal()

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._pages: dict[int, Page] = {}
        self._shown = 0
        """The page in sight; while the file opens, the one that a click or a key has asked for."""
        self._desk: Desk | None = None
        self.toast: Toast | None = None
        self.sheet: Sheet | None = None
        self._was_painted = False
        self.setWindowTitle("shopmail")
        self.setMinimumSize(1024, 640)
        self.resize(1280, 800)
        self._furnish()
        self._add_keys()
        self._minute = QTimer(self)
        self._minute.timeout.connect(self._show_heard)
        self._minute.start(EVERY_MINUTE)

    @property
    def page(self) -> "Page | None":
        """The page that is shown; None while there is no shop."""
        return self._pages.get(self._shown)

    def speak_anew(self) -> None:
        """Put everything together again, because the owner's language is another one now."""
        if self.sheet:
            self.sheet.close_sheet()
        for page in self._pages.values():
            page.leave()
        self._pages.clear()
        self._furnish()
        if self._desk:
            self.open_desk(self._desk)
            # What had the focus is gone; the keyboard goes on at the page that is shown.
            self.sidebar.entries()[self._in_sidebar(self._shown)].setFocus()

    def open_desk(self, desk: "Desk") -> None:
        """The shop is open: show the page that was asked for, or the first."""
        from shopmail.ui.widgets.toast import Toast

        self._desk = desk
        self.toast = Toast(self._stage)
        self.toast.there.connect(self._make_room)
        self.sidebar.setEnabled(True)
        self.show_facts()
        self.show_page(self._shown)

    def show_refusal(self, problem: ShopmailError, again: Callable[[], None]) -> None:
        """The shop file could not be opened: say why; there is no page to go to until it is."""
        self.sidebar.setEnabled(False)
        self.opening.show_refusal(problem, again)

    def show_facts(self) -> None:
        """Show the shop's name and when SendGrid was heard from."""
        if self._desk:
            name = self._desk.facts.name
            self.sidebar.show_shop(name or "shopmail")
            if self._desk.facts.is_sample:
                self.setWindowTitle(_("Sample shop – shopmail"))
            else:
                self.setWindowTitle(f"{name} – shopmail" if name else "shopmail")
            self._show_heard()

    def show_news(self) -> None:
        """The file has changed: the page in sight reads it anew, the others do when they are opened."""
        if self.page:
            self.page.refresh()

    def show_page(self, number: int) -> None:
        """Open a page, counted from 0, unless the one that is shown has something to ask first."""
        if self._may_leave_for(number, partial(self.show_page, number)):
            self._show(number)

    def _show(self, number: int) -> None:
        if self.toast:
            self.toast.hide()
        if self.sheet:
            self.sheet.close_sheet()
        self._shown = number
        self.sidebar.show_chosen(self._in_sidebar(number))
        if self._desk is None:
            return
        if number not in self._pages:
            self._pages[number] = self._entries[number].make(self._desk)
            self._stage.addWidget(self._pages[number])
        page = self._pages[number]
        self._stage.setCurrentWidget(page)
        page.refresh()

    def go(self, key: str, place: str) -> None:
        """Open the page ``key`` at ``place``."""
        number = self._number_of(key)
        if self._may_leave_for(number, partial(self.go, key, place)):
            self._show(number)
            self._pages[number].go_to(place)

    def _may_leave_for(self, number: int, go: Callable[[], object]) -> bool:
        if self.page is None or number == self._shown or self.page.may_leave(go):
            return True
        self.sidebar.show_chosen(self._in_sidebar(self._shown))
        return False

    def say(self, words: str, undo: Callable[[], object] | None = None, *, done: bool = True) -> None:
        """A quiet sentence at the foot of the page, as ``Toast.say`` shows it; ``undo`` takes it back."""
        if self.toast and self.page:
            self.toast.above = self.page.FOOT
            self.toast.say(words, undo, done=done)

    def open_sheet(self, sheet: "Sheet") -> None:
        """Lay a sheet over the page; until it is closed, the keys of the window rest."""
        if self.toast:
            self.toast.hide()
        resting = [keys for keys in self.findChildren(QShortcut) if keys.isEnabled()]
        for keys in resting:
            keys.setEnabled(False)

        def closed() -> None:
            self.sheet = None
            for keys in resting:
                if isValid(keys):
                    keys.setEnabled(True)

        sheet.closed.connect(closed)
        self.sheet = sheet
        sheet.open_over(self, self._stage)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page and not self.page.may_leave(self.close):
            event.ignore()
        else:
            super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # After this event, when the pixels are on their way to the screen.
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.toast:
            self.toast.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.page and self.page.back():
            return
        if event.key() in ENTER and (press_focused() or self._press_primary()):
            return
        super().keyPressEvent(event)

    def _press_primary(self) -> bool:
        focused = QApplication.focusWidget()
        # Enter in a list opens a row, and in a search field it searches.
        if isinstance(focused, QAbstractItemView) or (focused and focused.property("search")):
            return False
        primary = self.page.primary if self.page else None
        if primary is None or not primary.isEnabled() or not primary.isVisible():
            return False
        primary.click()
        return True

    def _number_of(self, key: str) -> int:
        return [entry.key for entry in self._entries].index(key)

    def _in_sidebar(self, number: int) -> int:
        inside = self._entries[number].inside
        return self._number_of(inside) if inside else number

    def _furnish(self) -> None:
        room = QWidget()
        row = QHBoxLayout(room)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        entries = [(entry.icon, _(entry.title), entry.at_foot) for entry in self._entries if not entry.inside]
        self.sidebar = Sidebar(entries, _("Pages"))
        self.sidebar.show_shop("shopmail")
        self.sidebar.chosen.connect(self.show_page)
        self._stage = QStackedWidget()
        self._stage.setObjectName("stage")
        self.opening = Opening()
        self._stage.addWidget(self.opening)
        row.addWidget(self.sidebar)
        row.addWidget(self._stage, 1)
        self.setCentralWidget(room)

    def _make_room(self, for_toast: bool) -> None:
        if self.page:
            self.page.keep_foot_free(for_toast)

    def _add_keys(self) -> None:
        for number in range(len(self.sidebar.entries())):
            self._add_key(f"Ctrl+{number + 1}", partial(self._page_by_key, number))
        self._add_key(QKeySequence.StandardKey.Find, self._find)
        self._add_key("Ctrl+I", lambda: self.go("import", "") if self._desk else None)
        self._add_key(QKeySequence.StandardKey.New, lambda: self.page.new() if self.page else None)
        self._add_key(QKeySequence.StandardKey.Undo, self._undo)
        for keys in REDO:
            self._add_key(keys, lambda: self.page.redo() if self.page else None)

    def _add_key(self, keys: str | QKeySequence.StandardKey, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _undo(self) -> None:
        if self.toast and self.toast.isVisible() and self.toast.undo.isVisible():
            self.toast.undo.click()
        elif self.page:
            self.page.undo()

    def _page_by_key(self, number: int) -> None:
        self.show_page(number)
        self.focus_by_key(self.sidebar.entries()[number])

    def _find(self) -> None:
        field = self.page.search_field() if self.page else None
        if field:
            self.focus_by_key(field)

    def _show_heard(self) -> None:
        if self._desk is None:
            return
        from shopmail.ui import numbers

        heard_at = self._desk.facts.heard_at
        if self._desk.facts.is_sample:
            self.sidebar.show_heard("tulip", _("Sample shop: all of it is gone when you close it"))
        elif heard_at:
            when = numbers.ago(heard_at, self._desk.now())
            self.sidebar.show_heard("cloud", _("Heard from SendGrid {when}", when=when))
        else:
            self.sidebar.show_heard("cloud-off", _("Not heard from SendGrid yet"))
