"""What the owner wrote, as it is kept with a campaign."""

from typing import Any, Union

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


class Written(Struct, frozen=True):
    """What the owner has written of a campaign so far; it need not be finished, nor right."""

    name: str
    subject: str = ""
    preview_text: str = ""
    sender: str = ""
    """``Name <address>`` or an address alone, as it was typed; empty: the shop's."""
    reply_to: str = ""
    """The same for answers."""
    segment_id: int | None = None
    """None: everyone who can be mailed."""
    html: str | None = None
    """HTML of the owner's own, instead of blocks."""
    blocks: tuple[Block, ...] = ()
    remote_pictures: bool = False
    """Whether the preview may fetch the pictures that lie on the web."""

    @property
    def content(self) -> MailContent:
        """The mail alone."""
        return MailContent(self.subject, self.preview_text, self.html, self.blocks)


_AnyBlock = Union[BLOCKS]  # type: ignore[valid-type]  # noqa: UP007 - the catalogue is the list


def blocks_as_json(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """``blocks`` as what ``json`` writes: objects with ``kind`` and the block's keys."""
    told: list[dict[str, Any]] = msgspec.to_builtins(blocks)
    return told


def blocks_from_json(told: object) -> tuple[Block, ...]:
    """The blocks that ``blocks_as_json`` gave. Raises ``msgspec.ValidationError`` for anything else."""
    return msgspec.convert(told, tuple[_AnyBlock, ...])
