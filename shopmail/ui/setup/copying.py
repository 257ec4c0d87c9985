"""What the backup form and the daily copy do on a lane: see how the copies stand, and whether one is due."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopmail.storage.shop import Shop


@dataclass(frozen=True)
class Copies:
    """``folder`` empty: none is set. ``made_at`` is the Unix second of the newest copy there, 0 for none.

    ``there`` is False while the folder can't be seen, such as a stick that is not plugged in.
    """

    folder: str = ""
    made_at: int = 0
    count: int = 0
    there: bool = False
    same_disk: bool = False


def copies_of(shop: "Shop") -> Copies:
    """How the copies of ``shop`` stand."""
    from shopmail.storage.backup import copies, is_on_the_same_disk

    settings = shop.settings()
    if not settings.backup.folder:
        return Copies()
    folder = Path(settings.backup.folder)
    try:
        count = len(copies(folder, shop.id))
    except OSError:
        return Copies(str(folder), newest(shop)[0])
    return Copies(
        str(folder), newest(shop)[0], count, there=True, same_disk=is_on_the_same_disk(shop, folder)
    )


def is_on_the_shops_disk(shop: "Shop", folder: str) -> bool:
    """Whether a broken disk would take the shop file and the copies in ``folder``."""
    from shopmail.storage.backup import is_on_the_same_disk

    return is_on_the_same_disk(shop, Path(folder))


def newest(shop: "Shop") -> tuple[int, str]:
    """Moment and file of the newest copy in the place for copies; 0 and empty for none."""
    from sqlalchemy import select

    from shopmail.model import ShopFact

    with shop.reading() as session:
        found = session.scalars(select(ShopFact).where(ShopFact.name.in_(("backup_at", "backup_file"))))
        facts = {fact.name: fact.value.decode() for fact in found}
    return int(facts.get("backup_at", "0")), facts.get("backup_file", "")
