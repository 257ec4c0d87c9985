"""What every page is handed: the open shop, the lanes, and how to speak to the owner."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from shopmail.ui.background import Background
from shopmail.ui.theme import Theme

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop

T = TypeVar("T")


@dataclass(frozen=True)
class Facts:
    """What the frame shows of the shop; moments are Unix seconds, ``heard_at`` 0 for never."""

    name: str
    language: str
    zone: str
    heard_at: int


class Desk:
    """What a page works with.

    ``say`` shows a sentence at the foot, ``go`` opens a page at a place in it, ``changed`` tells the window
    that the page has written to the file.
    """

    def __init__(
        self,
        shop: "Shop",
        facts: Facts,
        background: Background,
        theme: Theme,
        say: Callable[[str], None],
        go: Callable[[str, str], None],
        changed: Callable[[], None],
    ) -> None:
        self.shop = shop
        self.facts = facts
        self.background = background
        self.theme = theme
        self.say = say
        self.go = go
        self.changed = changed

    def now(self) -> int:
        """The shop's clock."""
        return self.shop.clock.now()

    def reading(self, step: "Callable[[Session, Settings], T]") -> Callable[[], T]:
        """``step`` with a session of its own and the settings, to be run on a lane."""

        def run() -> T:
            from shopmail.storage.shop import settings_of

            with self.shop.reading() as session:
                return step(session, settings_of(session))

        return run
