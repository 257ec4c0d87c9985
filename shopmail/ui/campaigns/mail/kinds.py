"""The kinds of blocks as the editor shows them: icon, word, and a new one of each."""

from typing import TYPE_CHECKING, NamedTuple

from shopmail.wording import N_

if TYPE_CHECKING:
    from shopmail.campaigns.blocks.block import Block


class Kind(NamedTuple):
    """``key`` is the draft's word for it, ``title`` a marked one."""

    key: str
    title: str
    icon: str


KINDS = (
    Kind("heading", N_("Heading"), "heading"),
    Kind("text", N_("Text"), "align-left"),
    Kind("picture", N_("Picture"), "photo"),
    Kind("button", N_("Button"), "rectangle"),
    Kind("divider", N_("Divider"), "separator-horizontal"),
    Kind("spacing", N_("Space"), "arrows-vertical"),
)
"""In the order in which they are offered."""

FOOTER = Kind("", N_("Footer"), "building-store")
"""What no mail goes without; it is no block of the draft."""


def kind_of(block: "Block") -> Kind:
    """What ``block`` is."""
    tag = block.__struct_config__.tag
    return next(kind for kind in KINDS if kind.key == tag)


def new(key: str) -> "Block":
    """An empty block of this kind."""
    from shopmail.campaigns.blocks.drawn import Divider, Picture
    from shopmail.campaigns.blocks.spacing import Spacing
    from shopmail.campaigns.blocks.written import Button, Heading, Text

    made = {
        "heading": Heading(""),
        "text": Text(""),
        "picture": Picture(""),
        "button": Button("", ""),
        "divider": Divider(),
        "spacing": Spacing(),
    }
    return made[key]
