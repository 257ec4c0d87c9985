"""One copy a day: made in the background when the window opens and the newest one is older than that."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shopmail.errors import ShopmailError
from shopmail.ui.desk import Desk
from shopmail.ui.setup import copying
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.storage.shop import Shop


def keep(desk: Desk) -> None:
    """Make today's copy if it is due. Nobody waits for it; only what went wrong is said."""
    shop = desk.shop

    def failed(problem: Exception) -> None:
        if isinstance(problem, ShopmailError):
            desk.say(_("Today's copy of your shop could not be made. {why}", why=problem.message))
        else:
            desk.background.unforeseen(problem)

    def made(is_made: bool) -> None:
        if is_made:
            desk.changed()

    desk.background.run_long(
        "files", lambda _progress, stopped: _copy_if_due(shop, stopped), made, _no_news, failed
    )


def _copy_if_due(shop: "Shop", stopped: Callable[[], bool]) -> bool:
    from shopmail.storage.backup import back_up, is_due

    folder = shop.settings().backup.folder
    if not folder or not is_due(*copying.newest(shop), shop.clock.now()):
        return False
    back_up(shop, Path(folder), stopped=stopped)
    return True


def _no_news(_done: int, _total: int) -> None:
    """Nobody watches."""
