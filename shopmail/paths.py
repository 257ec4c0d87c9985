"""Where things live on this computer: the shop file, what stands beside it, the program's resources."""

import os
import sys
from pathlib import Path

SHOP_FILE_NAME = "shop.shopmail"


def data_folder() -> Path:
    """The user's own data folder for shopmail, as the platform has it."""
    import platformdirs

    return platformdirs.user_data_path("shopmail", appauthor=False)


def default_shop_file() -> Path:
    """``$SHOPMAIL_SHOP``, else ``shop.shopmail`` in the data folder."""
    named = os.environ.get("SHOPMAIL_SHOP")
    return Path(named) if named else data_folder() / SHOP_FILE_NAME


def beside(shop_file: Path, what: str) -> Path:
    """A folder or file that belongs to ``shop_file``: same folder, same stem, ``what`` appended.

    >>> beside(Path("a/shop.shopmail"), "outbox").as_posix()
    'a/shop-outbox'
    """
    return shop_file.with_name(f"{shop_file.stem}-{what}")


def resources() -> Path:
    """The folder of icons, catalogues and templates, in a checkout and in an installed package."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).parent.parent) / "resources"
