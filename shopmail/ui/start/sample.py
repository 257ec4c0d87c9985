"""Looking around: the sample shop opens in a window and a process of its own, and leaves nothing behind."""

import sys
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QProcess

import shopmail


class Command(NamedTuple):
    """What is started, and in which folder: a checkout finds its package by it."""

    program: str
    arguments: list[str]
    folder: str


def command() -> Command:
    """This same program once more, from its own file where it was packaged into one."""
    frozen = bool(getattr(sys, "frozen", False))
    arguments = ["--demo"] if frozen else ["-m", "shopmail", "--demo"]
    return Command(sys.executable, arguments, str(Path(shopmail.__file__).parent.parent))


def open_window() -> int:
    """Open it; the id of its process, 0 when it could not be started."""
    started, process = QProcess.startDetached(*command())
    return int(process) if started else 0
