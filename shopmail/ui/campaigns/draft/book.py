"""The tabs of one draft: made when they are first needed, one of them in sight."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopmail.ui.campaigns.draft.check import CheckTab
from shopmail.ui.campaigns.draft.sender import FromTab
from shopmail.ui.campaigns.draft.tab import Tab
from shopmail.ui.campaigns.draft.tab_faces import check_face, face
from shopmail.ui.campaigns.draft.to import ToTab
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.campaigns.mail.reading import is_written
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.tabs import Face, Tabs
from shopmail.wording import N_, _


def _subject(desk: Desk, keeper: Keeper) -> Tab:
    from shopmail.ui.campaigns.draft.subject import SubjectTab

    return SubjectTab(desk, keeper)


def _mail(desk: Desk, keeper: Keeper) -> Tab:
    from shopmail.ui.campaigns.mail.tab import MailTab

    return MailTab(desk, keeper)


TITLES: dict[str, str] = {
    "to": N_("To"),
    "from": N_("From"),
    "subject": N_("Subject"),
    "mail": N_("Mail"),
    "check": N_("Check"),
}
"""The tabs by their keys, in their order; marked words."""
KEYS = tuple(TITLES)
NEXT: dict[str, str] = {
    "to": N_("Next: to whom"),
    "from": N_("Next: from whom"),
    "subject": N_("Next: subject"),
    "mail": N_("Next: mail"),
    "check": N_("Next: check"),
}
"""What a button says that leads to a tab; marked words."""
_LATER: dict[str, Callable[[Desk, Keeper], Tab]] = {"subject": _subject, "mail": _mail}
"""Made when they are opened: they bring the editor with them."""


class Book(QWidget):
    """``turned`` carries the key of the tab that came in sight; ``changed``: one of them is done, or not."""

    turned = Signal(str)
    changed = Signal()
    wanted = Signal(str)

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__()
        self._desk, self._keeper = desk, keeper
        self.to, self.from_whom, self.check = (
            ToTab(desk, keeper),
            FromTab(desk, keeper),
            CheckTab(desk, keeper),
        )
        self.made: dict[str, Tab] = {}
        self.here = ""
        """The key of the tab in sight."""
        self.tabs = Tabs([Face(_(words), "clock") for words in TITLES.values()], _("Parts of the campaign"))
        self.tabs.currentChanged.connect(lambda number: self._turn(KEYS[number]))
        self._stage = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.tabs)
        column.addWidget(self._stage, 1)
        for key, tab in (("to", self.to), ("from", self.from_whom), ("check", self.check)):
            self._add(key, tab)
        keeper.changed.connect(self._follow)

    @property
    def tab(self) -> Tab:
        """The one in sight."""
        return self.made[self.here]

    def open(self, key: str) -> None:
        """Bring a tab in sight."""
        if key == self.here:
            return
        if self.tabs.currentIndex() == KEYS.index(key):
            self._turn(key)
        else:
            self.tabs.setCurrentIndex(KEYS.index(key))

    def enter(self, *, everything: bool) -> None:
        """The file has changed, or the page has come in sight, and with it ``everything`` is read anew.

        The draft itself changes the file every few seconds, and counting a million people takes one: their
        number stays as it was while the mail is written.
        """
        self.tab.enter()
        others = (self.to, self.from_whom) if everything or self.here == "check" else ()
        for tab in others:
            if tab is not self.tab:
                tab.enter()

    def leave(self) -> None:
        """The page goes out of sight."""
        if self.here:
            self.tab.leave()

    def is_done(self, key: str) -> bool:
        """Whether nothing is left to do there, also of a tab that was not opened yet."""
        written = self._keeper.written
        if key in self.made:
            return self.made[key].is_done()
        return bool(written.subject.strip()) if key == "subject" else is_written(written)

    def done(self) -> int:
        """How many are done."""
        return sum(self.is_done(key) for key in KEYS)

    def next(self) -> str:
        """Where to go on from here: what stops it, then the next one that is not done, else Check."""
        if self.here == "check":
            stops = [row.remedy.place for row in self.check.found or () if row.state == "bad" and row.remedy]
            found = next((place for place in stops if place in KEYS), "")
            if found:
                return found
        start = KEYS.index(self.here) + 1
        others = [key for key in (*KEYS[start:], *KEYS[:start]) if key not in ("check", self.here)]
        return next((key for key in others if not self.is_done(key)), "check")

    def _add(self, key: str, tab: Tab) -> None:
        self.made[key] = tab
        tab.changed.connect(self._follow)
        tab.wanted.connect(self.wanted)
        self._stage.addWidget(tab)

    def _turn(self, key: str) -> None:
        if self.here:
            self.tab.leave()
        if key not in self.made:
            self._add(key, _LATER[key](self._desk, self._keeper))
        self.here = key
        self._stage.setCurrentWidget(self.tab)
        self.tab.enter()
        self._follow()
        self.turned.emit(key)

    def _follow(self) -> None:
        for number, key in enumerate(KEYS):
            self.tabs.show_face(number, self._face(key))
        self.changed.emit()

    def _face(self, key: str) -> Face:
        words, done = _(TITLES[key]), self.is_done(key)
        if key == "check":
            check = self.check
            return check_face(words, done=done, stops=check.stops, warnings=check.warnings)
        count = self.made[key].count() if key in self.made else ""
        return face(words, count, here=key == self.here, done=done)
