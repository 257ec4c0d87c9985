"""Opening the shop file, on a lane: here the heavy libraries are imported, after the first paint."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopmail.ui.background import Progress, Stopped
from shopmail.ui.desk import Facts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop


@dataclass(frozen=True)
class Opened:
    """An open shop, what the frame shows of it, and the version of the file at which that was read."""

    shop: "Shop"
    facts: Facts
    version: int


def open_shop(path: Path, language: str) -> Opened:
    """Open the shop file; a new shop speaks ``language``.

    Raises ``ShopFileRefused``.
    """
    from shopmail.storage.shop import Shop

    new = not path.exists()
    shop = Shop(path)
    if new:
        shop.change_settings({"shop.language": language})
    return _as_it_is(shop)


def open_sample(path: Path, language: str, progress: Progress, stopped: Stopped) -> Opened:
    """The same for the sample shop, which is filled first."""
    from shopmail.ui import sample_shop

    shop = open_shop(path, language).shop
    sample_shop.fill(shop, progress, stopped)
    return _as_it_is(shop)


def _as_it_is(shop: "Shop") -> Opened:
    from shopmail.storage.shop import settings_of

    # The version first: what is written while the facts are read counts as news.
    version = shop.data_version()
    with shop.reading() as session:
        return Opened(shop, facts_of(session, settings_of(session)), version)


def facts_of(session: "Session", settings: "Settings") -> Facts:
    """The facts as they stand in the file."""
    from sqlalchemy import func, select

    from shopmail.model import SyncMark

    heard_at = session.scalar(select(func.min(SyncMark.heard_at)).where(SyncMark.provider == "sendgrid"))
    return Facts(settings.shop.name, settings.shop.language, settings.shop.timezone, heard_at or 0)
