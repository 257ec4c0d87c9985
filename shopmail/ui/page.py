"""What all pages have in common: margins, a head, and how the window talks to them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.ui.background import Lane, Latest
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.page_header import PageHeader
from shopmail.wording import _


class Page(QWidget):
    """A page of the sidebar. Made when it is first opened; ``refresh`` is called then and at every change."""

    TITLE = ""
    """A marked sentence."""
    FOOT = 0
    """Pixels at the bottom that stay the page's own: a toast lies above them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_(self.TITLE))
        self.desk = desk
        self.primary: Button | None = None
        """What Enter presses; None where the act sends, erases or changes more than one person."""
        self._asking: list[Latest] = []
        self.head = PageHeader(_(self.TITLE))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(0)
        self.column.addWidget(self.head)
        self.column.addSpacing(16)

    def latest(self, lane: Lane) -> Latest:
        """Questions about one matter, which end with the page."""
        made = Latest(self.desk.background, lane)
        self._asking.append(made)
        return made

    def may_leave(self, _go: Callable[[], object]) -> bool:
        """Whether another page may be shown, or the window closed.

        False where something would be lost: the page has then asked the owner, and calls ``_go`` itself when
        the answer is yes.
        """
        return True

    def leave(self) -> None:
        """The page goes away: no answer may reach it any more."""
        for latest in self._asking:
            latest.drop()

    def keep_foot_free(self, free: bool) -> None:
        """Leave the foot of the page to a toast, or take it back."""
        self.column.setContentsMargins(24, 24, 24, 76 if free else 24)

    def refresh(self) -> None:
        """Read anew what the page shows; what is on screen stays until the answer is there."""
        raise NotImplementedError

    def go_to(self, place: str) -> None:
        """Show the part of the page that another page named, such as one standing of people."""

    def search_field(self) -> QWidget | None:
        """The field that Ctrl+F goes to, where there is one."""
        return None

    def new(self) -> None:
        """Ctrl+N: begin a new one of what the page lists."""

    def undo(self) -> None:
        """Ctrl+Z, where no toast offers to take something back."""

    def redo(self) -> None:
        """Ctrl+Shift+Z or Ctrl+Y: what ``undo`` took back is done again."""

    def back(self) -> bool:
        """Esc: one step back inside the page; False when there is none."""
        return False
