"""Reading the command line, calling the act, and turning its outcome into text and an exit code.

Exit 0: done. 1: refused, the reason is the last line on standard error, nothing was changed. 2: wrong usage.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shopmail import __version__, paths, wording
from shopmail.errors import ShopmailError
from shopmail.wording import _

if TYPE_CHECKING:
    # The window must paint before what the commands stand on is imported.
    from shopmail.cli.command import Command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``shopmail ARGUMENTS``, those of the process by default; the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    wording.use_language(wording.system_language())
    asked = _parser(wanted=arguments).parse_args(arguments)
    shop_file = Path(asked.shop) if asked.shop else paths.default_shop_file()
    if asked.command is None:
        from shopmail.ui.application import run

        return run(shop_file, demo=asked.demo)
    return _run(asked.command, asked, shop_file)


def _run(command: "Command", asked: argparse.Namespace, shop_file: Path) -> int:
    from shopmail.cli.command import Desk

    desk = Desk(shop_file)
    try:
        answer = command.act(desk, asked)
    except ShopmailError as refusal:
        return _refused(f"{refusal.title}: {refusal.message} {refusal.remedy}")
    except KeyboardInterrupt:
        return _refused(_("Stopped: you stopped the program; what it had recorded is kept."))
    except Exception as fault:
        return _broke(fault, shop_file)
    finally:
        desk.close()
    answer.print_to(sys.stdout, as_json=asked.json)
    return 0


def _refused(sentence: str) -> int:
    line = " ".join(sentence.split())
    sys.stderr.write(f"error: {line}\n")
    return 1


def _broke(fault: Exception, shop_file: Path) -> int:
    """Say that the fault is ours, and keep where it happened; values, which may be personal, are left out."""
    where = "".join(traceback.format_tb(fault.__traceback__))
    report = paths.beside(shop_file, "fault.txt")
    try:
        report.write_text(f"shopmail {__version__}\n{type(fault).__name__}\n{where}", encoding="utf-8")
    except OSError:
        return _refused(_("Something in shopmail broke: {kind}.", kind=type(fault).__name__))
    return _refused(
        _(
            "Something in shopmail broke: {kind}. Where it broke is written in “{file}”.",
            kind=type(fault).__name__,
            file=str(report),
        )
    )


def _parser(wanted: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shopmail",
        description=_("Without a command, shopmail opens its window."),
        allow_abbrev=False,
    )
    parser.add_argument("--shop", metavar="FILE", help=_("the shop file; made when there is none"))
    parser.add_argument("--demo", action="store_true", help=_("open a sample shop that is thrown away"))
    parser.add_argument("--version", action="version", version=f"shopmail {__version__}")
    parser.set_defaults(command=None, json=False)
    if (
        any(not word.startswith("-") for word in _without_values(wanted))
        or "-h" in wanted
        or "--help" in wanted
    ):
        from shopmail.cli.catalog import COMMANDS

        _add(parser, COMMANDS)
    return parser


def _without_values(wanted: Sequence[str]) -> list[str]:
    """The words that are not the value of ``--shop``."""
    return [word for before, word in zip(["", *wanted], wanted, strict=False) if before != "--shop"]


def _add(parser: argparse.ArgumentParser, commands: Sequence["Command"]) -> None:
    groups: dict[tuple[str, ...], argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    groups[()] = parser.add_subparsers(metavar="COMMAND", title=_("commands"))
    for command in commands:
        for depth in range(1, len(command.words)):
            parent = command.words[:depth]
            if parent not in groups:
                group = groups[parent[:-1]].add_parser(parent[-1], allow_abbrev=False)
                groups[parent] = group.add_subparsers(metavar="COMMAND", required=True)
        leaf = groups[command.words[:-1]].add_parser(
            command.words[-1], help=_(command.help), description=_(command.help), allow_abbrev=False
        )
        command.options(leaf)
        leaf.add_argument("--json", action="store_true", help=_("print one JSON object"))
        leaf.set_defaults(command=command)
