"""Every command, in the order in which the help lists them."""

from shopmail.cli import shop_commands
from shopmail.cli.command import Command

COMMANDS: tuple[Command, ...] = (*shop_commands.COMMANDS,)
