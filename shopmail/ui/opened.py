"""Opening the shop file, on a lane: here the heavy libraries are imported, after the first paint."""

from pathlib import Path
from typing import TYPE_CHECKING

from shopmail.ui.background import Progress, Stopped
from shopmail.ui.desk import Facts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop


def open_shop(path: Path, language: str) -> "tuple[Shop, Facts]":
    """The open shop and what the frame shows of it; a new shop speaks ``language``.

    Raises ``ShopFileRefused``.
    """
    from shopmail.storage.shop import Shop, settings_of

    new = not path.exists()
    shop = Shop(path)
    if new:
        shop.change_settings({"shop.language": language})
    with shop.reading() as session:
        return shop, facts_of(session, settings_of(session))


def open_sample(path: Path, language: str, progress: Progress, stopped: Stopped) -> "tuple[Shop, Facts]":
    """The same for the sample shop, which is filled first."""
    from shopmail.ui import sample_shop

    shop, _empty = open_shop(path, language)
    sample_shop.fill(shop, progress, stopped)
    with shop.reading() as session:
        return shop, facts_of(session, shop.settings())


def facts_of(session: "Session", settings: "Settings") -> Facts:
    """The facts as they stand in the file."""
    from sqlalchemy import func, select

    from shopmail.model import SyncMark

    heard_at = session.scalar(select(func.min(SyncMark.heard_at)))
    return Facts(settings.shop.name, settings.shop.language, settings.shop.timezone, heard_at or 0)
