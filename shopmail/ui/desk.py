"""What every page is handed: the open shop, the lanes, and how to speak to the owner."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject

from shopmail.ui.background import Background, Lane, Latest
from shopmail.ui.remembered import Remembered
from shopmail.ui.theme import Theme

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop
    from shopmail.ui.widgets.sheet import Sheet

T = TypeVar("T")


class Say(Protocol):
    """A sentence at the foot of the page; ``undo`` is what its button Undo does, where there is one.

    It has a tick, unless it says why something was not ``done``.
    """

    def __call__(
        self, words: str, undo: Callable[[], object] | None = None, *, done: bool = True
    ) -> None: ...


@dataclass(frozen=True)
class Facts:
    """What the frame shows of the shop; moments are Unix seconds, ``heard_at`` 0 for never."""

    name: str
    language: str
    zone: str
    heard_at: int
    is_sample: bool = False
    """The sample shop, which is thrown away at the end."""


class Desk:
    """What a page works with.

    ``say`` shows a sentence at the foot, with Undo where there is a way back; ``open_sheet`` lays a sheet
    over the page; ``go`` opens a page at a place in it; ``changed`` tells the window that the page has
    written to the file. ``kept`` outlives the pages, which are made anew when the language changes.
    """

    def __init__(
        self,
        shop: "Shop",
        facts: Facts,
        background: Background,
        theme: Theme,
        remembered: Remembered,
        say: Say,
        open_sheet: "Callable[[Sheet], None]",
        go: Callable[[str, str], None],
        changed: Callable[[], None],
    ) -> None:
        self.shop = shop
        self.facts = facts
        self.background = background
        self.theme = theme
        self.remembered = remembered
        self.say = say
        self.open_sheet = open_sheet
        self.kept: dict[str, Any] = {}
        self.go = go
        self.changed = changed

    def now(self) -> int:
        """The shop's clock."""
        return self.shop.clock.now()

    def latest(self, lane: Lane, owner: QObject) -> Latest:
        """Questions about one matter, which end with ``owner``."""
        made = Latest(self.background, lane)
        owner.destroyed.connect(made.drop)
        return made

    def reading(self, step: "Callable[[Session, Settings], T]") -> Callable[[], T]:
        """``step`` with a session of its own and the settings, to be run on a lane."""

        def run() -> T:
            from shopmail.storage.shop import settings_of

            with self.shop.reading() as session:
                return step(session, settings_of(session))

        return run
