"""Every command, in the order in which the help lists them."""

from shopmail.cli import (
    campaign_commands,
    contact_commands,
    import_commands,
    segment_commands,
    shop_commands,
    source_commands,
)
from shopmail.cli.command import Command

COMMANDS: tuple[Command, ...] = (
    *import_commands.COMMANDS,
    *contact_commands.COMMANDS,
    *segment_commands.COMMANDS,
    *campaign_commands.COMMANDS,
    *source_commands.COMMANDS,
    *shop_commands.COMMANDS,
)
