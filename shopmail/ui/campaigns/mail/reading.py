"""What the tab Mail asks of the shop file and of pictures; all of it runs on a lane."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopmail.errors import CampaignRefused, FileRefused
from shopmail.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.campaigns.blocks.block import Block
    from shopmail.campaigns.content import Written
    from shopmail.campaigns.pictures import Kept
    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop

MOST_HTML = 2_000_000
"""Bytes of a file of HTML; a mail of more than 100 kB is clipped already."""


@dataclass(frozen=True)
class Surroundings:
    """The fields that a mail may use, as (key, title), and the pictures it shows from the shop file."""

    fields: tuple[tuple[str, str], ...]
    pictures: "dict[str, Kept]"


@dataclass(frozen=True)
class Start:
    """A mail to begin with; the words are in the owner's language."""

    key: str
    title: str
    sentence: str
    blocks: "tuple[Block, ...]"


def surroundings(session: "Session", written: "Written") -> Surroundings:
    """What the editor shows beside the mail itself."""
    from shopmail.campaigns import pictures
    from shopmail.campaigns.composing import field_titles

    known = {cid: kept for cid in _cids(written.blocks) if (kept := pictures.described(session, cid))}
    return Surroundings(field_titles(session), known)


def starts(settings: "Settings") -> tuple[Start, ...]:
    """The mails to begin with, in the language of the shop's mails."""
    from shopmail.campaigns.starting_points import STARTING_POINTS

    return tuple(
        Start(
            point.key,
            _(point.title),
            _(point.sentence),
            point.blocks(settings.shop.language, settings.shop),
        )
        for point in STARTING_POINTS
    )


def removed(session: "Session", written: "Written", letters: str) -> tuple[str, ...]:
    """What is taken out of the owner's HTML before it is sent; nothing while a mistake is in it."""
    from msgspec.structs import replace

    from shopmail.campaigns.composing import compile_written

    # A subject that is missing, or wrong, is not what is asked about.
    alone = replace(written, subject="…", preview_text="")
    try:
        return compile_written(session, alone, letters).removed
    except CampaignRefused:
        # The preview says what the mistake is, and where.
        return ()


def picture_from(shop: "Shop", path: str) -> "Kept":
    """The picture in a file, taken into the shop file. Raises ``FileRefused``."""
    from shopmail.campaigns import pictures

    return pictures.keep(shop, Path(path))


def html_from(path: str) -> str:
    """The text of a file of HTML. Raises ``FileRefused`` for one that can't be read or is no text."""
    title = _("The file was not taken")
    try:
        data = Path(path).read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise FileRefused(
            title,
            _("“{name}” can't be read: {reason}.", name=Path(path).name, reason=reason),
            _("Choose another file."),
        ) from None
    if len(data) > MOST_HTML or b"\x00" in data:
        raise FileRefused(
            title,
            _("“{name}” is no HTML of a mail.", name=Path(path).name),
            _("Choose a file that ends in .html, of at most 2 MB."),
        )
    return _decoded(data)


def _decoded(data: bytes) -> str:
    """``data`` in the encoding it names itself, else UTF-8; what is neither keeps its Latin letters."""
    named = re.search(rb"charset=[\"']?([\w-]+)", data[:2000], re.IGNORECASE)
    for encoding in (*([named[1].decode("ascii")] if named else []), "utf-8-sig"):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1250", "replace")


def _cids(blocks: "Iterable[Block]") -> set[str]:
    urls = (getattr(block, "url", "").strip() for block in blocks)
    return {url.removeprefix("cid:") for url in urls if url.startswith("cid:")}


def is_written(written: "Written") -> bool:
    """Whether there is a mail, and nothing in it that a starting point only suggests."""
    from shopmail.campaigns.starting_points import unfilled

    if written.html is not None:
        return bool(written.html.strip())
    return bool(written.blocks) and not unfilled(written.blocks)
