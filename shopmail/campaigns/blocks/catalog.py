"""Every kind of block there is: a new one is one class and one line here."""

from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.drawn import Divider, Picture
from shopmail.campaigns.blocks.spacing import Spacing
from shopmail.campaigns.blocks.written import Button, Heading, Text

BLOCKS: tuple[type[Block], ...] = (
    Heading,
    Text,
    Button,
    Picture,
    Divider,
    Spacing,
)
