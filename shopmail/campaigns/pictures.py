"""Pictures that travel inside mails: taken in from a file, kept once, found again by what a mail shows."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.document import TEXT_WIDTH
from shopmail.campaigns.blocks.drawn import Picture as PictureBlock
from shopmail.campaigns.places import refused
from shopmail.delivery.message import InlinePicture
from shopmail.model import Picture
from shopmail.storage.shop import Shop
from shopmail.wording import _

HEAVY_BYTES = 1_000_000
"""From here on the pictures of a mail take long to load on a phone; worth a warning."""

MOST_BYTES = 10_000_000
"""Of all pictures of a mail, as kept. They grow by a third on the way; many mailboxes take 20 MB at most."""

_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"}


class Kept(Struct, frozen=True):
    """A picture of the shop file but for its data; a mail shows it as ``cid:`` + ``cid``. ``size``: bytes."""

    cid: str
    name: str
    """What the owner's file was called."""
    media_type: str
    width: int
    height: int
    size: int


def keep(shop: Shop, path: Path) -> Kept:
    """Take in the picture in the file ``path``, made small enough for a mail; a second time it is known.

    Raises ``FileRefused`` for what is no picture, is damaged or too large.
    """
    # Pillow takes some 15 ms to import, and only this needs it.
    from shopmail.campaigns.shrinking import shrunk

    small = shrunk(path)
    cid = sha256(small.data).hexdigest()[:32]
    with shop.transaction() as session:
        known = described(session, cid)
        if known is not None:
            return known
        session.add(
            Picture(
                cid=cid,
                name=path.name,
                media_type=small.media_type,
                width=small.width,
                height=small.height,
                data=small.data,
                added_at=shop.clock.now(),
            )
        )
    return Kept(cid, path.name, small.media_type, small.width, small.height, len(small.data))


def described(session: Session, cid: str) -> Kept | None:
    """The picture with this Content-ID, or None."""
    row = session.execute(
        select(
            Picture.cid,
            Picture.name,
            Picture.media_type,
            Picture.width,
            Picture.height,
            func.length(Picture.data),
        ).where(Picture.cid == cid)
    ).one_or_none()
    return None if row is None else Kept(*row)


def weight(session: Session, cids: Iterable[str]) -> int:
    """Bytes of these pictures together, as kept; one that is missing weighs nothing."""
    return session.scalar(select(func.sum(func.length(Picture.data))).where(Picture.cid.in_(set(cids)))) or 0


def narrow(session: Session, blocks: Iterable[Block]) -> dict[str, int]:
    """Content-ID -> width in pixels, of the pictures in ``blocks`` that are narrower than a mail's text.

    Drawn wider, a logo would be a blur.
    """
    shown = {block.url.strip().removeprefix("cid:") for block in blocks if isinstance(block, PictureBlock)}
    if not shown:
        return {}
    wanted = select(Picture.cid, Picture.width).where(Picture.cid.in_(shown), Picture.width < TEXT_WIDTH)
    return {row[0]: row[1] for row in session.execute(wanted)}


def loaded(session: Session, cids: Iterable[str]) -> tuple[InlinePicture, ...]:
    """These pictures with their data, in this order, each once.

    Raises ``CampaignRefused`` when one is not in the shop file.
    """
    wanted = tuple(dict.fromkeys(cids))
    found = {row.cid: row for row in session.scalars(select(Picture).where(Picture.cid.in_(wanted)))}
    if len(found) < len(wanted):
        raise refused(
            _("The mail"),
            _("it shows a picture that is not in the shop file."),
            _("Choose the picture again, or take it out of the mail."),
        )
    return tuple(
        InlinePicture(cid, found[cid].media_type, _file_name(found[cid]), found[cid].data) for cid in wanted
    )


def enclosed(session: Session, cids: Iterable[str]) -> tuple[InlinePicture, ...]:
    """``loaded`` for a mail that is about to leave.

    Raises ``CampaignRefused`` also when they are too heavy together.
    """
    pictures = loaded(session, cids)
    size = sum(len(picture.data) for picture in pictures)
    if size > MOST_BYTES:
        raise refused(
            _("The mail"),
            _(
                "its pictures have {size} MB; with more than {limit} MB many mailboxes don't take it.",
                size=-(-size // 1_000_000),
                limit=MOST_BYTES // 1_000_000,
            ),
            _("Take some out, or put them on your shop's site and link to them."),
        )
    return pictures


def _file_name(picture: Picture) -> str:
    """The owner's name for it as a mail can carry it: ASCII letters, digits, dashes, and the true ending."""
    stem = unicodedata.normalize("NFKD", Path(picture.name).stem).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-")[:60].strip("-")
    return (words or "picture") + _ENDINGS[picture.media_type]
