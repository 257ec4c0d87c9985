"""What the owner wrote, as it is kept with a campaign."""

from typing import Union

import msgspec
from msgspec import Struct

from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.catalog import BLOCKS


class MailContent(Struct, frozen=True):
    """A mail before it is anybody's: own HTML, or blocks when ``html`` is None. All texts may hold fields."""

    subject: str
    preview_text: str = ""
    html: str | None = None
    blocks: tuple[Block, ...] = ()


_AnyBlock = Union[BLOCKS]  # type: ignore[valid-type]  # noqa: UP007 - the catalogue is the list
_BLOCKS: msgspec.json.Decoder[tuple[Block, ...]] = msgspec.json.Decoder(tuple[_AnyBlock, ...])


def blocks_as_json(blocks: tuple[Block, ...]) -> str:
    """``blocks`` as a JSON array of objects with ``kind`` and the block's keys."""
    return msgspec.json.encode(blocks).decode()


def blocks_from_json(text: str) -> tuple[Block, ...]:
    """The blocks that ``blocks_as_json`` wrote. Raises ``msgspec.ValidationError`` for anything else."""
    return _BLOCKS.decode(text)
