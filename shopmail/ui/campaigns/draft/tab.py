"""What the tabs of a draft have in common: a part of what the owner writes, and whether it is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.ui.background import Lane, Latest
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.desk import Desk


class Tab(QWidget):
    """One of the tabs; it shows ``keeper.written`` and changes it through the keeper only.

    The page calls ``enter`` each time the tab comes in sight, and again when the file has changed
    meanwhile; ``leave`` when another tab or page does.
    """

    TITLE = ""
    """A marked sentence."""

    changed = Signal()
    """``is_done`` or ``count`` may say something else now."""
    wanted = Signal(str)
    """The owner wants to go on elsewhere: the key of another tab, or page and place, ``settings/sender``."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__()
        self.desk = desk
        self.keeper = keeper
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)

    def latest(self, lane: Lane) -> Latest:
        """Questions about one matter, which end with the tab."""
        return self.desk.latest(lane, self)

    def enter(self) -> None:
        """The tab comes in sight: read anew what it shows of the file."""

    def leave(self) -> None:
        """Another one comes in sight."""

    def is_done(self) -> bool:
        """Whether nothing is left to do here."""
        raise NotImplementedError

    def count(self) -> str:
        """What stands beside the title, such as “187 people”; empty for nothing."""
        return ""

    def first(self) -> QWidget:
        """The control that gets the keyboard when the tab is opened by a key."""
        raise NotImplementedError

    def search_field(self) -> QWidget | None:
        """The field that Ctrl+F goes to, where there is one."""
        return None

    def undo(self) -> None:
        """Ctrl+Z."""

    def redo(self) -> None:
        """Ctrl+Shift+Z or Ctrl+Y."""
